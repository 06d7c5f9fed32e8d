/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_KERNEL_VALUES_H
#define BPFTAX_COMPARE_KERNEL_VALUES_H

/*
 * What a kernel says of the cost of one configuration, in all of its boots, and how far that lies
 * from what another says.
 *
 *	CLEANUP(kernel_values_release) struct kernel_values a = { 0 }, b = { 0 };
 *	const struct cost_key key = { "udp-drain", "fentry-map", METRIC_OPERATION_NS };
 *	struct shift shift;
 *
 *	if (kernel_values_collect(run_a, group_a, &key, &a) == 0 &&
 *	    kernel_values_collect(run_b, group_b, &key, &b) == 0 &&
 *	    kernel_values_shift(&a, &b, .95, &shift) == 0)
 *		use(shift.absolute, shift.percent);
 *
 * Blocks and reloads are independent within a boot alone.  Where a side has several boots that are
 * timed, each boot counts as one value (stats/clusters.h), and the interval is no narrower than the
 * one that all blocks would have if boots did not differ: two boots that agree by chance do not
 * know more than their blocks.  Of one boot each, blocks are what there is (stats/shift.h): what
 * differs between the two boots is then part of the difference.  What is counted has no random
 * error, and goes from the least to the greatest difference of all boots.  Pure.
 */

#include "estimate/cost_values.h"
#include "estimate/run_report.h"

struct cost_key {
	const char *workload, *configuration;
	enum metric metric;
};

struct kernel_values {
	struct cost_values all;	     /* of the blocks or reloads of all boots */
	struct cost_values of_boots; /* a value a boot: its report's estimate */
};

/* What an interval is made from. */
enum shift_basis { SHIFT_EXACT, SHIFT_OF_BLOCKS, SHIFT_OF_BOOTS };

struct shift {
	enum shift_basis basis;
	struct estimate absolute; /* in the metric's unit */
	struct estimate percent;  /* NaN where a cost is not above zero */
};

/* Of the boots that have the cost.  0 or -ENOMEM; release either way. */
int kernel_values_collect(const struct run_report *run, size_t group, const struct cost_key *key,
			  struct kernel_values *ret_values);
void kernel_values_release(struct kernel_values *values);

/* Of b over a, in an interval of that level.  0 or -ENOMEM. */
int kernel_values_shift(const struct kernel_values *a, const struct kernel_values *b, double level,
			struct shift *ret_shift);

#endif
