// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/hodges_lehmann.h"
#include "stats/rank_test.h"

static void five_by_hand(void **state)
{
	/* Ranks 2 and 4 are negative, V = 9 of 15: sums of 1..5 that are <= 6: 13 of 32. */
	const double values[] = { 1, -2, 3, -4, 5 };
	struct rank_test test;

	(void)state;
	assert_int_equal(rank_test_at(values, 5, 0, &test), 0);
	assert_near(test.p_greater, 13. / 32);
	assert_near(test.p_less, 1 - 10. / 32); /* P(V <= 9) */
	assert_near(test.p, 26. / 32);
	assert_int_equal(test.n, 5);
}

static void everything_has_an_answer(void **state)
{
	const double both[] = { -INFINITY, 1, INFINITY }, nothing[] = { NAN, NAN };
	const double endless[] = { INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY };
	const double zeros[] = { 0, 0, 0, 0, 0, 0 };
	struct rank_test test;
	double p;

	(void)state;
	rank_test_at(nothing, 2, 0, &test);
	assert_true(isnan(test.p) && isnan(test.p_less) && test.n == 0);
	rank_test_at(both, 3, 0, &test);
	assert_true(isnan(test.p) && test.n == 3);
	rank_test_at(endless, 6, 0, &test);
	assert_near(test.p, 2. / 64);
	rank_test_at(zeros, 6, 0, &test);
	assert_near(test.p, 1);
	equivalence_p(zeros, 6, -1, 1, &p);
	assert_near(p, 1. / 64);
	equivalence_p(nothing, 2, -1, 1, &p);
	assert_true(isnan(p));
}

/* Values on a grid have ties and zeros; a tenth of the samples would do without the duality. */
static void p_and_interval_are_two_sides(void **state)
{
	uint64_t random = 23;
	double values[60];
	size_t significant = 0, on_the_grid;

	(void)state;
	for (int run = 0; run < 2000; run++) {
		size_t n = 6 + (size_t)(draw(&random) * 54);
		double offset = draw(&random) * .3;
		struct rank_test test;
		struct estimate e;

		on_the_grid = (size_t)(run % 2);
		for (size_t i = 0; i < n; i++) {
			values[i] = draw(&random) - .5 + offset;
			if (on_the_grid)
				values[i] = round(8 * values[i]) / 8;
		}
		rank_test_at(values, n, 0, &test);
		hodges_lehmann_estimate(values, n, &e);
		assert_int_equal(test.p <= 1 - e.level + 1e-12,
				 e.interval.low > 0 || e.interval.high < 0);
		significant += test.p <= .05;
	}
	assert_in_range(significant, 200, 1800); /* both sides were seen */
}

static void sides_swap(void **state)
{
	uint64_t random = 29;
	double values[33], turned[33];
	struct rank_test one, two;

	(void)state;
	for (size_t i = 0; i < 33; i++) {
		values[i] = draw(&random) - .4;
		turned[i] = -values[i];
	}
	rank_test_at(values, 33, .05, &one);
	rank_test_at(turned, 33, -.05, &two);
	assert_near(one.p, two.p);
	assert_near(one.p_less, two.p_greater);
	assert_near(one.p_greater, two.p_less);
}

/* An interval of level .9 or more within the bounds, or none. */
static void equivalence_is_an_interval_within_bounds(void **state)
{
	uint64_t random = 31;
	double values[40];
	size_t within = 0;

	(void)state;
	for (int run = 0; run < 1000; run++) {
		double offset = .4 * (draw(&random) - .5), p;
		struct estimate e;

		for (size_t i = 0; i < 40; i++)
			values[i] = draw(&random) - .5 + offset;
		hodges_lehmann_at_level(values, 40, .9, &e);
		equivalence_p(values, 40, -.15, .15, &p);
		assert_int_equal(p <= (1 - e.level) / 2 + 1e-12,
				 e.interval.low > -.15 && e.interval.high < .15);
		within += p <= .05;
	}
	assert_in_range(within, 100, 900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_by_hand),
		cmocka_unit_test(everything_has_an_answer),
		cmocka_unit_test(p_and_interval_are_two_sides),
		cmocka_unit_test(sides_swap),
		cmocka_unit_test(equivalence_is_an_interval_within_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
