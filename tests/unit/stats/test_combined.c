// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include <math.h>
#include <stddef.h>
#include "common/cleanup.h"
#include "stats/block_levels.h"
#include "stats/combined.h"
#include "stats/effect.h"
#include "stats/hodges_lehmann.h"
#include "stats/student.h"

#define BLOCKS 8

static const double first[BLOCKS] = { 3, 5, 4, 6, 2, 5.5, 4.5, 3.5 };
static const double second[BLOCKS] = { 13, 15.5, 14, 15, 12, 16, 14.2, 13.3 };

struct two {
	double differences[2 * BLOCKS];
	double weights[2];
};

static struct combined two_of(struct two *two, double a, double b)
{
	for (size_t i = 0; i < BLOCKS; i++) {
		two->differences[i] = first[i];
		two->differences[BLOCKS + i] = second[i];
	}
	two->weights[0] = a;
	two->weights[1] = b;
	return (struct combined){ .differences = two->differences,
				  .weights = two->weights,
				  .series = 2,
				  .blocks = BLOCKS,
				  .per_block = 1 };
}

/* One series by blocks is its Hodges-Lehmann estimate, and by jackknife as well. */
static void one_series_is_its_centre(void **state)
{
	struct two two;
	struct combined combined = two_of(&two, 1, 0);
	struct combined_estimate by_blocks, by_jackknife;
	struct estimate alone;

	(void)state;
	hodges_lehmann_estimate(first, BLOCKS, &alone);
	combined_by_blocks(&combined, .95, &by_blocks);
	combined_by_jackknife(&combined, .95, 0, &by_jackknife);
	assert_true(by_blocks.estimate.interval.estimate == alone.interval.estimate);
	assert_true(by_jackknife.estimate.interval.estimate == alone.interval.estimate);
	assert_int_equal(by_blocks.estimate.n, BLOCKS);
	assert_true(by_blocks.p < .01 && by_jackknife.p < .01);
}

/* What a block's sum is: differences of the series, which have the blocks' noise in common. */
static void sums_are_of_blocks(void **state)
{
	struct two two;
	struct combined combined = two_of(&two, -1, 1);
	struct combined_estimate estimate;
	double sums[BLOCKS];

	(void)state;
	combined_block_sums(&combined, sums);
	for (size_t i = 0; i < BLOCKS; i++)
		assert_true(sums[i] == second[i] - first[i]);
	combined_by_blocks(&combined, .95, &estimate);
	assert_true(estimate.estimate.interval.low >= 9 && estimate.estimate.interval.high <= 10.5);
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_true(estimate.estimate.interval.low >= 9 && estimate.estimate.interval.high <= 10.5);
}

/* Of values whose centre is their mean, by symmetry, the jackknife's error is the mean's. */
static void the_jackknife_of_two_values_a_block(void **state)
{
	const double differences[] = { -2, 2, -1, 1, -3, 3, -1, 1, -2, 2, -3, 3, 0, 0 };
	const double weight = 1;
	struct combined combined = { differences, &weight, 1, 7, 2, NULL };
	struct combined_estimate estimate;

	(void)state;
	/* Whatever block goes, the rest is symmetric about 0: there is no error at all. */
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_true(estimate.estimate.interval.estimate == 0);
	assert_true(estimate.estimate.interval.high < 1e-12);
	/* An error of another source is then the only one: t(.975, .808 * 6). */
	combined_by_jackknife(&combined, .95, 1, &estimate);
	assert_true(fabs(estimate.estimate.interval.high - 2.595013) < 1e-5);
	assert_true(estimate.p == 1);
}

static void scale_comes_before_weight(void **state)
{
	const double differences[] = { .1, .1, .1, .1, .1, .1, .2, .2, .2, .2, .2, .2 };
	const double weights[] = { .5, .5 };
	struct combined combined = { differences, weights, 2, 6, 1, percent_of_log_ratio };
	struct combined_estimate estimate;

	(void)state;
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_true(fabs(estimate.estimate.interval.estimate - 50 * (expm1(.1) + expm1(.2))) <
		    1e-12);
	assert_true(estimate.p == 0); /* nothing varies, and it is not 0 */
}

/* A block that lacks a series that counts is none; one that lacks another is whole. */
static void absent_differences(void **state)
{
	struct two two;
	struct combined combined = two_of(&two, .5, .5);
	struct combined_estimate estimate;

	(void)state;
	two.differences[3] = NAN;
	combined_by_blocks(&combined, .95, &estimate);
	assert_int_equal(estimate.estimate.n, BLOCKS - 1);
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_int_equal(estimate.estimate.n, BLOCKS);
	two.weights[0] = 0;
	combined_by_blocks(&combined, .95, &estimate);
	assert_int_equal(estimate.estimate.n, BLOCKS);
	for (size_t i = 0; i < BLOCKS; i++)
		two.differences[BLOCKS + i] = NAN;
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_true(isnan(estimate.estimate.interval.estimate) && isnan(estimate.p));
}

static void few_blocks_have_no_interval(void **state)
{
	struct two two;
	struct combined combined = two_of(&two, .5, .5);
	struct combined_estimate estimate;

	(void)state;
	for (size_t i = COMBINED_BLOCKS_LEAST - 1; i < BLOCKS; i++)
		two.differences[i] = two.differences[BLOCKS + i] = NAN;
	combined_by_blocks(&combined, .95, &estimate);
	assert_true(isfinite(estimate.estimate.interval.estimate));
	assert_true(isnan(estimate.estimate.interval.low) && isnan(estimate.p));
	combined_by_jackknife(&combined, .95, 0, &estimate);
	assert_true(isfinite(estimate.estimate.interval.estimate));
	assert_true(isnan(estimate.estimate.interval.low) && isnan(estimate.p));
}

/* At 6 blocks the ends lie between the whole range and the next pair of averages. */
static void ends_are_interpolated(void **state)
{
	const double values[] = { 1, 2, 4, 8, 16, 32 }, weight = 1;
	struct combined combined = { values, &weight, 1, 6, 1, NULL };
	struct combined_estimate estimate;

	(void)state;
	combined_by_blocks(&combined, .95, &estimate);
	assert_true(estimate.estimate.interval.low > 1 && estimate.estimate.interval.low < 1.5);
	assert_true(estimate.estimate.interval.high > 24 && estimate.estimate.interval.high < 32);
	assert_true(estimate.estimate.level == .95);
}

/* A block that is twice as slow is like the others; one window that is slow stays so. */
static void levels_are_removed(void **state)
{
	double readings[] = { 100, 202, 98, 150, 300, 151, 120, 242, 300 };

	(void)state;
	assert_int_equal(block_levels_remove(readings, 3, 3), 0);
	assert_true(fabs(readings[1] - 100) < 2 && fabs(readings[4] - 150) < 2);
	assert_true(fabs(readings[7] - 120) < 2);
	assert_true(readings[8] > 290);
}

static void student_p_is_of_the_interval(void **state)
{
	const double values[] = { 1, 2, 3, 4 }, same[] = { 2, 2, 2 };
	struct estimate estimate;

	(void)state;
	student_estimate(values, 4, &estimate);
	assert_true((student_p(values, 4) < .05) == (estimate.interval.low > 0));
	assert_true(fabs(student_p(values, 4) - .0304662) < 1e-6);
	assert_true(student_p(same, 3) == 0);
	assert_true(isnan(student_p(same, 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_series_is_its_centre),
		cmocka_unit_test(sums_are_of_blocks),
		cmocka_unit_test(the_jackknife_of_two_values_a_block),
		cmocka_unit_test(scale_comes_before_weight),
		cmocka_unit_test(absent_differences),
		cmocka_unit_test(few_blocks_have_no_interval),
		cmocka_unit_test(ends_are_interpolated),
		cmocka_unit_test(levels_are_removed),
		cmocka_unit_test(student_p_is_of_the_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
