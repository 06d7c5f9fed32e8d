/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_ENVIRONMENT_H
#define BPFTAX_RUN_ENVIRONMENT_H

/*
 * What could spoil a cell's figures, recorded before and after it: this machine's side.  The
 * kernel's is asked by machine_environment_ask() (run/machine.h).  Internal to src/run.
 *
 *	struct run_environment environment;
 *
 *	environment_begin(&environment, LOAD_WATCH_S);             // before the target is started
 *	...
 *	environment_end(&environment, LOAD_WATCH_S);               // after it was stopped
 *	json_object_set_new(machine, "environment", environment_to_json(&environment));
 *	environment_free(&environment);
 *
 * {"before": facts, "during": load and steal, "after": facts}, facts as in environment/facts.h and,
 * of the run itself, environment/checks.h.  Of a cell that was cut off and goes on also "earlier":
 * an array of the same, for each of its lives before (environment/lives.h).
 */

#include <stdbool.h>
#include <jansson.h>
#include "environment/load.h"

/* How long others' load is watched before and after: 25 ticks of 10 ms on each CPU. */
#define LOAD_WATCH_S .25

struct run_environment {
	json_t *before, *during, *after;
	json_t *earlier;	  /* of the lives before; NULL: there were none */
	struct load_reading load; /* at the beginning */
	bool load_known;
};

/* Reads this machine's facts, and its load for so long.  The objects are there in any case. */
void environment_begin(struct run_environment *environment, double watch_s);

/*
 * The cell goes on: what was recorded of its last life, as environment_to_json() made it, and of
 * those before that one is kept.  NULL, or an environment of which nothing is known: nothing.
 */
void environment_follow(struct run_environment *environment, const json_t *last);

/* Reads this machine's facts again, and what others took of it since the beginning. */
void environment_end(struct run_environment *environment, double watch_s);

/* A new object; without "during" and "after" as long as it has not ended. */
json_t *environment_to_json(const struct run_environment *environment);

void environment_free(struct run_environment *environment);

#endif
