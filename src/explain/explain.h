/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_EXPLAIN_H
#define BPFTAX_EXPLAIN_H

/*
 * What the words of a report mean: a paragraph for every mechanism, program, workload, status,
 * verdict and term.  `bpftax explain` prints them one at a time, bpftax-mechanisms(7) all.
 *
 *	struct explain_parts parts;
 *
 *	if (explain_find("fentry-map-stat", &parts, &err) < 0)
 *		return print_error(&err);
 *	for (size_t i = 0; i < parts.count; i++)
 *		puts(parts.part[i]->paragraph);		// fentry, map, -stat
 *
 * Pure.  The table is explanations.c; the paragraphs of mechanisms, programs and workloads are a
 * column of their lists (src/protocol).
 */

#include <stddef.h>
#include "common/error.h"

enum explanation_kind {
	EXPLAIN_MECHANISM,
	EXPLAIN_PROGRAM,
	EXPLAIN_WORKLOAD,
	EXPLAIN_STATUS,
	EXPLAIN_VERDICT,
	EXPLAIN_TERM,
	EXPLAIN_KIND_COUNT,
};

struct explanation {
	enum explanation_kind kind;
	const char *name;
	const char *also; /* another name for it, or NULL */
	const char *paragraph;
};

extern const struct explanation explanations[]; /* by kind, in the order of the enum */
extern const size_t explanations_count;

/* "mechanism", "program", ... */
const char *explanation_kind_name(enum explanation_kind kind);

/* A configuration has a mechanism, a program, its scale, and statistics. */
#define EXPLAIN_PARTS_MAX 4

struct explain_parts {
	const struct explanation *part[EXPLAIN_PARTS_MAX];
	size_t count;
};

/*
 * word: a name of the table, whatever its case, or a configuration, as in
 * "fentry-map@2threads-stat"; programs may have their parameter ("delay-343ns").  -EINVAL with
 * ERROR_USAGE and the nearest name when there is no such thing.
 */
int explain_find(const char *word, struct explain_parts *ret_parts, struct error *err);

#endif
