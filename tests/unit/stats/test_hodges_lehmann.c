// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/hodges_lehmann.h"
#include "stats/median.h"

static void estimate_of_six(void **state)
{
	/* Averages: 1 1.5 2 2 2.5 3 4.5 5 5.5 8 8.5 9 9.5 12 16 16.5 17 17.5 20 24 32. */
	const double values[] = { 32, 1, 16, 2, 8, 3 };
	struct estimate e;

	(void)state;
	assert_int_equal(hodges_lehmann_estimate(values, 6, &e), 0);
	assert_near(e.interval.estimate, 8.5);
	assert_near(e.interval.low, 1.5);
	assert_near(e.interval.high, 24);
	assert_near(e.level, 1 - 4. / 64);
	assert_int_equal(e.n, 6);
	assert_string_equal(e.method,
			    "Hodges-Lehmann; Walsh averages 2 and 20 of 21, level 0.9375");
}

static void few_values_have_no_interval(void **state)
{
	const double values[] = { 1, 2, 3, 4, 10 };
	struct estimate e;

	(void)state;
	hodges_lehmann_estimate(values, 5, &e);
	assert_near(e.interval.estimate, 3);
	assert_true(isnan(e.interval.low) && isnan(e.interval.high) && isnan(e.level));
	assert_string_equal(e.method, "Hodges-Lehmann; no 95 % interval below n = 6 (whole range: "
				      "level 0.9375)");
	hodges_lehmann_estimate(values, 1, &e);
	assert_near(e.interval.estimate, 1);
	assert_string_equal(e.method, "Hodges-Lehmann; no interval from 1 value");
	hodges_lehmann_estimate(values, 0, &e);
	assert_true(isnan(e.interval.estimate) && isnan(e.level));
	assert_int_equal(e.n, 0);
	assert_string_equal(e.method, "Hodges-Lehmann; no interval from 0 values");
}

static void nan_does_not_count(void **state)
{
	const double without[] = { 5, 1, 4, 2, 3, 7, 6 },
		     with[] = { NAN, 5, 1, NAN, 4, 2, 3, 7, 6, NAN };
	struct estimate one, two;

	(void)state;
	hodges_lehmann_estimate(without, 7, &one);
	hodges_lehmann_estimate(with, 10, &two);
	assert_memory_equal(&one.interval, &two.interval, sizeof(one.interval));
	assert_int_equal(two.n, 7);
}

static void infinity_is_a_value_but_not_both(void **state)
{
	const double one[] = { -INFINITY, 1, 2, 3, 4, 5, 6, 7 };
	const double both[] = { -INFINITY, 1, 2, 3, 4, 5, 6, INFINITY };
	struct estimate e;

	(void)state;
	hodges_lehmann_estimate(one, 8, &e);
	assert_near(e.interval.estimate, 3.5); /* 8 of 36 are minus infinity; the 18th and 19th */
	assert_true(isinf(e.interval.low) && e.interval.low < 0 && isfinite(e.interval.high));
	hodges_lehmann_estimate(both, 8, &e);
	assert_true(isnan(e.interval.estimate) && isnan(e.interval.low) && isnan(e.level));
	assert_int_equal(e.n, 8);
	assert_string_equal(e.method,
			    "Hodges-Lehmann; undefined, as values are infinite both ways");
}

static void constant_data_is_its_own_interval(void **state)
{
	double values[30];
	struct estimate e;

	(void)state;
	for (size_t i = 0; i < 30; i++)
		values[i] = -.1;
	hodges_lehmann_estimate(values, 30, &e);
	assert_true(e.interval.estimate == -.1 && e.interval.low == -.1 && e.interval.high == -.1);
	assert_double_equal_(e.level, .95, .002, __LINE__);
}

static void assert_interval(const struct estimate *e, double estimate, double low, double high)
{
	assert_near(e->interval.estimate, estimate);
	assert_near(e->interval.low, low);
	assert_near(e->interval.high, high);
}

/* Unit and zero point must not matter, nor sign, nor order. */
static void equivariance(void **state)
{
	uint64_t random = 17;
	double values[47], moved[47], turned[47];
	struct estimate plain, other;

	(void)state;
	for (size_t i = 0; i < 47; i++) {
		values[i] = draw(&random) * draw(&random);
		moved[i] = 1e6 * values[i] - 3;
		turned[i] = -values[i];
	}
	hodges_lehmann_estimate(values, 47, &plain);
	hodges_lehmann_estimate(moved, 47, &other);
	assert_interval(&other, 1e6 * plain.interval.estimate - 3, 1e6 * plain.interval.low - 3,
			1e6 * plain.interval.high - 3);
	hodges_lehmann_estimate(turned, 47, &other);
	assert_interval(&other, -plain.interval.estimate, -plain.interval.high,
			-plain.interval.low);
	for (int i = 0; i < 10; i++) {
		shuffle(values, 47, &random);
		hodges_lehmann_estimate(values, 47, &other);
		assert_memory_equal(&plain.interval, &other.interval, sizeof(plain.interval));
	}
}

static void disagreement(void **state)
{
	const struct estimate middle = { .interval = { 2, 1, 3 }, .level = .95 },
			      near = { .interval = { 1, 0, 4 }, .level = .95 };
	const struct estimate off = { .interval = { 3.5, 1, 4 }, .level = .95 },
			      bare = { .interval = { 9, NAN, NAN }, .level = NAN };

	(void)state;
	assert_false(estimates_disagree(&middle, &near));
	assert_false(estimates_disagree(&near, &middle));
	assert_true(estimates_disagree(&middle, &off));
	assert_true(estimates_disagree(&off, &middle));
	assert_false(estimates_disagree(&middle, &bare));
	assert_false(estimates_disagree(&bare, &middle));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(estimate_of_six),
		cmocka_unit_test(few_values_have_no_interval),
		cmocka_unit_test(nan_does_not_count),
		cmocka_unit_test(infinity_is_a_value_but_not_both),
		cmocka_unit_test(constant_data_is_its_own_interval),
		cmocka_unit_test(equivariance),
		cmocka_unit_test(disagreement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
