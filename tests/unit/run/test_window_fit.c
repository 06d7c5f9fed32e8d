// SPDX-License-Identifier: GPL-2.0-or-later
/* A short budget gets shorter windows, so that it has blocks enough for an interval. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "run/window_fit.h"

#define MS UINT64_C(1000000)
#define SECOND UINT64_C(1000000000)

/* iperf3's, and the default study's block under an emulator. */
static const struct window_lengths usual = { 100 * MS, 250 * MS };
static const struct block_length block = { 32, 13, 300 * MS };

static double blocks_in(uint64_t budget_ns)
{
	struct window_lengths lengths = window_fit(&usual, &block, budget_ns);
	uint64_t block_ns = block.visits * block.switch_ns +
			    block.windows * (lengths.settle_ns + lengths.window_ns);

	return (double)budget_ns / (double)block_ns;
}

static void a_long_budget_changes_nothing(void **state)
{
	struct window_lengths lengths = window_fit(&usual, &block, 360 * SECOND);

	(void)state;
	assert_int_equal(lengths.window_ns, usual.window_ns);
	assert_int_equal(lengths.settle_ns, usual.settle_ns);
}

static void a_short_one_holds_its_blocks(void **state)
{
	(void)state;
	for (uint64_t budget_s = 75; budget_s < 360; budget_s += 15)
		assert_true(blocks_in(budget_s * SECOND) >= WINDOW_FIT_BLOCKS);
}

/* No shorter than the pilot of windows would try. */
static void there_is_a_least(void **state)
{
	struct window_lengths lengths = window_fit(&usual, &block, SECOND);

	(void)state;
	assert_int_equal(lengths.window_ns, 100 * MS);
	assert_int_equal(lengths.settle_ns, 50 * MS);
}

static void between_the_two_it_is_as_long_as_it_may_be(void **state)
{
	struct window_lengths lengths = window_fit(&usual, &block, 100 * SECOND);

	(void)state;
	assert_true(lengths.window_ns > 100 * MS && lengths.window_ns < 250 * MS);
	assert_true(blocks_in(100 * SECOND) < WINDOW_FIT_BLOCKS + .2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_budget_changes_nothing),
		cmocka_unit_test(a_short_one_holds_its_blocks),
		cmocka_unit_test(there_is_a_least),
		cmocka_unit_test(between_the_two_it_is_as_long_as_it_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
