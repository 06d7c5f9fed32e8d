/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_GATE_H
#define BPFTAX_COMPARE_GATE_H

/*
 * Bounds on what may become dearer, and on what may be dear.
 *
 *	fentry-*: +5%
 *	kprobe-*: +3 instructions
 *	tracepoint-null: <= 300 instructions
 *	*: +100 ns
 *	*: verifier <= 80%
 *
 * A rule is a pattern of the shell for CONFIGURATION or WORKLOAD/CONFIGURATION, a colon, a bound
 * and its unit; rules are separated by ";" or stand on lines of their own, "#" begins a comment
 * line.  The first rule that fits a configuration is its rule, of those on
 * the cost and of those on the verifier.
 *
 *	if (gate_parse(text, "--gate", &gate, &err) == 0 && gate_apply(&gate, compare, &err) == 0)
 *		status = gate_count(compare).failed ? 1 : 0;
 *	gate_release(&gate);                                  // after the comparison's last use
 *
 * "+" bounds a rise, which takes two runs; "<=" a level: the cost itself, of the second run or of
 * the only one (run_gate.h).  Percent is of a micro run's cost, and of a switch run's operation
 * with the program attached, each run's against its own baseline; instructions and ns are added to
 * the cost.
 *
 * The verdict is FAIL when the interval lies beyond the bound as a whole, pass when it lies within,
 * and inconclusive otherwise, also where there is no interval.  Of several timed boots the interval
 * knows what differs between them: two boots a side hardly ever tell.
 */

#include "compare/compare.h"

/* What is bounded: what an event costs, or what the verifier takes (verified.h). */
enum gate_subject { GATE_COST, GATE_VERIFIER };

enum gate_unit { GATE_PERCENT, GATE_INSTRUCTIONS, GATE_NS };

struct gate_rule {
	char *pattern;
	enum gate_subject subject;
	bool level; /* the bound is on the cost, not on its rise */
	double bound;
	enum gate_unit unit;
};

struct gate {
	struct gate_rule *rules;
	size_t count;
};

/* name: of the option or file, for errors, which say line and column.  -EINVAL, ERROR_USAGE. */
int gate_parse(const char *text, const char *name, struct gate *ret_gate, struct error *err);
void gate_release(struct gate *gate);

/*
 * Fills rule and verdict of each row that a rule fits.  -EINVAL, ERROR_USAGE: a rule that fits no
 * configuration, or whose unit is not that of the metric.
 */
int gate_apply(const struct gate *gate, struct compare *compare, struct error *err);

struct gate_counts {
	size_t passed, failed, inconclusive;
};

/* "%", " instructions" or " ns". */
const char *gate_unit_suffix(enum gate_unit unit);

/* What an interval says of a rule. */
enum verdict gate_verdict(const struct gate_rule *rule, const struct interval *interval);

/* The first rule of these on the subject that fits, or NULL; cell as in cost_pattern_fits(). */
const struct gate_rule *gate_rule_find(const struct gate *gate, enum gate_subject subject,
				       const char *cell, const char *workload,
				       const char *configuration);

/* -EINVAL, ERROR_USAGE: the rule's unit is not that of the metric (unit). */
int gate_unit_check(const struct gate_rule *rule, enum metric metric, const char *unit,
		    struct error *err);

/* The estimate that the rule of this row is about. */
const struct estimate *gate_estimate(const struct comparison *row);

#endif
