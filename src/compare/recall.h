/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_RECALL_H
#define BPFTAX_COMPARE_RECALL_H

/*
 * What a store already knows: the cells of `bpftax micro --exact` that would count the same again,
 * as agent, emulator and settings are the same.
 *
 *	const struct recall_likeness likeness = { .agent_sha256 = sha256, .study = &study };
 *
 *	recall_cells(store, &likeness, take, context, &err);    // the newest run first
 *
 *	static void take(void *context, const struct run_report *run, size_t cell)
 *	{
 *		struct recalled_cost cost = recall_cost(run->reports[cell], "fentry-null");
 *		...
 *	}
 */

#include "estimate/run_report.h"
#include "study/study.h"

struct recall_likeness {
	const char *agent_sha256;
	const struct study *study; /* its CPUs, memory and trigger; resolved */
};

enum recalled { RECALLED_NOTHING, RECALLED_VALUE, RECALLED_UNSUPPORTED, RECALLED_FAILED };

/* What one event costs in a cell; the texts are the report's. */
struct recalled_cost {
	enum recalled what;
	double instructions; /* RECALLED_VALUE */
	bool exact;	     /* the same number each time (estimate/one_number.h) */
	const char *trigger;
	const char *reason; /* else, where there is one */
};

struct recalled_cost recall_cost(const struct report *report, const char *configuration);

/* The package that the cell's kernel came from, as NAME=VERSION, or what else it is; or NULL. */
const char *recall_kernel(const struct run_report *run, size_t cell);

/* The version of the emulator that the cell ran in, or NULL. */
const char *recall_emulator(const struct run_report *run, size_t cell);

/* Hands out the cells that are alike.  0 or a negative errno. */
int recall_cells(struct store *store, const struct recall_likeness *likeness,
		 void (*take)(void *context, const struct run_report *run, size_t cell),
		 void *context, struct error *err);

#endif
