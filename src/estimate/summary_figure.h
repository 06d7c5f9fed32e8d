/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SUMMARY_FIGURE_H
#define BPFTAX_ESTIMATE_SUMMARY_FIGURE_H

/*
 * One figure of the summary, over the boots of a kernel.
 *
 *	struct summary_figure figure = summary_figure_of(run, group, "fentry-map", "udp-drain",
 *							 METRIC_OPERATION_NS);
 */

#include "estimate/run_report.h"

/* Of one configuration in one workload, over the boots of a kernel. */
struct summary_figure {
	bool present;
	enum metric metric;
	struct interval amount;	 /* in the metric's unit */
	struct interval percent; /* of an operation; NaN where there is none */
	size_t boots;		 /* that have it */
	enum withheld withheld;	 /* not present, and why, in the last boot that says so */
	enum verdict_kind kind;	 /* what follows from it; boots that disagree: undecided */
	double seen_percent;	 /* not told from none: what would have been */
	const struct report_result *result; /* of the first boot that has one, or NULL */
};

/* One that is absent. */
struct summary_figure summary_figure_none(enum metric metric);

struct summary_figure summary_figure_of(const struct run_report *run, size_t group,
					const char *configuration, const char *workload,
					enum metric metric);

#endif
