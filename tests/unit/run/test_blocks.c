// SPDX-License-Identifier: GPL-2.0-or-later
/* When a workload ends: number, budget or precision, whichever comes first. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "run/blocks.h"

#define SECOND UINT64_C(1000000000)

static enum blocks_end decide(struct blocks_rule rule, unsigned int done, uint64_t elapsed_s,
			      double half_width)
{
	struct blocks_state state = { .done = done,
				      .elapsed_ns = elapsed_s * SECOND,
				      .half_width_percent = half_width };

	return blocks_decide(&rule, &state);
}

static void by_number(void **state)
{
	(void)state;
	assert_int_equal(decide((struct blocks_rule){ .planned = 12 }, 11, 11, 9), BLOCKS_GO_ON);
	assert_int_equal(decide((struct blocks_rule){ .planned = 12 }, 12, 12, 9), BLOCKS_ALL);
}

/* The next one has to fit as well; the first is always measured. */
static void by_budget(void **state)
{
	const struct blocks_rule rule = { .budget_ns = 100 * SECOND };

	(void)state;
	assert_int_equal(decide(rule, 0, 200, INFINITY), BLOCKS_GO_ON);
	assert_int_equal(decide(rule, 9, 90, INFINITY), BLOCKS_GO_ON);
	assert_int_equal(decide(rule, 9, 91, INFINITY), BLOCKS_BUDGET);
}

/* Only at a look, however narrow the intervals are before it. */
static void by_precision(void **state)
{
	const struct blocks_rule rule = { .precision_percent = 1 };

	(void)state;
	assert_int_equal(decide(rule, 20, 20, .1), BLOCKS_GO_ON);
	assert_int_equal(decide(rule, 30, 30, 1.01), BLOCKS_GO_ON);
	assert_int_equal(decide(rule, 30, 30, 1), BLOCKS_PRECISE);
	assert_int_equal(decide(rule, 31, 31, .5), BLOCKS_GO_ON);
	assert_int_equal(decide(rule, 40, 40, .99), BLOCKS_PRECISE);
	assert_int_equal(decide(rule, 40, 40, INFINITY), BLOCKS_GO_ON);
}

static void whichever_comes_first(void **state)
{
	const struct blocks_rule all = { 40, 100 * SECOND, 1 };

	(void)state;
	assert_int_equal(decide(all, 30, 30, .9), BLOCKS_PRECISE);
	assert_int_equal(decide(all, 40, 40, 2), BLOCKS_ALL);
	assert_int_equal(decide(all, 40, 40, .9), BLOCKS_PRECISE);
	assert_int_equal(decide(all, 30, 99, 2), BLOCKS_BUDGET);
	assert_int_equal(decide((struct blocks_rule){ 0 }, 5000, 99, .1), BLOCKS_GO_ON);
}

static double left(struct blocks_rule rule, unsigned int done, double part, uint64_t elapsed_s,
		   double half_width)
{
	struct blocks_state state = { .done = done,
				      .part = part,
				      .elapsed_ns = elapsed_s * SECOND,
				      .half_width_percent = half_width };

	return blocks_left_s(&rule, &state);
}

/* Twice as wide as wanted takes four times the blocks, rounded up to a look. */
static void expected_end(void **state)
{
	const struct blocks_rule precise = { .precision_percent = 1 };
	const struct blocks_rule all = { 200, 100 * SECOND, 1 };

	(void)state;
	assert_true(isnan(left(precise, 0, 0, 0, INFINITY)));
	assert_true(isnan(left(precise, 5, 0, 5, INFINITY)));
	assert_true(left(precise, 10, 0, 10, 1) == 20);
	assert_true(left(precise, 30, 0, 30, 2) == 90);
	assert_true(left(precise, 30, 0, 30, 1.1) == 10);
	assert_true(left(all, 30, 0, 30, 1.5) == 40);
	assert_true(left(all, 30, 0, 30, 3) == 70); /* by the budget */
	assert_true(left(all, 30, 0, 3, 9) == 17);  /* by the number */
}

/* A block's visits are seen as they go by, and what would not end in time is not begun. */
static void expected_end_within_a_block(void **state)
{
	const struct blocks_rule three = { .planned = 3 };
	const struct blocks_rule minute = { .budget_ns = 60 * SECOND };

	(void)state;
	assert_true(left(three, 0, .5, 4, INFINITY) == 20);
	assert_true(left(three, 2, .5, 20, INFINITY) == 4);
	assert_true(left(minute, 0, 0, 5, INFINITY) == 55);
	assert_true(left(minute, 2, 0, 50, INFINITY) == 0);
	assert_true(left(minute, 1, .5, 30, INFINITY) == 30);
	assert_true(left(minute, 1, .5, 45, INFINITY) == 15); /* the one under way ends */
}

/* Where nothing has an interval there is no width to be told, and a width of 0 would be one. */
static void ends_tell_no_width_that_is_none(void **state)
{
	const struct blocks_rule precise = { .precision_percent = 1 };
	const struct blocks_rule plain = { .planned = 30 };
	char text[192];

	(void)state;
	assert_string_equal(
	    blocks_end_format(text, sizeof(text), &precise, BLOCKS_PRECISE, 30, .87),
	    "ended after 30 blocks by its precision: no interval is wider than 0.87 % either "
	    "way, where 1 % was wanted.");
	assert_string_equal(
	    blocks_end_format(text, sizeof(text), &precise, BLOCKS_PRECISE, 30, NAN),
	    "ended after 30 blocks by its precision: no effect in it has an interval to wait for.");
	assert_string_equal(
	    blocks_end_format(text, sizeof(text), &precise, BLOCKS_BUDGET, 40, 2.04),
	    "ended after 40 blocks by its budget, with intervals of 2 % either way at the last "
	    "look.");
	assert_string_equal(
	    blocks_end_format(text, sizeof(text), &precise, BLOCKS_BUDGET, 40, INFINITY),
	    "ended after 40 blocks by its budget.");
	assert_string_equal(blocks_end_format(text, sizeof(text), &plain, BLOCKS_ALL, 30, 2),
			    "ended after 30 blocks by their number.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_number),
		cmocka_unit_test(by_budget),
		cmocka_unit_test(by_precision),
		cmocka_unit_test(whichever_comes_first),
		cmocka_unit_test(expected_end),
		cmocka_unit_test(expected_end_within_a_block),
		cmocka_unit_test(ends_tell_no_width_that_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
