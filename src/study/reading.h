/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_READING_H
#define BPFTAX_READING_H

/*
 * What a command takes that is no part of a study: which store it reads, and what it shows of it
 * in which way.  report, compare, history, atlas, list, export, import and doctor take it from
 * here, and run, micro and curve what their report at the end looks like.
 *
 * It is filled from the same table as a study (study/options.h): defaults, then the command line.
 * Pure data; no clock, no I/O.
 *
 *	struct reading reading;
 *
 *	reading_init(&reading, OPTION_FOR_REPORT);      // study/reading_fields.h
 *	command_line_read(&line, &reading, &err);       // cli/command_line.h
 *	...
 *	reading_free(&reading);
 */

#include <stdbool.h>
#include "study/study.h"

enum inconclusive_effect { INCONCLUSIVE_PASS, INCONCLUSIVE_FAIL };

struct reading {
	char *store;  /* path, or NULL for the default */
	char *format; /* one of the command's own; of run, micro and curve the study says it */
	bool full;    /* as text: every table and sentence, instead of the page that sums them up */

	/* report */
	bool samples_raw; /* --samples: raw samples */
	bool latency;	  /* also what attaching and detaching take */
	char *cell;	  /* the number of the only cell to report on, or NULL for all */
	char *figures;	  /* a directory for SVG files, or NULL */

	/* compare, history; gate and inconclusive also micro */
	char *metric; /* a metric's name, or NULL for what suits the workload */
	char *gate;   /* rules, or the name of a file with them, or NULL */
	bool strict;  /* refuse runs of different machines or settings */
	enum inconclusive_effect inconclusive;
	unsigned int skip_status; /* micro: where a gate cannot tell; 0: as everywhere */
	char *figure;		  /* history: an SVG file to draw, or NULL */

	char *against; /* cost: another object, or NULL */

	/* bisect: names of packages */
	char *from, *to;
	bool release_candidates;

	/* atlas: empty lists mean all */
	struct word_list programs, architectures;

	char *output; /* export: a file, or NULL for standard output */
	bool json;    /* doctor: the same as format json */
};

#endif
