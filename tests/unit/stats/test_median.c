// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/median.h"

/* Levels by hand: 1 - 2 (C(n,0) + ... + C(n,k-1)) / 2^n. */
static const struct {
	size_t n, rank;
	double level;
} ranks[] = {
	{ 6, 1, 1 - 2. / 64 },	    /* k = 2 would have .78 */
	{ 7, 1, 1 - 2. / 128 },	    /* k = 2: .875, further away */
	{ 8, 2, 1 - 2. * 9 / 256 }, /* .9297; k = 1: .9922, further away */
	{ 9, 2, 1 - 2. * 10 / 512 },
	{ 10, 2, 1 - 2. * 11 / 1024 },
	{ 5, 1, 1 - 2. / 32 },
	{ 2, 1, .5 },
	{ 1, 1, 0 },
};

static void ranks_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
		double level = -1;

		assert_int_equal(median_interval_rank(ranks[i].n, &level), ranks[i].rank);
		assert_near(level, ranks[i].level);
	}
}

/* P(B <= k - 1) by summing logarithms of binomial coefficients, not by R's code. */
static double level_by_sum(size_t k, size_t n)
{
	double tail = 0;

	for (size_t j = 0; j < k; j++)
		tail += exp(lgamma((double)n + 1) - lgamma((double)j + 1) -
			    lgamma((double)(n - j) + 1) - (double)n * log(2));
	return 1 - 2 * tail;
}

static void no_other_rank_is_nearer(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 200; n++) {
		double level;
		size_t rank = median_interval_rank(n, &level);

		assert_near(level, level_by_sum(rank, n));
		for (size_t k = 1; k <= (n + 1) / 2; k++)
			assert_true(fabs(level - .95) <= fabs(level_by_sum(k, n) - .95) + 1e-12);
	}
}

static void sixty_has_the_level_in_the_books(void **state)
{
	double level;

	(void)state;
	median_interval_rank(60, &level);
	assert_double_equal_(level, .9481, 5e-5, __LINE__);
}

static void estimate_of_ten(void **state)
{
	const double values[] = { 10, 1, 9, 2, 8, 3, 7, 4, 6, 5 };
	struct estimate e;

	(void)state;
	assert_int_equal(median_estimate(values, 10, &e), 0);
	assert_near(e.interval.estimate, 5.5);
	assert_near(e.interval.low, 2);
	assert_near(e.interval.high, 9);
	assert_near(e.level, 1 - 22. / 1024);
	assert_int_equal(e.n, 10);
	assert_string_equal(e.method, "median; order statistics 2 and 9 of 10, level 0.9785");
}

static void few_values_have_no_interval(void **state)
{
	const double values[] = { 3, 1, 2, 5, 4 };
	struct estimate e;

	(void)state;
	for (size_t n = 0; n <= 5; n++) {
		assert_int_equal(median_estimate(values, n, &e), 0);
		assert_int_equal(e.n, n);
		assert_true(isnan(e.interval.low) && isnan(e.interval.high) && isnan(e.level));
		assert_int_equal(isnan(e.interval.estimate), n == 0);
		assert_non_null(strstr(e.method, "no "));
	}
	assert_near(e.interval.estimate, 3);
	assert_non_null(strstr(e.method, "level 0.9375"));
	assert_int_equal(median_estimate(values, 2, &e), 0);
	assert_near(e.interval.estimate, 2);
	assert_non_null(strstr(e.method, "level 0.5000"));
}

static void absent_values_do_not_count(void **state)
{
	const double values[] = { NAN, 3, 1, NAN, 2, 4, 6, 5, NAN };
	struct estimate e;

	(void)state;
	assert_int_equal(median_estimate(values, 9, &e), 0);
	assert_int_equal(e.n, 6);
	assert_near(e.interval.estimate, 3.5);
	assert_near(e.interval.low, 1);
	assert_near(e.interval.high, 6);
}

static void infinite_values_are_the_ends(void **state)
{
	const double values[] = { -INFINITY, 3, 1, 2, 4, INFINITY, 5 };
	struct estimate e;

	(void)state;
	assert_int_equal(median_estimate(values, 7, &e), 0);
	assert_near(e.interval.estimate, 3);
	assert_true(isinf(e.interval.low) && e.interval.low < 0);
	assert_true(isinf(e.interval.high) && e.interval.high > 0);
}

static void ties_and_constants(void **state)
{
	const double ties[] = { 2, 2, 2, 2, 2, 2, 9, 9 };
	struct estimate e;

	(void)state;
	assert_int_equal(median_estimate(ties, 6, &e), 0);
	assert_near(e.interval.estimate, 2);
	assert_near(e.interval.low, 2);
	assert_near(e.interval.high, 2);
	assert_int_equal(median_estimate(ties, 8, &e), 0);
	assert_near(e.interval.high, 9);
}

static void order_and_scale(void **state)
{
	double values[61], scaled[61];
	struct estimate before, after;
	uint64_t random = 4711;

	(void)state;
	for (size_t i = 0; i < 61; i++)
		values[i] = draw(&random);
	median_estimate(values, 61, &before);
	for (int round = 0; round < 20; round++) {
		shuffle(values, 61, &random);
		median_estimate(values, 61, &after);
		assert_memory_equal(&before.interval, &after.interval, sizeof(before.interval));
	}
	for (size_t i = 0; i < 61; i++)
		scaled[i] = 8 - 4 * values[i];
	median_estimate(scaled, 61, &after);
	assert_near(after.interval.estimate, 8 - 4 * before.interval.estimate);
	assert_near(after.interval.low, 8 - 4 * before.interval.high);
	assert_near(after.interval.high, 8 - 4 * before.interval.low);
}

/* 2,000 seeded samples of 30: the interval must cover at the level that it claims. */
static void coverage_is_what_is_claimed(void **state)
{
	uint64_t random = 20240229;
	double level, values[30];
	int covered = 0;

	(void)state;
	median_interval_rank(30, &level);
	for (int run = 0; run < 2000; run++) {
		struct estimate e;

		for (size_t i = 0; i < 30; i++)
			values[i] = -log(draw(&random));
		median_estimate(values, 30, &e);
		covered += e.interval.low <= log(2) && log(2) <= e.interval.high;
	}
	assert_double_equal_(covered / 2000., level, .015, __LINE__);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_by_hand),
		cmocka_unit_test(no_other_rank_is_nearer),
		cmocka_unit_test(sixty_has_the_level_in_the_books),
		cmocka_unit_test(estimate_of_ten),
		cmocka_unit_test(few_values_have_no_interval),
		cmocka_unit_test(absent_values_do_not_count),
		cmocka_unit_test(infinite_values_are_the_ends),
		cmocka_unit_test(ties_and_constants),
		cmocka_unit_test(order_and_scale),
		cmocka_unit_test(coverage_is_what_is_claimed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
