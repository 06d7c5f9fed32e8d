/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_STEP_SEARCH_H
#define BPFTAX_COMPARE_STEP_SEARCH_H

/*
 * Between which neighbours of a long row of kernels a cost steps, with few of them measured.
 *
 *	struct step_search search = { &rule, points, count };
 *	size_t wanted[2], n;
 *
 *	while ((n = step_search_next(&search, wanted, 2)) > 0)
 *		for (size_t i = 0; i < n; i++)
 *			measure(&points[wanted[i]]);       // no longer STEP_UNKNOWN afterwards
 *	n = step_search_steps(&search, steps, count);
 *
 * First the ends and the newest of each series; where that cannot be used, the next older one.
 * Then the middle of what lies between any two that differ as the rule says, and so on: a step that
 * comes back is two, where they lie in two series or where something between them was measured. Two
 * that lie within one series and undo each other are not seen. All that is known is in the points,
 * so that what was known before is used, and a search that was cut off goes on.
 *
 * Pure: it says what to measure and measures nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include "compare/gate.h"

enum step_state {
	STEP_UNKNOWN,
	STEP_KNOWN,    /* value and kind are there */
	STEP_ABSENT,   /* it was looked at and has no such cost */
	STEP_UNUSABLE, /* it cannot be looked at */
};

/* In the order of their age. */
struct step_point {
	unsigned int series; /* the same number for all of a series */
	enum step_state state;
	double value;
	unsigned int kind; /* only values of one kind are compared */
};

struct step_search {
	const struct gate_rule *rule;
	const struct step_point *points;
	size_t count;
};

struct step {
	size_t before, after; /* points; what lies between cannot be used */
	double difference;
	bool spread; /* several smaller changes lie between, each within the rule */
};

/*
 * Fills at most `most` points that are to be measured next, ascending, all of which are still
 * unknown; 0 when there is nothing left to ask.
 */
size_t step_search_next(const struct step_search *search, size_t *ret_wanted, size_t most);

/* What was found by now, at most `most`, ascending; how many. */
size_t step_search_steps(const struct step_search *search, struct step *ret_steps, size_t most);

/*
 * Whether two costs differ as the rule says, either way: by more than a rise's bound, or one within
 * and one beyond a level's.
 */
bool step_is(const struct gate_rule *rule, double before, double after);

#endif
