/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_METRICS_H
#define BPFTAX_ESTIMATE_METRICS_H

/*
 * What is computed from the counters of one window: one table, which the model, the JSON report
 * and the CSV report all go by.  A new metric is a line in metric_list.h and a function.
 *
 *	double pps = metric_infos[METRIC_RATE_PPS].value(&sample->counters, &context);
 */

#include <stdbool.h>
#include "protocol/counters.h"

enum metric {
#define METRIC(id, name, unit, traffic, compared, counted) METRIC_##id,
#include "estimate/metric_list.h"
#undef METRIC
	METRIC_COUNT
};

/* What a metric needs to know beside the counters. */
struct metric_context {
	double datagram_bytes; /* of payload, by the study; NaN when unknown */
	bool icount;	       /* the machine's nanoseconds are instructions */
	double calls_cut;      /* receives that the end of a window may cut off (cut_hits.h) */
};

struct metric_info {
	const char *name;
	const char *unit;
	bool traffic;	     /* only where traffic flows throughout the window, not in udp-drain */
	bool compared;	     /* with the baseline, as an effect */
	enum metric counted; /* what stands for it where instructions are counted, or itself */
	/* NaN when a counter that it needs is absent, or its denominator is 0. */
	double (*value)(const struct counters *counters, const struct metric_context *context);
};

extern const struct metric_info metric_infos[METRIC_COUNT];

/* What stands for a cost in nanoseconds where instructions are counted; others stand for
 * themselves. */
enum metric metric_counted(enum metric metric);

/*
 * Whether the metric is a count of instructions that is the same each time, but for what is found
 * in memory: of one event, or one operation that nobody else takes part in.  What is exact is held
 * against other counts by subtraction, without a test.
 */
bool metric_is_exact(enum metric metric);

/* "instructions" where a metric counts them, otherwise its unit. */
const char *metric_unit_word(enum metric metric);

/*
 * The cost of an event as it is reported: with icount a whole number where it is one but for what
 * the clock rounds off and a chunk of so many events takes once (NaN: it was no chunk).  A mean of
 * events that are not alike, 153.98 of 142 and 906, is no whole number and stays what it is.
 */
double metric_event_whole(double cost, double events, bool icount);

/* Whether the metric means anything for this workload. */
bool metric_applies(enum metric metric, const char *workload);

/* By its name; METRIC_COUNT where there is none. */
enum metric metric_find(const char *name);

/* What a workload is judged by first; the CPU time of an operation for one that is not known. */
enum metric metric_primary(const char *workload);

#endif
