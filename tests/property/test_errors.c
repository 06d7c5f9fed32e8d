// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How often are conclusions wrong: under the stopping rule, of a family of comparisons, of an
 * equivalence; and is an effect of the size of the MDE80 seen in 80 % of the cases?
 *
 *	test_errors [slow]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "simulation.h"
#include "stats/holm.h"
#include "stats/power.h"
#include "stats/stopping.h"

#define SIGNIFICANT .05
#define SLOW_RUNS 20000

static size_t runs = 2000;

static struct pooled pooled_of(const struct readings *readings, size_t c, double *differences)
{
	readings_differences(readings, c, differences);
	return (struct pooled){ differences, readings->blocks, BASELINES };
}

/* About the half-width that 60 blocks have, so that runs end at any look from 30 to 100. */
static const double precision[NOISE_COUNT] = { .34, .365, .55 };

#define STOPPED_CONFIGURATIONS 2
#define STOPPED_BLOCKS_MOST 100

/* Shortens the readings, looks as a run would, and leaves the intervals of the look it ends at. */
static void stop_run(struct readings *readings, double wanted, struct estimate *estimates)
{
	size_t most = readings->blocks;

	for (size_t blocks = STOPPING_FIRST_LOOK; blocks <= most; blocks++) {
		if (!stopping_is_look(blocks))
			continue;
		readings->blocks = blocks;
		for (size_t c = 0; c < readings->configurations; c++) {
			double differences[BASELINES * BLOCKS_MAXIMUM];
			struct pooled pooled = pooled_of(readings, c, differences);

			stopping_estimate(&pooled, &estimates[c]);
		}
		if (stopping_half_width(estimates, readings->configurations) <= wanted)
			return;
	}
}

static double stopped_coverage(enum noise noise, double *ret_mean_blocks)
{
	const struct simulation cell = { noise, STOPPED_BLOCKS_MOST, STOPPED_CONFIGURATIONS, runs,
					 .7 };
	size_t covered = 0, blocks = 0;

	for (size_t run = 0; run < runs; run++) {
		struct estimate estimates[STOPPED_CONFIGURATIONS];
		struct readings readings;

		simulate_blocks(&cell, run, &readings);
		stop_run(&readings, precision[noise], estimates);
		blocks += readings.blocks;
		for (size_t c = 0; c < STOPPED_CONFIGURATIONS; c++)
			covered += estimates[c].interval.low <= cell.effect &&
				   cell.effect <= estimates[c].interval.high;
	}
	*ret_mean_blocks = (double)blocks / (double)runs;
	return (double)covered / (double)(runs * STOPPED_CONFIGURATIONS);
}

static void coverage_under_the_stopping_rule(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		double blocks, coverage = stopped_coverage(noise, &blocks);

		print_message("stopping rule, %-9s %.1f blocks on average: covers %.4f\n",
			      noise_names[noise], blocks, coverage);
		assert_true(blocks > 45 && blocks < 85);
		assert_true(fabs(coverage - INTERVAL_LEVEL) <= .015);
	}
}

#define FAMILY 20

static bool any_significant(const double *p)
{
	bool any = false;

	for (size_t c = 0; c < FAMILY; c++)
		any |= p[c] <= SIGNIFICANT;
	return any;
}

static void test_family(const struct readings *readings, double *p)
{
	double differences[BASELINES * BLOCKS_MAXIMUM];

	for (size_t c = 0; c < FAMILY; c++) {
		struct pooled pooled = pooled_of(readings, c, differences);
		struct rank_test test;

		pooled_test(&pooled, 0, &test);
		p[c] = test.p;
	}
}

static void family_wise_error(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		const struct simulation cell = { noise, 30, FAMILY, runs, 0 };
		double plain = 0, adjusted = 0;

		for (size_t run = 0; run < runs; run++) {
			double p[FAMILY], p_adjusted[FAMILY];
			struct readings readings;

			simulate_blocks(&cell, run, &readings);
			test_family(&readings, p);
			holm_adjust(p, FAMILY, p_adjusted);
			plain += any_significant(p) / (double)runs;
			adjusted += any_significant(p_adjusted) / (double)runs;
		}
		print_message("%d comparisons, %-9s false effects in %.4f of the runs, %.4f after "
			      "Holm\n",
			      FAMILY, noise_names[noise], plain, adjusted);
		assert_true(plain > .2);
		assert_true(adjusted <= SIGNIFICANT + monte_carlo_error(SIGNIFICANT, runs));
	}
}

/*
 * Why equivalence is not concluded from what is pooled: with bursts the tails are uneven, because
 * the reading counts twice in the sum of a block, and a test of one side errs on one of them.
 */
static void pooled_tails_are_uneven(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		const struct simulation cell = { noise, 60, 1, runs, 1.5 };
		double below = 0, above = 0;

		for (size_t run = 0; run < runs; run++) {
			double differences[BASELINES * BLOCKS_MAXIMUM];
			struct readings readings;
			struct pooled pooled;
			struct rank_test test;

			simulate_blocks(&cell, run, &readings);
			pooled = pooled_of(&readings, 0, differences);
			pooled_test(&pooled, cell.effect, &test);
			below += (test.p_less <= SIGNIFICANT) / (double)runs;
			above += (test.p_greater <= SIGNIFICANT) / (double)runs;
		}
		print_message("pooled, one side at .05, %-9s false below %.4f, above %.4f\n",
			      noise_names[noise], below, above);
		assert_true(below + above <=
			    2 * SIGNIFICANT + monte_carlo_error(2 * SIGNIFICANT, runs));
		/* In fewer runs chance alone makes as much of a difference. */
		if (noise == NOISE_BURSTY && runs >= SLOW_RUNS)
			assert_true(below > above + monte_carlo_error(SIGNIFICANT, runs));
	}
}

#define EQUIVALENCE_BOUND 1.5

static double share_equivalent(const struct simulation *cell)
{
	double wrong = 0;

	for (size_t run = 0; run < cell->runs; run++) {
		double differences[BASELINES * BLOCKS_MAXIMUM], p;
		struct readings readings;
		struct pooled pooled;

		simulate_blocks(cell, run, &readings);
		pooled = pooled_of(&readings, 0, differences);
		pooled_equivalence_p(&pooled, -EQUIVALENCE_BOUND, EQUIVALENCE_BOUND, &p);
		wrong += p <= SIGNIFICANT;
	}
	return wrong / (double)cell->runs;
}

/* The worst case: the effect is as large as the bound, above or below. */
static void equivalence_error(void **state)
{
	const double effects[] = { EQUIVALENCE_BOUND, -EQUIVALENCE_BOUND };

	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++)
		for (size_t i = 0; i < 2; i++) {
			const struct simulation cell = { noise, 60, 1, runs, effects[i] };
			double wrong = share_equivalent(&cell);

			print_message("equivalence, effect at the bound of %+.1f, %-9s wrong in "
				      "%.4f\n",
				      effects[i], noise_names[noise], wrong);
			assert_true(wrong <= SIGNIFICANT + monte_carlo_error(SIGNIFICANT, runs));
			assert_true(wrong > SIGNIFICANT / 2); /* not by never saying so */
		}
}

static double mean_mde80(const struct simulation *cell)
{
	double sum = 0;

	for (size_t run = 0; run < cell->runs; run++) {
		struct readings readings;
		struct estimate estimate;

		simulate_blocks(cell, run, &readings);
		estimate_pooled(&readings, 0, &estimate);
		sum += mde80(&estimate);
	}
	return sum / (double)cell->runs;
}

static double share_seen(const struct simulation *cell)
{
	double seen = 0;

	for (size_t run = 0; run < cell->runs; run++) {
		double differences[BASELINES * BLOCKS_MAXIMUM];
		struct readings readings;
		struct pooled pooled;
		struct rank_test test;

		simulate_blocks(cell, run, &readings);
		pooled = pooled_of(&readings, 0, differences);
		pooled_test(&pooled, 0, &test);
		seen += test.p <= SIGNIFICANT;
	}
	return seen / (double)cell->runs;
}

static void power_at_the_mde80(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		struct simulation cell = { noise, 60, 1, runs, 0 };
		double seen;

		cell.effect = mean_mde80(&cell);
		seen = share_seen(&cell);
		print_message("MDE80 %.3f, %-9s n = 60: seen in %.4f of the runs\n", cell.effect,
			      noise_names[noise], seen);
		assert_true(fabs(seen - .8) <= .04);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coverage_under_the_stopping_rule),
		cmocka_unit_test(family_wise_error),
		cmocka_unit_test(pooled_tails_are_uneven),
		cmocka_unit_test(equivalence_error),
		cmocka_unit_test(power_at_the_mde80),
	};

	(void)argv;
	if (argc > 1)
		runs = SLOW_RUNS;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
