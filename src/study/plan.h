/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PLAN_H
#define BPFTAX_PLAN_H

/*
 * The plan: which configuration is attached when, decided before anything runs.
 *
 * A block visits every (mechanism, program) once and the baseline twice, in an order drawn from
 * the seed.  A visit is one attachment; in it one or two windows follow each other, statistics
 * off and on in random order, under the same link (so that the hits counted with statistics on
 * prove the window without).  Where the study has known delays, one visit more has a window for
 *each of them, in random order.  A baseline is a sham: the null program attached, by a mechanism
 * drawn from the study's, to a hook that the workload never reaches.
 *
 *	struct plan plan;
 *
 *	plan_make(&study, "udp-drain", 30, &plan);
 *	for (size_t i = 0; i < plan.count; i++)
 *		visit(&plan.visits[i]);
 *	plan_free(&plan);
 *
 * The same study and seed give the same plan, byte for byte; the random numbers are our own
 * (study/random.h), not libc's.
 */

#include "study/delays.h"
#include "study/study.h"

/* What a visit attaches. */
enum visit_kind {
	VISIT_TREATMENT,
	VISIT_BASELINE, /* the sham, drawn once as number 0 and once as number 1 in each block */
	VISIT_DELAYS, /* one attachment; the delay changes through its map from window to window */
};

/* The program of VISIT_DELAYS as it is attached. */
#define PLAN_DELAY_PROGRAM "delay-0ns"

struct visit {
	unsigned int block;
	unsigned int position; /* in the block, from 0 */
	enum visit_kind kind;
	unsigned int baseline;		  /* VISIT_BASELINE: 0 or 1 */
	const char *mechanism;		  /* points into the study */
	const char *program;		  /* points into the study, or "null" */
	unsigned int window_count;	  /* 1 or 2 */
	bool statistics[2];		  /* of each window; VISIT_DELAYS: [0], of all */
	unsigned char delays[DELAYS_MAX]; /* VISIT_DELAYS: which one each window has, by rank */
};

struct plan {
	struct visit *visits;
	size_t count;
	unsigned int blocks;
};

/*
 * Plans `blocks` blocks of the switch protocol (or, for restart, one visit a configuration in the
 * order baseline, then as listed; window_count is then 1 and each has study->samples samples).
 * Seeded by study->seed and the workload's name.  Never fails but for memory (-ENOMEM).
 */
int plan_make(const struct study *study, const char *workload, unsigned int blocks,
	      struct plan *ret_plan);

/* What attaches the program of the known delays: fentry, or the study's first mechanism. */
const char *plan_delay_mechanism(const struct study *study);

void plan_free(struct plan *plan);

/* For the store: {"workload":..., "blocks":..., "visits":[[block, position, kind, ...], ...]}. */
json_t *plan_to_json(const struct plan *plan, const char *workload);

/*
 * "fentry-map-stat", "baseline", "baseline-stat", ... .  The second baseline of a block has the
 * same name as the first.  Writes at most size bytes and returns buffer.
 */
char *configuration_name(char *buffer, size_t size, const char *mechanism, const char *program,
			 bool baseline, bool statistics);

#endif
