/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_RUN_REPORT_H
#define BPFTAX_ESTIMATE_RUN_REPORT_H

/*
 * The report of a whole run: that of each of its cells (estimate/build.h), and which cells are
 * boots of one kernel.
 *
 *	struct run_report *run = NULL;
 *
 *	store_run_load(store, id, &data, &err);
 *	run_report_build(data, &run, &err);
 *	report_print(run, "text", stdout, &options, &err);	// formats/report.h
 *	run_report_free(run);
 *	run_data_free(data);				// after the report, which points into it
 *
 * Results stay per cell: nothing here is an estimate over several.  Pure.
 */

#include "estimate/types.h"

/* Cells that differ in the boot alone. */
struct cell_group {
	const char *target, *kernel, *release, *architecture; /* NULL: not known */
	const char *timing;				      /* "counted" or "timed" */
	size_t first;					      /* of its cells, in the run */
	size_t boots;
};

struct run_report {
	const struct run_data *data; /* not owned */
	struct report **reports;     /* one a cell, in the order of data->cells; at least one */
	struct run_data **parts;     /* what each is of, where there are several */
	size_t count;
	bool chosen;		   /* one is left of several */
	struct cell_group *groups; /* in the order of their first cells; at least one */
	size_t group_count;
	size_t *group_of;     /* each cell's */
	double windows_share; /* of the run's wall time, inside windows; NaN: not known */
};

/* Returns 0 or -ENOMEM. */
int run_report_build(struct run_data *data, struct run_report **ret_run, struct error *err);
void run_report_free(struct run_report *run);

/* Leaves one cell of it, as if the run had no other; what is of the whole run stays so. */
void run_report_choose(struct run_report *run, size_t index);

/* For CLEANUP(). */
void cleanup_run_report(struct run_report **run);

/* Whether a reader has to be told which cell something is of. */
bool run_report_has_cells(const struct run_report *run);

/* The cell of a report; NULL where the run has none. */
const struct cell_record *run_report_cell(const struct run_report *run, size_t index);

/* Whether it could not be measured as a whole; data->cells[].reason says why. */
bool run_report_cell_failed(const struct run_report *run, size_t index);

/*
 * Whether the run was cut off before it: a cell of several, of which it may be the one that was
 * chosen, that has no result and has not failed.
 */
bool run_report_cell_unreached(const struct run_report *run, size_t index);

/* The facts of the first of a group's boots whose agent answered, or NULL; borrowed. */
json_t *cell_group_facts(const struct run_report *run, size_t group);

/* The group's next cell after `after` (SIZE_MAX: its first); SIZE_MAX after the last. */
size_t cell_group_next(const struct run_report *run, size_t group, size_t after);

#endif
