// SPDX-License-Identifier: GPL-2.0-or-later
/* The expected numbers are R 4.2's: wilcox.test(b, a, conf.int = TRUE, conf.level = ...). */
#include "stats_test.h"

#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/shift.h"

/* Hollander and Wolfe's permeability of human chorioamnion (R's ?wilcox.test). */
static const double before[] = { 0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46 };
static const double after[] = { 1.15, 0.88, 0.90, 0.74, 1.21 };

static int compare_doubles(const void *left, const void *right)
{
	const double x = *(const double *)left, y = *(const double *)right;

	return (x > y) - (x < y);
}

static void known(void **state)
{
	struct estimate e;

	(void)state;
	assert_int_equal(shift_estimate(after, 5, before, 10, .95, &e), 0);
	assert_near(e.interval.estimate, 0.305);
	assert_near(e.interval.low, -0.15);
	assert_near(e.interval.high, 0.76);
	assert_int_equal(e.n, 15);
}

/* By the definition: all differences, sorted. */
static void brute_force(void **state)
{
	uint64_t seed = 99;

	(void)state;
	for (size_t m = 1; m < 20; m += 3)
		for (size_t n = 1; n < 20; n += 2) {
			double a[20], b[20], all[400];
			size_t count = 0;
			struct estimate e;

			for (size_t i = 0; i < m; i++)
				a[i] = floor(10 * draw(&seed));
			for (size_t j = 0; j < n; j++)
				b[j] = floor(10 * draw(&seed)) / 4;
			for (size_t i = 0; i < m; i++)
				for (size_t j = 0; j < n; j++)
					all[count++] = b[j] - a[i];
			qsort(all, count, sizeof(*all), compare_doubles);
			assert_int_equal(shift_exact(a, m, b, n, &e), 0);
			assert_near(e.interval.estimate,
				    count % 2 ? all[count / 2]
					      : (all[count / 2 - 1] + all[count / 2]) / 2);
			assert_near(e.interval.low, all[0]);
			assert_near(e.interval.high, all[count - 1]);
		}
}

static void few(void **state)
{
	static const double three[] = { 1, 2, 3 }, same[] = { 7, 7, 7 };
	static const double odd[] = { NAN, INFINITY, 5 };
	struct estimate e;

	(void)state;
	assert_int_equal(shift_estimate(three, 3, three, 3, .95, &e), 0);
	assert_near(e.interval.estimate, 0);
	assert_true(isnan(e.interval.low) && isnan(e.interval.high) && isnan(e.level));
	assert_int_equal(shift_estimate(three, 0, three, 3, .95, &e), 0);
	assert_true(isnan(e.interval.estimate) && e.n == 0);
	assert_int_equal(shift_exact(same, 3, odd, 3, &e), 0);
	assert_near(e.interval.estimate, -2);
	assert_near(e.interval.low, -2);
	assert_near(e.interval.high, -2);
	assert_int_equal(e.n, 4);
}

/* Where there is no shift the interval misses 0 no more often than it says, exact and normal. */
static void coverage(void **state)
{
	static const size_t sizes[] = { 8, 60 };
	uint64_t seed = 4711;

	(void)state;
	for (size_t s = 0; s < ARRAY_SIZE(sizes); s++) {
		size_t missed = 0, rounds = 4000;

		for (size_t r = 0; r < rounds; r++) {
			double a[60], b[60];
			struct estimate e;

			for (size_t i = 0; i < sizes[s]; i++) {
				a[i] = -log(draw(&seed));
				b[i] = -log(draw(&seed));
			}
			shift_estimate(a, sizes[s], b, sizes[s], .95, &e);
			missed += e.interval.low > 0 || e.interval.high < 0;
		}
		/* Three standard errors of a proportion of .05 in 4,000. */
		assert_true((double)missed / (double)rounds < .05 + 3 * .00345);
		assert_true((double)missed / (double)rounds > .02);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(brute_force),
		cmocka_unit_test(few),
		cmocka_unit_test(coverage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
