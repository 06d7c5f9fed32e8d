// SPDX-License-Identifier: GPL-2.0-or-later
/* The expected numbers are R 4.2's: t.test(b, a, var.equal = TRUE, conf.level = ...). */
#include "stats_test.h"

#include "stats/clusters.h"

/* R's sleep: the hours that two drugs gave ten people. */
static const double one[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 };
static const double two[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };

static void known(void **state)
{
	struct estimate e;

	(void)state;
	clusters_shift(two, 10, one, 10, .95, &e);
	assert_near(e.interval.estimate, -1.58);
	assert_near(e.interval.low, -3.363874032287575);
	assert_near(e.interval.high, 0.203874032287575);
	assert_int_equal(e.n, 20);
}

/* By hand: qt(.975, 2) and qt(.975, 1). */
static void few(void **state)
{
	static const double a[] = { 10, 12 }, b[] = { 21, 25 }, alone[] = { 11 };
	struct estimate e;

	(void)state;
	clusters_shift(a, 2, b, 2, .95, &e);
	assert_near(e.interval.estimate, 12);
	assert_near(e.interval.high - 12, 4.3026527297495 * sqrt(5));
	clusters_shift(alone, 1, b, 2, .95, &e);
	assert_near(e.interval.estimate, 12);
	assert_near(12 - e.interval.low, 12.706204736175 * sqrt(8 * 1.5));
}

static void none(void **state)
{
	static const double a[] = { 10 }, b[] = { 21, NAN };
	struct estimate e;

	(void)state;
	clusters_shift(a, 1, b, 2, .95, &e);
	assert_near(e.interval.estimate, 11);
	assert_true(isnan(e.interval.low) && isnan(e.interval.high) && isnan(e.level));
	assert_int_equal(e.n, 2);
	clusters_shift(a, 0, b, 2, .95, &e);
	assert_true(isnan(e.interval.estimate));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(few),
		cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
