// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Do intervals cover the truth as often as they claim?  The original's design goes through the
 * same test, and must not pass it.
 *
 *	test_coverage [slow]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "simulation.h"

#define TOLERANCE .015
#define EFFECT .7

static const size_t usual_sizes[] = { 30, 60, 130, 0 }, small_sizes[] = { 6, 10, 20, 0 };
static size_t runs = 2000;

static bool is_near(double coverage, double level)
{
	return fabs(coverage - level) <= TOLERANCE;
}

static struct simulation cell_of(enum noise noise, size_t blocks)
{
	return (struct simulation){ noise, blocks, 1, runs, EFFECT };
}

static size_t count_near(const char *name, simulated_estimator *estimator, enum noise noise,
			 const size_t *sizes)
{
	size_t near = 0;

	for (; *sizes; sizes++) {
		struct simulation cell = cell_of(noise, *sizes);
		struct coverage coverage = simulate_coverage(&cell, estimator);

		print_message("%-28s %-9s n = %3zu: covers %.4f, level %.4f, width %.3f\n", name,
			      noise_names[noise], *sizes, coverage.share, coverage.level,
			      coverage.width);
		near += is_near(coverage.share, coverage.level);
	}
	return near;
}

static void assert_covers(const char *name, simulated_estimator *estimator, const size_t *sizes)
{
	for (int noise = 0; noise < NOISE_COUNT; noise++)
		assert_int_equal(count_near(name, estimator, noise, sizes), 3);
}

static void pooled(void **state)
{
	(void)state;
	assert_covers("pooled", estimate_pooled, usual_sizes);
}

static void pooled_median(void **state)
{
	(void)state;
	assert_covers("pooled median", estimate_pooled_median, usual_sizes);
}

/* Using both baselines has to pay, as their mean does where the noise is Gaussian. */
static void pooled_is_as_narrow(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		struct simulation cell = cell_of(noise, 130);
		double pooled_width = simulate_coverage(&cell, estimate_pooled).width;
		double mean_width = simulate_coverage(&cell, estimate_mean_baseline).width;
		double one_width = simulate_coverage(&cell, estimate_one_baseline).width;

		assert_true(pooled_width < 1.03 * mean_width);
		assert_true(pooled_width < .9 * one_width);
	}
}

/* How often a report names both, although nothing is wrong. */
static void two_opinions_seldom_part(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		struct simulation cell = cell_of(noise, 60);
		double parted = 0;

		for (size_t run = 0; run < runs; run++) {
			struct estimate one, other;
			struct readings readings;

			simulate_blocks(&cell, run, &readings);
			estimate_pooled(&readings, 0, &one);
			estimate_pooled_median(&readings, 0, &other);
			parted += estimates_disagree(&one, &other) / (double)runs;
		}
		print_message("median and Hodges-Lehmann, %-9s n = 60: disagree in %.4f\n",
			      noise_names[noise], parted);
		assert_true(parted < .01);
	}
}

static void hodges_lehmann_of_symmetric_differences(void **state)
{
	(void)state;
	assert_covers("Hodges-Lehmann, y - b1", estimate_one_baseline, usual_sizes);
}

static void median_of_symmetric_differences(void **state)
{
	(void)state;
	assert_covers("median, y - b1", estimate_median, usual_sizes);
}

/* Why differences are pooled: the mean of two baselines is hit by bursts twice as often as y. */
static void mean_of_baselines_fails_with_bursts(void **state)
{
	const char *name = "Hodges-Lehmann, mean of b";

	(void)state;
	assert_int_equal(count_near(name, estimate_mean_baseline, NOISE_GAUSSIAN, usual_sizes), 3);
	assert_int_equal(count_near(name, estimate_mean_baseline, NOISE_DRIFTING, usual_sizes), 3);
	assert_int_equal(count_near(name, estimate_mean_baseline, NOISE_BURSTY, usual_sizes), 0);
}

static size_t count_near_sequential(enum noise noise)
{
	size_t near = 0;

	for (const size_t *size = usual_sizes; *size; size++) {
		struct simulation cell = cell_of(noise, *size);
		double coverage = simulate_sequential_coverage(&cell);

		print_message("%-28s %-9s n = %3zu: covers %.4f, claims %.4f\n",
			      "sequential, as the original", noise_names[noise], *size, coverage,
			      INTERVAL_LEVEL);
		near += is_near(coverage, INTERVAL_LEVEL);
	}
	return near;
}

/* It holds where nothing drifts, so that it is the drift, and not this harness, that fails it. */
static void sequential_design_fails_with_drift(void **state)
{
	(void)state;
	assert_int_equal(count_near_sequential(NOISE_GAUSSIAN), 3);
	assert_int_equal(count_near_sequential(NOISE_DRIFTING), 0);
}

static void few_blocks(void **state)
{
	(void)state;
	assert_covers("pooled", estimate_pooled, small_sizes);
	assert_covers("Hodges-Lehmann, y - b1", estimate_one_baseline, small_sizes);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest usual[] = {
		cmocka_unit_test(pooled),
		cmocka_unit_test(pooled_is_as_narrow),
		cmocka_unit_test(pooled_median),
		cmocka_unit_test(two_opinions_seldom_part),
		cmocka_unit_test(hodges_lehmann_of_symmetric_differences),
		cmocka_unit_test(median_of_symmetric_differences),
		cmocka_unit_test(mean_of_baselines_fails_with_bursts),
		cmocka_unit_test(sequential_design_fails_with_drift),
	};
	const struct CMUnitTest slow[] = { cmocka_unit_test(few_blocks) };
	int failed;

	(void)argv;
	if (argc == 1)
		return cmocka_run_group_tests(usual, NULL, NULL);
	runs = 20000;
	failed = cmocka_run_group_tests(usual, NULL, NULL);
	return failed + cmocka_run_group_tests(slow, NULL, NULL);
}
