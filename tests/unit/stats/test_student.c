// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/student.h"

/* qt(.975, df) as printed in the tables of every textbook. */
static const struct {
	size_t n;
	double quantile;
} quantiles[] = {
	{ 2, 12.70620474 }, { 3, 4.30265273 },	{ 5, 2.77644511 },
	{ 11, 2.22813885 }, { 20, 2.09302405 }, { 31, 2.04227246 },
};

/* Values 0 and 2 in equal numbers have a known mean and deviation. */
static void quantiles_of_the_books(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(quantiles) / sizeof(quantiles[0]); i++) {
		size_t n = quantiles[i].n;
		double values[31], mean = 0, squares = 0, half;
		struct estimate e;

		for (size_t j = 0; j < n; j++)
			mean += values[j] = 2. * (double)(j % 2);
		mean /= (double)n;
		for (size_t j = 0; j < n; j++)
			squares += (values[j] - mean) * (values[j] - mean);
		half = quantiles[i].quantile * sqrt(squares / (double)(n - 1) / (double)n);
		assert_int_equal(student_estimate(values, n, &e), 0);
		assert_near(e.interval.estimate, mean);
		assert_double_equal_(e.interval.high - mean, half, 1e-8, __LINE__);
		assert_double_equal_(mean - e.interval.low, half, 1e-8, __LINE__);
		assert_near(e.level, .95);
		assert_int_equal(e.n, n);
	}
}

/* t.test(c(135.2, 134.9, 135.4, 135.1)): 134.8188, 135.4812 by R. */
static void as_r_does_it(void **state)
{
	const double values[] = { 135.2, NAN, 134.9, 135.4, 135.1 };
	struct estimate e;

	(void)state;
	assert_int_equal(student_estimate(values, 5, &e), 0);
	assert_int_equal(e.n, 4);
	assert_near(e.interval.estimate, 135.15);
	assert_double_equal_(e.interval.low, 134.81876, 1e-7, __LINE__);
	assert_double_equal_(e.interval.high, 135.48124, 1e-7, __LINE__);
	assert_string_equal(e.method, "mean; Student's t of 4");
}

static void equal_values_have_an_interval_of_no_width(void **state)
{
	const double values[] = { 135, 135, 135 };
	struct estimate e;

	(void)state;
	student_estimate(values, 3, &e);
	assert_true(e.interval.low == 135 && e.interval.high == 135);
}

static void one_value_has_none(void **state)
{
	const double values[] = { 135, NAN };
	struct estimate e;

	(void)state;
	student_estimate(values, 2, &e);
	assert_true(e.interval.estimate == 135);
	assert_true(isnan(e.interval.low) && isnan(e.interval.high) && isnan(e.level));
	student_estimate(values, 0, &e);
	assert_int_equal(e.n, 0);
	assert_true(isnan(e.interval.estimate));
}

/* Of normal values 95 intervals in a hundred cover the mean. */
static void the_interval_covers(void **state)
{
	uint64_t seed = 4711;
	int covered = 0, tries = 4000;

	(void)state;
	for (int i = 0; i < tries; i++) {
		double values[20];
		struct estimate e;

		for (int j = 0; j < 20; j++)
			values[j] = sqrt(-2 * log(draw(&seed))) * cos(2 * M_PI * draw(&seed));
		student_estimate(values, 20, &e);
		covered += e.interval.low <= 0 && 0 <= e.interval.high;
	}
	assert_double_equal_((double)covered / tries, .95, .015, __LINE__);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_of_the_books),
		cmocka_unit_test(as_r_does_it),
		cmocka_unit_test(equal_values_have_an_interval_of_no_width),
		cmocka_unit_test(one_value_has_none),
		cmocka_unit_test(the_interval_covers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
