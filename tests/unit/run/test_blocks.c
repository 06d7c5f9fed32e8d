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
	struct blocks_state state = { done, elapsed_s * SECOND, half_width };

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

static double expect(struct blocks_rule rule, unsigned int done, uint64_t elapsed_s,
		     double half_width)
{
	struct blocks_state state = { done, elapsed_s * SECOND, half_width };

	return blocks_expected(&rule, &state);
}

/* Twice as wide as wanted takes four times the blocks, rounded up to a look. */
static void expected_end(void **state)
{
	const struct blocks_rule precise = { .precision_percent = 1 };
	const struct blocks_rule all = { 200, 100 * SECOND, 1 };

	(void)state;
	assert_true(expect(precise, 0, 0, INFINITY) == 0);
	assert_true(expect(precise, 5, 5, INFINITY) == 0);
	assert_true(expect(precise, 10, 10, 1) == 30);
	assert_true(expect(precise, 30, 30, 2) == 120);
	assert_true(expect(precise, 30, 30, 1.1) == 40);
	assert_true(expect(all, 30, 30, 1.5) == 70);
	assert_true(expect(all, 30, 30, 3) == 100); /* by the budget */
	assert_true(expect(all, 30, 3, 9) == 200);  /* by the number */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_number),	cmocka_unit_test(by_budget),
		cmocka_unit_test(by_precision), cmocka_unit_test(whichever_comes_first),
		cmocka_unit_test(expected_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
