// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include <stdlib.h>

#include "stats/effect.h"
#include "stats/expected.h"
#include "stats/moments.h"
#include "stats/power.h"

#define SD .05
#define RUNS 300

/* A standard normal number (Box and Muller). */
static double normal(uint64_t *state)
{
	double radius = sqrt(-2 * log(draw(state)));

	return radius * cos(2 * M_PI * draw(state));
}

static double *noisy(size_t count, uint64_t *state)
{
	double *readings = calloc(count, sizeof(*readings));

	for (size_t i = 0; i < count; i++)
		readings[i] = 2000 * exp(SD * normal(state));
	return readings;
}

static void no_noise_no_mde(void **state)
{
	double readings[36];
	struct expectation expectation;

	(void)state;
	for (size_t i = 0; i < 36; i++)
		readings[i] = 5;
	assert_int_equal(expectation_make(readings, 36, 12, &expectation), 0);
	assert_int_equal(expectation.blocks, 12); /* three groups of three times four */
	assert_near(expectation.mde80, 0);
	assert_near(expectation_percent(&expectation, 60), 0);
}

static void too_few(void **state)
{
	double readings[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
	struct expectation expectation;

	(void)state;
	assert_int_equal(expectation_make(readings, 11, 12, &expectation), 0);
	assert_int_equal(expectation.blocks, 0);
	assert_true(isnan(expectation_percent(&expectation, 60)));
	expectation = (struct expectation){ 12, .1 };
	assert_true(isnan(expectation_percent(&expectation, 5)));
	assert_true(isfinite(expectation_percent(&expectation, 6)));
}

static void four_times_the_blocks(void **state)
{
	struct expectation expectation = { 20, .1 };

	(void)state;
	assert_near(log1p(expectation_percent(&expectation, 20) / 100), .1);
	assert_near(log1p(expectation_percent(&expectation, 80) / 100), .05);
}

/* What drifts from one block to the next is not in it; what drifts within one is. */
static void drift_within_a_block(void **state)
{
	double readings[120];
	struct expectation near, far;

	(void)state;
	for (size_t i = 0; i < 120; i++)
		readings[i] = exp(.001 * (double)(i * i % 97));
	assert_int_equal(expectation_make(readings, 120, 3, &near), 0);
	assert_int_equal(expectation_make(readings, 120, 12, &far), 0);
	assert_true(near.blocks == far.blocks && near.mde80 != far.mde80);
}

/* MDE80 of a run of so many blocks, by the run's own formulas. */
static double run_mde80(size_t blocks, uint64_t *state)
{
	double *readings = noisy(3 * blocks, state);
	double *ratios = calloc(blocks, 2 * sizeof(*ratios));
	struct estimate estimate;
	double mde;

	for (size_t b = 0; b < blocks; b++)
		block_log_ratios(readings[3 * b], readings[3 * b + 1], readings[3 * b + 2],
				 &ratios[2 * b]);
	pooled_estimate(&(struct pooled){ ratios, blocks, 2 }, INTERVAL_LEVEL, &estimate);
	mde = mde80(&estimate);
	free(readings);
	free(ratios);
	return mde;
}

/*
 * From 60 readings to a run of 60 blocks, on average over 300 of each.  A prediction from 20 blocks
 * is some 20 % off, so the mean of 300 is within 1.2 % (one sd); few blocks' intervals are wider by
 * Student's quantile, 2.02 against 1.98 (N - 1 = 39 and 119).  6 % leaves room for both.
 */
static void as_the_run_will_say(void **state)
{
	uint64_t seed = 20261124;
	double expected[RUNS], seen[RUNS];

	(void)state;
	for (size_t i = 0; i < RUNS; i++) {
		double *readings = noisy(60, &seed);
		struct expectation expectation;

		assert_int_equal(expectation_make(readings, 60, 12, &expectation), 0);
		expected[i] = log1p(expectation_percent(&expectation, 60) / 100);
		seen[i] = run_mde80(60, &seed);
		free(readings);
	}
	assert_double_equal_(moments_of(expected, RUNS).mean, moments_of(seen, RUNS).mean,
			     .06 * moments_of(seen, RUNS).mean, __LINE__);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_noise_no_mde),	 cmocka_unit_test(too_few),
		cmocka_unit_test(four_times_the_blocks), cmocka_unit_test(drift_within_a_block),
		cmocka_unit_test(as_the_run_will_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
