/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_VERIFIED_H
#define BPFTAX_COMPARE_VERIFIED_H

/*
 * Bounds on what the verifier takes for the programs of somebody's object, kernel by kernel:
 *
 *	*: verifier <= 80%             of its limit
 *	*: verified <= 20000 instructions
 *	*: verified +5%                over the run before
 *
 *	struct verified_list list = { 0 };
 *
 *	verified_of_run(&gate, run, &list, &err);
 *	status = verified_count(&list).failed ? 1 : 0;
 *	verified_release(&list);                     // before gate and reports
 *
 * The figures are counts, so that there is no interval.  What is not known is inconclusive between
 * two runs, and has no verdict in one, as costs (run_gate.h, which counts it).  Pure.
 */

#include "compare/gate.h"
#include "estimate/verifier.h"

/* A program on one kernel that a rule fits. */
struct verified {
	const char *cell; /* the kernel, or NULL where it goes without saying */
	const char *configuration, *workload;
	const struct gate_rule *rule;
	struct verifier_took before, after; /* before: of a rise */
	const char *missing;		    /* why nothing can be told, or NULL */
	bool excused; /* a program that another kernel of the run loads, and this one does not */
	enum verdict verdict;
};

struct verified_list {
	struct verified *rows;
	size_t count;
	char **names; /* of kernels, which the rows point to */
	size_t name_count;
};

/*
 * Both return 0; -EINVAL, ERROR_USAGE for a rule that fits no program; -ENOMEM.  Release either
 * way.  Where the gate has no rule on the verifier the list is empty.
 */
int verified_of_run(const struct gate *gate, const struct run_report *run,
		    struct verified_list *ret_list, struct error *err);
int verified_of_two(const struct gate *gate, const struct compare *compare,
		    struct verified_list *ret_list, struct error *err);
void verified_release(struct verified_list *list);

struct gate_counts verified_count(const struct verified_list *list);

/* "the verifier: 812 instructions, 0.081% of its limit, at most 80%"; the caller frees and escapes;
 * NULL without memory. */
char *verified_sentence(const struct verified *row);

#endif
