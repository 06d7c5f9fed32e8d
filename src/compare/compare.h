/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_H
#define BPFTAX_COMPARE_H

/*
 * Two stored runs, configuration by configuration: how far what tracing costs in B lies from what
 * it costs in A.
 *
 *	run_report_build(data_a, &a, &err);
 *	run_report_build(data_b, &b, &err);
 *	compare_build(a, b, NULL, &compare, &err);
 *	gate_apply(&gate, compare, &err);                // compare/gate.h
 *	compare_print(compare, "text", stdout, &options); // compare/print.h
 *	compare_free(compare);                           // before the reports, which it points into
 *
 * What is compared is not the level, which two boots do not share, but the cost: of a switch run
 * the effect against the baselines of the same block, one value a block; of a micro run the cost
 * over the bare event, one value a reload.  Of one boot each, blocks and reloads are two
 * independent samples: the interval is about these two boots, and what differs between boots of one
 * kernel, and is the same throughout each, is part of the difference.  Where a kernel was timed in
 * several boots these are the values, one a boot, and the interval knows what differs between them
 * (kernel_values.h): of two boots a side that is little, it is wide, and a gate cannot tell but
 * where the difference is many times that of the boots.  The intervals hold all together: each has
 * the level 1 - .05 / m of m comparisons (Bonferroni), so that of many without a difference one is
 * found beyond a bound in at most 5 of 100 comparisons.  Counted instructions have no random error:
 * their interval goes from the least to the greatest difference of all boots.
 *
 * Of runs with several cells each kernel is held against its partner (partners.h).
 *
 * Pure: no clock, no I/O.
 */

#include "compare/kernel_values.h"
#include "compare/partners.h"

enum verdict { VERDICT_NONE, VERDICT_PASS, VERDICT_FAIL, VERDICT_INCONCLUSIVE };

struct gate_rule;
struct verified_list;

/* A cost as the boots of a kernel have it: their mean, and from where to where they go. */
struct boots_cost {
	size_t boots;
	double mean, least, most; /* mean is NaN where there is none */
};

/* One configuration under one workload, on one kernel. */
struct comparison {
	const struct partners *partners;
	const char *cell; /* the kernel, or NULL where it goes without saying */
	const char *configuration, *workload;
	enum metric metric;
	const char *unit;		 /* of before, after and absolute: ns, instructions, ... */
	char *missing;			 /* why there is nothing to compare, or NULL */
	const char *missing_where;	 /* "A" or "B", or NULL for both */
	struct boots_cost before, after; /* in A and in B, as their reports say it */
	struct shift shift;		 /* of the cost in B over that in A */
	struct estimate level;		 /* the cost in B, as far as it can be trusted */
	const struct gate_rule *rule;
	enum verdict verdict;
};

struct compare {
	const struct run_report *a, *b;
	struct partners *partners;
	size_t partner_count;
	struct comparison *rows;
	size_t count;
	size_t compared;    /* rows with an estimate */
	char **differences; /* between machines and settings, as sentences */
	size_t difference_count;
	/* What a gate says of the verifier (verified.h); not owned, NULL: nothing. */
	const struct verified_list *verified;
};

/*
 * metric: a name, or NULL for what a workload's cost is: event_ns or event_instructions of micro,
 * operation_ns of udp-drain, operation_cpu_ns of all others.  Returns 0; -EINVAL (ERROR_USAGE) for
 * a metric that is none or that no configuration has in both runs; -ENOMEM.
 */
int compare_build(const struct run_report *a, const struct run_report *b, const char *metric,
		  struct compare **ret_compare, struct error *err);
void compare_free(struct compare *compare);

/* "pass", "FAIL", "inconclusive", or "". */
const char *verdict_name(enum verdict verdict);

#endif
