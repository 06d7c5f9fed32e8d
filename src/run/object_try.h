/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_OBJECT_TRY_H
#define BPFTAX_RUN_OBJECT_TRY_H

/*
 * The first look at a program of somebody's object: whether it loads, whether it is attached, and
 * what of the agent's makes its hook run.  Internal to src/run.
 *
 *	struct object_trial trial = {};
 *
 *	done = object_try(bench, treatment, outcome, &trial, &err);
 *	if (done == 1)
 *		measure(trial.trigger, trial.hits_per_event);
 *
 * What it found is outcome->look, and stored with the result:
 *
 *	{"loads": true, "attaches": true, "load_ns": 5321000,
 *	 "verifier": {"processed": 24, "limit": 1000000, "total_states": 2, "peak_states": 2,
 *		      "stack_bytes": 16, "jited_bytes": 118}}
 *	{"loads": false, "log": "; return *p;\n3: ...\nR1 invalid mem access 'scalar'"}
 *
 * attaches: false also where its section is of a kind that is not attached here; verifier has what
 * that kernel tells (agent/verifier_log.h); load_ns is libbpf's time, emulated instructions where
 * they are counted.  Of programs together "not_run" is a list of the names of those that are
 * attached, and that no event of the trigger runs: what they cost is in no figure. "changes_event":
 * true where it runs and the event does not end as it does without it: a packet is dropped.
 */

#include "run/bench.h"
#include "run/treatment_outcome.h"

struct object_trial {
	char trigger[64];
	double hits_per_event;
};

/*
 * The agent's answer to object-try or attach was that it does not load or is not attached: that
 * closes it, told apart by which of the two it was.
 */
void object_refused(struct bench *bench, const struct object_program *object,
		    struct treatment_outcome *outcome, const json_t *reply);

/*
 * 1: it can be measured.  0: it cannot on this kernel, which is the outcome's then.  A negative
 * errno: the agent is gone; where it did not answer in time, the outcome is closed as well.
 */
int object_try(struct bench *bench, const struct treatment *treatment,
	       struct treatment_outcome *outcome, struct object_trial *ret_trial,
	       struct error *err);

#endif
