/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_TYPES_H
#define BPFTAX_ESTIMATE_TYPES_H

/*
 * The report of one cell as data: what is computed from what the store holds, and what every format
 * prints.  estimate/build.h makes it; that of a run is those of its cells (run_report.h).
 *
 *	const struct report_result *result = report_result_find(report, "fentry-null", "iperf3");
 *
 *	if (result && report_effect_present(&result->effects[METRIC_RATE_PPS]))
 *		use(&result->effects[METRIC_RATE_PPS].percent);
 *
 * NaN, NULL and n = 0 stand for absent.  Pure.
 */

#include "estimate/event_paths.h"
#include "estimate/metrics.h"
#include "estimate/verdict.h"
#include "protocol/hit_place.h"
#include "protocol/variant.h"
#include "protocol/workloads.h"
#include "stats/effect.h"
#include "stats/exclusion.h"
#include "stats/response.h"
#include "store/store.h"

enum role {
	ROLE_TREATMENT,
	ROLE_BASELINE, /* what the others are compared with, and the baseline with statistics */
	ROLE_BASELINE_PAIR, /* baseline-aa: the second baseline of each block against the first */
};

#define BASELINE_PAIR_NAME "baseline-aa"

/* The status of what a run that goes on has not come to yet; no stored one. */
#define STATUS_TO_COME "to come"

struct report_metric {
	struct interval interval; /* estimate, low, high */
	double mean, sd;
	size_t n; /* 0: absent */
	char method[96];
};

/* What only the micro measurement has; NaN: absent. */
struct report_micro {
	bool present;
	const char *trigger;
	const char *instead; /* why that is not the usual one; NULL: it is, or was asked for */
	double bare;	     /* of the bare event: the trigger's own */
	struct interval slope;
	bool holds; /* the slope agrees with the cost */
	double chunks, agreeing, disturbed;
	struct program_variant variant;
	unsigned int
	    functions;	    /* that it was attached to at once, as its proof says; 1: the event's */
	double least, most; /* cost of an event over the reloads */
	struct event_paths paths; /* of single events, where they were counted */
	struct interval injected; /* cost of known work, in its own time; n = 0: absent */
	size_t injected_n;
};

/* Of a udp-drain result. */
struct report_sum {
	bool present;
	struct interval micro_ns;   /* cost of an event times hits of an operation */
	struct interval difference; /* udp-drain less that, in ns */
	bool agrees;		    /* 0 lies in the difference's interval */
};

struct report_result;

/* One delay: its cost and its result under the workload.  The first is the baseline, at no cost. */
struct report_response_point {
	const struct report_result *result;
	struct interval cost_ns;
};

struct report_response {
	const char *workload;
	struct report_response_point *points; /* by cost, ascending */
	size_t count;
	struct interval
	    saturation_ns;	   /* cost at which the receiver never idles; NaN: not reached */
	const char *saturation_by; /* what showed it: "busy" or "sleeps"; NULL: nothing did */
	struct interval busy;	   /* of the baseline, 0 to 1 */
	size_t top;		   /* the point of the highest rate */
};

/* A program's effect on the rate, as the curve has it at the program's own direct cost. */
struct report_prediction {
	bool present;
	struct interval percent;    /* predicted */
	struct interval difference; /* measured - predicted, in percent points */
	bool agrees;		    /* 0 lies in the difference's interval */
};

/* Why an effect that there was is absent: withhold.h.  What is said of it: words/withheld.h. */
enum withheld {
	NOT_WITHHELD,
	WITHHELD_BASELINES_DIFFER,
	WITHHELD_OUTSIDE, /* the program does not run within what is timed: where.h */
};

/* Where the program runs, of a workload that times a part of each operation: where.h. */
struct report_where {
	enum hit_place place;
	double hits_inside; /* of an operation, within what is timed; NaN: not known */
	/* Of the hits outside: most were in this context, the last of them there; NULL, NaN: not
	 * known. */
	const char *context, *process;
	double cpu;
};

struct report_result {
	enum role role;
	const char *configuration;
	const struct configuration_record *record; /* of baseline-aa: the baseline's */
	const char *workload;
	const struct cell_record *cell; /* where it was measured; NULL: nowhere yet */
	const char *receiver;
	const char *status;
	const char *reason;
	size_t samples;
	double hits, misses, hits_per_operation;
	struct report_where where;
	const char *hits_source;
	const json_t *proof; /* of the first visit kept */
	const json_t
	    *look;	  /* the first look at a program of an object (run/object_try.h), or NULL */
	bool nowhere;	  /* such a program is unsupported, on every kernel of the run */
	const char *hook; /* of the same: function[+offset] or category:name; NULL: none */
	struct report_metric metrics[METRIC_COUNT];
	struct effect effects[METRIC_COUNT]; /* n = 0: absent */
	enum withheld withheld[METRIC_COUNT];
	struct interval baselines_differ[METRIC_COUNT]; /* in percent, where that is why */
	struct report_verdict verdict;
	struct report_micro micro;
	struct report_sum sum; /* udp-drain: its direct cost beside micro's */
	struct report_prediction
	    prediction; /* of its effect on the rate, by the run's response curve */
};

/* Whether throughput can show a cost: in the baseline's windows; NaN: not known. */
struct report_saturation {
	double busy;		    /* share of a CPU that the receiver had */
	double drops_per_operation; /* at its socket */
	double offered_per_operation;
	bool saturated; /* saturation.h; drops and what was offered are told beside it */
};

enum limit {
	LIMIT_UNKNOWN,	/* not enough was counted to tell */
	LIMIT_HOST,	/* most is lost before the guest sees it */
	LIMIT_RECEIVER, /* most is lost in the guest */
	LIMIT_SENDER,	/* nothing of note is lost */
};

/* Of the time of the windows, in CPUs; NaN: not known. */
struct report_cpu_share {
	double ran, waited; /* waited: it could have run, but others had the CPUs */
};

/* What limits a workload whose client is on the host: limits.h. */
struct report_limits {
	enum limit by;
	/*
	 * Datagrams a second: what the client sent, or where that was not counted (NaN) what
	 * arrived at QEMU's socket; both 0: nothing is known of the limits.
	 */
	double sent_pps, arrived_pps;
	/* Shares of that, in the order of the way; NaN: not counted. */
	double at_host, on_the_way, in_guest, at_socket, received;
	struct report_cpu_share sender, network, vcpus; /* vcpus: all together */
	double softirqs_beside; /* share of the receive softirqs that ran on the receiver's CPU */
};

struct report_workload {
	const char *name;
	const char *baseline; /* the configuration that the others are compared with, or NULL */
	const char *statistics_baseline; /* that those with statistics are, or NULL: the same */
	bool sequential;		 /* one configuration after the other: nothing is paired */
	bool noise;    /* sequential, and the baseline at the end differs from the first */
	size_t blocks; /* with both baselines kept */
	size_t visits, visits_dropped, visits_open, blocks_excluded;
	struct exclusion exclusion; /* of blocks by covariates */
	/*
	 * How far the effects of the primary metric reach: half the widest of their intervals, in
	 * percent, by ratios, so that a large effect is not taken for an uncertain one.  Infinite
	 * where one has no interval or there is none.  Withheld effects count: whether the
	 * baselines differ must not decide when a run ends.
	 */
	double half_width_percent;
	struct report_saturation saturation;
	struct report_limits limits;
};

struct agreement;
struct factor_set;

struct report {
	const struct run_data *data; /* of one cell; not owned */
	struct declared declared;    /* by the study */
	struct report_workload *workloads;
	size_t workload_count;
	struct report_result *results; /* by workload, then as the configurations are stored */
	size_t result_count;
	struct report_response *responses; /* of workloads under known delays */
	size_t response_count;
	struct agreement *agreements; /* agreement.h */
	size_t agreement_count;
	struct factor_set *factor_sets; /* factors.h */
	size_t factor_set_count;
	struct estimate delays_returned; /* delays_returned.h; n = 0: absent */
	bool emulated; /* nanoseconds, and the order of mechanisms, are an emulator's */
};

/* The result of (configuration, workload), or NULL. */
const struct report_result *report_result_find(const struct report *report,
					       const char *configuration, const char *workload);

/* The metric that a result is judged by: what one event or operation costs. */
enum metric report_primary_metric(const struct report_result *result);

/* Whether its cost is a count of instructions, the same each time: metric_is_exact(). */
bool report_result_is_exact(const struct report_result *result);

/* The first result of the configuration under a workload of this kind, or NULL. */
const struct report_result *report_result_of_kind(const struct report *report,
						  const char *configuration,
						  enum workload_kind kind);

/* Whether the result says anything in numbers. */
bool report_result_measured(const struct report_result *result);

/* Whether the metric, or its effect, is there. */
bool report_metric_present(const struct report_metric *metric);
bool report_effect_present(const struct effect *effect);

#endif
