/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SUMMARY_H
#define BPFTAX_ESTIMATE_SUMMARY_H

/*
 * What the first page of a run is made of: for each kernel image a row a treatment, from all of the
 * run's cells, counted and timed.
 *
 *	struct summary *summary = NULL;
 *
 *	summary_build(run, &summary);			// words/front_page.h tells it
 *	for (size_t i = 0; i < summary->kernels[0].row_count; i++)
 *		use(&summary->kernels[0].rows[i].instructions);
 *	summary_free(summary);				// before the run, which it points into
 *
 * - Instructions of a counted cell stand beside nanoseconds of a timed one only where both ran the
 *   same kernel image: release, build and architecture as the kernels themselves said them, all
 *   known and equal.  Otherwise each is a kernel of its own here.
 * - A row is a treatment.  What statistics add to it stands beside it; where it was measured with
 *   statistics alone it is the row.
 * - The direct cost is what the workload that is timed one by one says, or, where none ran, what
 *   the event alone does, which has no share of an operation.
 * - Of several boots of a kernel a figure is their mean, and its interval holds the intervals of
 *   all of them: nothing is pooled over boots.
 * - A workload's effect is that on its throughput where its receiver is saturated, else that on
 *   the CPU time of an operation.
 *
 * NaN, NULL and SIZE_MAX stand for absent.  Pure.
 */

#include "estimate/summary_figure.h"

struct summary_row {
	const struct treatment_record *treatment;
	bool statistics;			/* measured with statistics alone */
	struct summary_figure instructions, ns; /* direct */
	/* The same with statistics, where the row itself is without; else not present. */
	struct summary_figure instructions_statistics, ns_statistics;
	struct summary_figure *effects;		/* one a workload of the kernel */
	double hits;				/* of an operation, or an event */
	const struct report_result *unmeasured; /* why something of it is missing, or NULL */
};

/* A workload in which traffic flows. */
struct summary_workload {
	const char *name;
	bool saturated; /* in all boots: the effects are on its throughput */
};

struct summary_kernel {
	size_t counted, timed; /* groups of the run (run_report.h); not both SIZE_MAX */
	bool emulated;	       /* its nanoseconds are an emulator's */
	double operation_instructions, operation_ns; /* of the baseline: one operation */
	const char
	    *direct; /* the workload that these are of, or the first in which traffic flows */
	struct summary_workload *workloads;
	size_t workload_count;
	struct summary_row *rows; /* in the order of the study; no sham, no known delay */
	size_t row_count;
};

struct summary {
	const struct run_report *run; /* not owned */
	struct summary_kernel *kernels;
	size_t kernel_count;
};

/* Returns 0 or -ENOMEM. */
int summary_build(const struct run_report *run, struct summary **ret_summary);
void summary_free(struct summary *summary);

/* For CLEANUP(). */
void cleanup_summary(struct summary **summary);

/*
 * Whether instructions lead and nanoseconds stand beside them: where there are instructions and
 * the nanoseconds are an emulator's, or there are none.
 */
bool summary_instructions_lead(const struct summary_kernel *kernel);

/* How much statistics add to a row, in instructions; NaN where it is not known exactly. */
double summary_statistics_instructions(const struct summary_row *row);

#endif
