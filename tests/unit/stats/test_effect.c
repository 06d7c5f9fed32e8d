// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/effect.h"
#include "stats/median.h"
#include "stats/power.h"

static void log_ratio_by_hand(void **state)
{
	(void)state;
	/* The baseline of a block is the geometric mean of its two: sqrt(2 x 8) = 4. */
	assert_near(paired_log_ratio(6, 2, 8), log(1.5));
	assert_near(percent_of_log_ratio(log(1.5)), 50);
	assert_near(percent_of_log_ratio(0), 0);
	assert_true(isnan(paired_log_ratio(NAN, 1, 1)));
	assert_true(isnan(paired_log_ratio(1, 1, NAN)));
	assert_near(percent_of_log_ratio(paired_log_ratio(0, 1, 1)), -100);
}

static void effect_of_seven_blocks(void **state)
{
	const double percent[] = { 3, 1, 2, 5, 4, 7, 6 };
	double ratios[7];
	struct effect effect;

	(void)state;
	for (size_t i = 0; i < 7; i++)
		ratios[i] = log1p(percent[i] / 100);
	assert_int_equal(paired_effect(ratios, 7, 2000, median_estimate, &effect), 0);
	assert_near(effect.percent.estimate, 4);
	assert_near(effect.percent.low, 1);
	assert_near(effect.percent.high, 7);
	assert_near(effect.absolute.estimate, 80);
	assert_near(effect.absolute.low, 20);
	assert_near(effect.absolute.high, 140);
	assert_int_equal(effect.n, 7);
	assert_near(effect.level, 1 - 2. / 128);
	assert_near(effect.p, 2. / 128);
	/* From 0.995 % to 6.766 % on the log scale at a level of .9844. */
	assert_near(effect.mde80_percent, 100 * expm1((1.959963984540 + .841621233573) *
						      log(1.07 / 1.01) / 2 / 2.417559016237));
	assert_string_equal(
	    effect.method, "paired log ratio, median; order statistics 1 and 7 of 7, level 0.9844");
}

/* z(1 - .05 / 2 / comparisons) + z(.8); of four values t of 3, by R. */
static void among_several_more_has_to_be_there(void **state)
{
	(void)state;
	assert_near(mde80_among(1, INFINITY, 1), 1.959963984540 + .841621233573);
	assert_near(mde80_among(1, INFINITY, 0), 1.959963984540 + .841621233573);
	assert_near(mde80_among(2, INFINITY, 10), 2 * (2.807033768344 + .841621233573));
	assert_near(mde80_among(1, 3, 1), 3.182446305284 + .978472312408);
	assert_near(mde80_among(1, 3, 10), 7.453318504720 + .978472312408);
	assert_true(isnan(mde80_among(NAN, 3, 10)));
}

static void few_or_no_blocks(void **state)
{
	const double ratios[] = { log(2), NAN };
	struct effect effect;

	(void)state;
	paired_effect(ratios, 2, 10, median_estimate, &effect);
	assert_near(effect.percent.estimate, 100);
	assert_near(effect.absolute.estimate, 10);
	assert_true(isnan(effect.percent.low) && isnan(effect.absolute.high));
	assert_int_equal(effect.n, 1);
	paired_effect(ratios, 0, 10, median_estimate, &effect);
	assert_true(isnan(effect.percent.estimate) && isnan(effect.absolute.estimate));
	assert_int_equal(effect.n, 0);
	paired_effect(ratios, 1, NAN, median_estimate, &effect);
	assert_near(effect.percent.estimate, 100);
	assert_true(isnan(effect.absolute.estimate));
}

/* The unit of measurement must not matter, nor which of the two baselines came first. */
static void scale_and_swap(void **state)
{
	uint64_t random = 99;
	double ratios[31], scaled[31], swapped[31];
	struct effect one, two;

	(void)state;
	for (size_t i = 0; i < 31; i++) {
		double y = 1 + draw(&random), b1 = 1 + draw(&random), b2 = 1 + draw(&random);

		ratios[i] = paired_log_ratio(y, b1, b2);
		scaled[i] = paired_log_ratio(1e9 * y, 1e9 * b1, 1e9 * b2);
		swapped[i] = paired_log_ratio(y, b2, b1);
		assert_near(scaled[i], ratios[i]);
	}
	assert_memory_equal(ratios, swapped, sizeof(ratios));
	paired_effect(ratios, 31, 5, median_estimate, &one);
	shuffle(ratios, 31, &random);
	paired_effect(ratios, 31, 5, median_estimate, &two);
	assert_memory_equal(&one.percent, &two.percent, sizeof(one.percent));
}

/* What b is to a, a is to b, the other way round. */
static void antisymmetry(void **state)
{
	uint64_t random = 7;
	double forth[25], back[25];
	struct estimate there, here;

	(void)state;
	for (size_t i = 0; i < 25; i++) {
		double a = 1 + draw(&random), b = 1 + draw(&random);

		forth[i] = paired_log_ratio(a, b, b);
		back[i] = paired_log_ratio(b, a, a);
	}
	median_estimate(forth, 25, &there);
	median_estimate(back, 25, &here);
	assert_near(here.interval.estimate, -there.interval.estimate);
	assert_near(here.interval.low, -there.interval.high);
	assert_near(here.interval.high, -there.interval.low);
}

/* Eight blocks whose every ratio is 4 %: what the figures of an effect are. */
static const struct declared plain;

static void pooled_by_hand(void **state)
{
	double ratios[16];
	struct effect effect;

	(void)state;
	for (size_t b = 0; b < 8; b++)
		block_log_ratios(1.04 * (double)(b + 1), (double)(b + 1), (double)(b + 1),
				 &ratios[2 * b]);
	assert_int_equal(pooled_effect(&(struct pooled){ ratios, 8, 2 }, 2000, &plain, &effect), 0);
	assert_near(effect.percent.estimate, 4);
	assert_near(effect.percent.low, 4);
	assert_near(effect.absolute.high, 80);
	assert_true(effect.p < .03);
	assert_true(isnan(effect.p_adjusted));
	assert_near(effect.mde80_percent, 0);
	assert_int_equal(effect.n, 8);
	assert_null(strstr(effect.method, "disagrees"));
	block_log_ratios(1, NAN, 1, ratios);
	assert_true(isnan(ratios[0]) && isnan(ratios[1]));
}

/* 43 blocks of 100 are slowed alike: the median is not moved, Hodges-Lehmann is. */
static void both_opinions_where_they_part(void **state)
{
	uint64_t random = 3;
	double ratios[200];
	struct effect effect;

	(void)state;
	for (size_t b = 0; b < 100; b++)
		for (size_t i = 0; i < 2; i++)
			ratios[2 * b + i] = (b < 43 ? .5 : 0) + .001 * draw(&random);
	assert_int_equal(pooled_effect(&(struct pooled){ ratios, 100, 2 }, 1, &plain, &effect), 0);
	assert_true(effect.percent.low > 20);
	assert_non_null(strstr(effect.method, "; the median disagrees: +0."));
}

static void sequential(void **state)
{
	struct effect effect = sequential_effect(22, 20, 10);

	(void)state;
	assert_near(effect.percent.estimate, 10);
	assert_near(effect.absolute.estimate, 2);
	assert_true(isnan(effect.percent.low) && isnan(effect.level));
	assert_int_equal(effect.n, 10);
	assert_non_null(strstr(effect.method, "no interval holds"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(log_ratio_by_hand),
		cmocka_unit_test(effect_of_seven_blocks),
		cmocka_unit_test(among_several_more_has_to_be_there),
		cmocka_unit_test(few_or_no_blocks),
		cmocka_unit_test(scale_and_swap),
		cmocka_unit_test(antisymmetry),
		cmocka_unit_test(sequential),
		cmocka_unit_test(pooled_by_hand),
		cmocka_unit_test(both_opinions_where_they_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
