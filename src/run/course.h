/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_COURSE_H
#define BPFTAX_RUN_COURSE_H

/*
 * One workload under way on a bench: how long its windows are, what became of its treatments, and
 * how far it is.  Internal to src/run.
 *
 *	struct course course;
 *
 *	course_init(&course, bench, "udp-drain", &err);
 *	workload_start(&course, &err);              // run/start.h
 *	...
 *	workload_stop(&course, &err);
 *	course_release(&course);
 */

#include "run/bench.h"
#include "protocol/names.h"
#include "run/blocks.h"
#include "run/treatment_outcome.h"
#include "run/withheld.h"
#include "workload/iperf3_client.h"

/* How long a window settles and is measured. */
struct window_lengths {
	uint64_t settle_ns, window_ns;
};

struct course {
	struct bench *bench;
	const char *workload;
	size_t index;					    /* among the study's workloads */
	json_t *pilot;					    /* how its load was found, or NULL */
	json_t *earlier_plan;				    /* of a run that goes on, or NULL */
	struct treatment_outcome *outcomes;		    /* of each treatment, by its id */
	struct treatment_outcome delay_lengths[DELAYS_MAX]; /* closed: one that cannot be had */
	json_t *where[HOOK_KINDS]; /* run/where.h: of the hook of each kind; NULL: not asked */
	struct withheld_windows *withheld; /* of each configuration, by its index */
	struct window_lengths lengths;
	struct iperf3_client client; /* client = host */
	struct iperf3_place place;   /* where that runs */
	uint64_t begun_ns;
	uint64_t budget_ns; /* 0: fixed number of blocks */
	unsigned int blocks_done, blocks_planned;
	double block_part; /* of the block under way, 0 to 1 */
	struct blocks_rule rule;
	double half_width_percent; /* at the last look; infinite: not known */
	double told_width_percent; /* the same for users (precision.h); NaN: nothing to tell */
	double outlook_percent;	   /* of its noise, at the last look; NaN: not known */
};

/* The bench's treatments are made, or there are none.  0 or -ENOMEM. */
int course_init(struct course *course, struct bench *bench, const char *workload,
		struct error *err);
void course_release(struct course *course);

/* What became of the visit's treatment so far; NULL for a baseline. */
struct treatment_outcome *course_outcome(struct course *course, const struct visit *visit);

/*
 * How long the workload settles after a change, and how long its windows are: by the study, or as
 * suits the workload.  A pilot may find better ones (course->lengths).
 */
struct window_lengths course_usual_lengths(const struct course *course);

#endif
