/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ACROSS_H
#define BPFTAX_ESTIMATE_ACROSS_H

/*
 * What the boots of one kernel say of one configuration: each boot's estimate, side by side.
 *
 *	struct across_key key = { "udp-drain", "fentry-map", METRIC_OPERATION_NS, ACROSS_AMOUNT };
 *	struct across across = across_boots(run, group, &key);
 *
 *	if (across.measured)
 *		printf("%g, boots from %g to %g\n", across.mean, across.least, across.most);
 *
 * The mean over boots has no interval: that of one boot does not know what differs between two,
 * and two boots are too few to say how much that is.  The range of the boots says what was seen.
 * Pure.
 */

#include "estimate/run_report.h"
#include "estimate/same_event.h"

enum across_figure {
	ACROSS_AMOUNT,	/* of the effect, in the metric's unit */
	ACROSS_PERCENT, /* of the effect */
	ACROSS_LEVEL,	/* of the metric itself */
};

struct across_key {
	const char *workload, *configuration;
	enum metric metric;
	enum across_figure figure;
};

struct across {
	size_t reported; /* boots that say anything of the configuration */
	size_t measured; /* boots that have the figure */
	double mean, least, most;
	struct interval first;	/* of the first boot that has it */
	double widest;		/* half of the widest interval of a boot; NaN: none has one */
	enum withheld withheld; /* where none is measured: why, in the last boot that says so */
	const struct report_result *unmeasured; /* of the first boot that was not, or NULL */
};

struct across across_boots(const struct run_report *run, size_t group,
			   const struct across_key *key);

/* Whether the boots have not all the same number. */
bool across_differs(const struct across *across);

/* Whether a configuration's costs on two kernels are of one event (same_event.h). */
enum event_likeness across_same_event(const struct run_report *run, const size_t groups[2],
				      const char *workload, const char *configuration);

/*
 * In what the configurations of a workload are held against each other on this kernel: the cost, in
 * instructions where they are counted.
 */
enum metric across_metric(const struct run_report *run, size_t group, const char *workload);

#endif
