/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_RUN_GATE_H
#define BPFTAX_COMPARE_RUN_GATE_H

/*
 * Bounds on what one run's configurations cost: rules such as `fentry-null: <= 135 instructions`
 * (gate.h), which need no other run.
 *
 *	if (run_gate_check(&gate, "--gate", &err) < 0)       // before the run
 *		...
 *	run_gate_apply(&gate, run, &gated, &err);
 *	status = gated_run_count(gated).failed ? 1 : 0;
 *	gated_run_print(gated, stdout, &options);             // run_gate_print.h
 *	gated_run_free(gated);                                // before gate and report
 *
 * A configuration that a rule fits and that was not measured has no verdict: it is counted by
 * itself, as it is neither dear nor cheap.  Pure.
 */

#include "compare/gate.h"
#include "compare/verified.h"

/* A configuration on one kernel that a rule fits. */
struct gated_row {
	char *cell; /* the kernel, or NULL where it goes without saying */
	const char *configuration, *workload;
	const struct gate_rule *rule;
	struct estimate cost;
	char *missing; /* why there is none, or NULL */
	bool excused;  /* a program of an object that has none here, and need not */
	enum verdict verdict;
};

struct gated_run {
	struct gated_row *rows;
	size_t count;
};

struct gated_counts {
	size_t passed, failed, inconclusive, missing;
};

/* -EINVAL, ERROR_USAGE: a rule about a rise, which one run does not have.  name: as gate_parse().
 */
int run_gate_check(const struct gate *gate, const char *name, struct error *err);

/*
 * Returns 0; -EINVAL, ERROR_USAGE for a rule that fits no configuration of the run, or whose unit
 * is not that of the cost; -ENOMEM.
 */
int run_gate_apply(const struct gate *gate, const struct run_report *run,
		   struct gated_run **ret_gated, struct error *err);
void gated_run_free(struct gated_run *gated);

/*
 * Of a program that another kernel of the run loads, or that nothing here runs, no figure is
 * missed: that is told, and counts nowhere, but where a rule is left without any figure.
 */
struct gated_counts gated_run_count(const struct gated_run *gated,
				    const struct verified_list *verified);

#endif
