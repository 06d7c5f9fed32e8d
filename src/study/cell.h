/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CELL_H
#define BPFTAX_CELL_H

/*
 * Where a study is measured: its cells, each one boot of one kernel of one architecture with one
 * timing.  Pure.
 *
 *	struct cell_list cells;
 *
 *	if (cells_make(&study, &cells, &err) < 0)
 *		...                                  // a combination that no cell can have
 *	for (size_t i = 0; i < cells.count; i++)
 *		measure(&cells.cells[i]);
 *	cells_free(&cells);
 *
 * A cell has a study of its own, with one kernel, one timing and one boot, in which everything is
 * resolved and checked as in a study that has no other cell: what reads it need not know of
 * lists.  Where a study counts as well as it takes time, its counted cells have one CPU, no known
 * delays, and udp-drain unless workloads are named.
 */

#include "common/error.h"
#include "study/study.h"
#include "study/timing.h"

struct cell {
	unsigned int id;	  /* from 0, in the order of the study */
	const char *target;	  /* these point into study */
	const char *kernel;	  /* as named */
	const char *architecture; /* x86_64; of target local what bpftax is built for */
	enum timing timing;
	unsigned int boot; /* from 0, among cells of one kernel and timing */
	unsigned int cpus;
	struct study
	    study; /* of a timing's first cell the seed is the study's, of others one made of it */
};

struct cell_list {
	struct cell *cells;
	size_t count;
};

/*
 * By timing, architecture, kernel and boot, each in the order of the study; a kernel that names its
 * architecture (kernel_word.h) is a cell of that one alone, and there has its plain name.  0, or a
 * negative errno with nothing to free: -EINVAL and a sentence as study_check(), or -ENOMEM.
 */
int cells_make(const struct study *study, struct cell_list *ret_cells, struct error *err);
void cells_free(struct cell_list *cells);

/* How many have this timing. */
size_t cells_count(const struct cell_list *cells, enum timing timing);

/* "debian-6.12-cloud counted boot 1": what of it tells it from the others; returns buffer. */
char *cell_label(char *buffer, size_t size, const struct cell_list *cells, const struct cell *cell);

/*
 * The study as its cells resolve it, for print and store: that of the only cell, or of several the
 * study as given with "all" expanded.  A copy to be freed; 0 or a negative errno.
 */
int cells_study(const struct study *study, const struct cell_list *cells, struct study *ret_study,
		struct error *err);

#endif
