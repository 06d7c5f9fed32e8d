/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_BENCH_H
#define BPFTAX_BENCH_H

/*
 * One cell under way: its started target, the hooks of its shams, its treatments and where they
 * are in the store.  A bench belongs to one thread.  Internal to src/run.
 *
 *	struct bench bench;
 *
 *	bench_init(&bench, &run, &cells.cells[i]);
 *	bench_target_start(&bench, &err);
 *	bench_call(&bench, request, 60, &reply, &err);
 *	bench_target_stop(&bench);
 *	bench_release(&bench);
 */

#include "protocol/messages.h"
#include "run/environment.h"
#include "run/shared.h"
#include "study/plan.h"
#include "target/target.h"

/* Hooks that no workload reaches, for baselines. */
struct shams {
	char *function; /* NULL: none was found */
	char *tracepoint;
	bool *usable; /* for each of the study's mechanisms */
};

struct bench {
	struct run *run;
	const struct cell *cell;
	const struct study *study;	 /* the cell's */
	const struct run_helper *helper; /* of its architecture; NULL where there is none */
	struct target_config config;
	struct target *target;
	struct cell_record record; /* its row */
	char *release;		   /* of the kernel under test */
	struct shams shams;
	struct run_environment environment;
	struct delays delays;		    /* as resolved; none: count 0 */
	struct object_program_list objects; /* as the agent described them */
	struct treatment_list treatments;
	struct configuration_list configurations;
	int64_t *configuration_ids; /* in the store, of each */
	uint64_t entered_ns;	    /* CLOCK_MONOTONIC, before the target was started */
	uint64_t begun_ns;	    /* when it was ready */
	uint64_t budget_ns;	    /* its share of the run's, since entered_ns; 0: none */
};

void bench_init(struct bench *bench, struct run *run, const struct cell *cell);

/* Stops the target, too. */
void bench_release(struct bench *bench);

/* As target_start(); the study says which and how. */
int bench_target_start(struct bench *bench, struct error *err);
void bench_target_stop(struct bench *bench);

/* Tells the user one line, and of which cell where there are several. */
void bench_say(const struct bench *bench, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* That the cell failed, and why (run_say_failure()). */
void bench_say_failure(const struct bench *bench, const char *reason);

enum run_stop bench_stop(const struct bench *bench);

/* Asks the agent; as agent_call(), without events. */
int bench_call(struct bench *bench, json_t *request, double patience_s, json_t **ret_reply,
	       struct error *err);

/* Switches statistics on or off by the study's means; the workload stands still. */
int bench_statistics(struct bench *bench, bool on, struct error *err);

/* Makes treatments and configurations of the study and its delays; 0 or -ENOMEM. */
int bench_plan_prepare(struct bench *bench, struct error *err);

const struct treatment *bench_treatment(const struct bench *bench, const struct visit *visit);

#endif
