/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_METRICS_H
#define BPFTAX_ESTIMATE_METRICS_H

/*
 * What is computed from the counters of one window: one table, which the model, the JSON report
 * and the CSV report all go by.  A new metric is a line in the enum and one in the table.
 *
 *	double pps = metric_infos[METRIC_RATE_PPS].value(&sample->counters, &context);
 */

#include <stdbool.h>
#include "protocol/counters.h"

enum metric {
	METRIC_OPERATION_NS,
	METRIC_OPERATION_CPU_NS,
	METRIC_RATE_PPS,
	METRIC_BITRATE_MBPS,
	METRIC_TRANSFER_MB,
	METRIC_SLEEPS_PER_OPERATION,
	METRIC_SELECTS_PER_OPERATION,
	METRIC_RECEIVER_BUSY,
	METRIC_DROPS_PER_OPERATION,
	METRIC_SENDER_CPU_NS,
	METRIC_HITS_PER_OPERATION,
	METRIC_VCPU_CPU_NS,
	METRIC_KERNEL_REPORTED_NS,
	METRIC_EVENT_NS,
	METRIC_EVENT_INSTRUCTIONS,
	METRIC_OPERATION_INSTRUCTIONS,	   /* operation_ns where instructions are counted */
	METRIC_OPERATION_CPU_INSTRUCTIONS, /* operation_cpu_ns there */
	METRIC_BODY_ALONE_NS,
	METRIC_LOAD_NS,
	METRIC_ATTACH_NS,
	METRIC_DETACH_NS,
	METRIC_COUNT
};

/* What a metric needs to know beside the counters. */
struct metric_context {
	double datagram_bytes; /* of payload, by the study; NaN when unknown */
	bool icount;	       /* the machine's nanoseconds are instructions */
};

struct metric_info {
	const char *name;
	const char *unit;
	bool traffic;  /* only where traffic flows throughout the window, not in udp-drain */
	bool compared; /* with the baseline, as an effect */
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
 * the clock rounds off.
 */
double metric_event_whole(double cost, bool icount);

/* Whether the metric means anything for this workload. */
bool metric_applies(enum metric metric, const char *workload);

/* What a workload is judged by first; the CPU time of an operation for one that is not known. */
enum metric metric_primary(const char *workload);

#endif
