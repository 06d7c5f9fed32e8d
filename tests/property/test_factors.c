// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Do the intervals of factors cover the truth as often as they claim, and is an interaction named
 * where there is none?  On a machine in whose blocks mechanism, program and statistics add what
 * they add, in nanoseconds, and noise multiplies.
 *
 *	test_factors [slow]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/factor_estimate.h"
#include "noise.h"
#include "simulation.h"
#include "stats/block_levels.h"
#include "stats/combined.h"
#include "stats/holm.h"
#include "stats/sorted.h"

#define COVERAGE_LEAST .935
#define COVERAGE_MOST .965
#define WINDOW_SD .05
#define MECHANISMS_MOST 5
#define PROGRAMS 2
#define ARMS_MOST (MECHANISMS_MOST * PROGRAMS * 2)
#define BLOCKS_MOST 42
#define BASE_NS 1800.

/*
 * The bounds are .015 from .95: 4.4 standard errors of a share found in 4,000 runs, of which five
 * dozen are looked at.
 */
static size_t runs = 4000;
static size_t named_runs = 2000; /* of which interactions are named */

/* What a study has, and what it adds. */
struct design {
	enum noise noise;
	size_t mechanisms, programs, blocks;
	bool effects;
	double interaction_ns; /* of statistics with the first mechanism */
};

/* An arm is (mechanism, program, statistics), in this order; two baselines stand behind them. */
static size_t arms_of(const struct design *design)
{
	return design->mechanisms * design->programs * 2;
}

#define STATISTICS_NS 126.
#define PROGRAM_NS 150.
#define MECHANISM_NS 200.

static double level_of(const struct design *design, size_t arm)
{
	size_t statistics = arm % 2, program = arm / 2 % design->programs;
	size_t mechanism = arm / 2 / design->programs;
	double added = MECHANISM_NS * (double)(mechanism + 1) + PROGRAM_NS * (double)program +
		       STATISTICS_NS * (double)statistics;

	if (arm >= arms_of(design))
		return BASE_NS;
	return BASE_NS + (design->effects ? added : 0) +
	       (mechanism == 0 && statistics ? design->interaction_ns : 0);
}

struct block_readings {
	double value[(ARMS_MOST + BASELINES) * BLOCKS_MOST];
};

static void read_window(const struct design *design, struct machine *machine, size_t arm,
			size_t block, struct block_readings *readings)
{
	readings->value[arm * design->blocks + block] =
	    level_of(design, arm) * exp(WINDOW_SD * machine_window(machine));
}

/* Visits in random order; in those of a treatment the window with statistics first or second. */
static void read_block(const struct design *design, struct machine *machine, size_t block,
		       struct block_readings *readings)
{
	size_t treatments = arms_of(design) / 2, order[ARMS_MOST / 2 + BASELINES];

	for (size_t v = 0; v < treatments + BASELINES; v++)
		order[v] = v;
	random_shuffle(&machine->random, order, treatments + BASELINES, sizeof(*order));
	for (size_t v = 0; v < treatments + BASELINES; v++) {
		size_t first = random_next(&machine->random) >> 63;

		if (order[v] >= treatments) {
			read_window(design, machine, treatments + order[v], block, readings);
			continue;
		}
		read_window(design, machine, 2 * order[v] + first, block, readings);
		read_window(design, machine, 2 * order[v] + 1 - first, block, readings);
	}
}

static void read_run(const struct design *design, size_t run, struct block_readings *readings)
{
	uint64_t cell =
	    random_derive(20261128, "factors",
			  design->mechanisms * 100 + design->programs * 10 + design->effects);
	struct machine machine;

	machine_start(&machine, design->noise, random_derive(cell + design->blocks, "run", run));
	for (size_t b = 0; b < design->blocks; b++)
		read_block(design, &machine, b, readings);
	assert_int_equal(
	    block_levels_remove(readings->value, arms_of(design) + BASELINES, design->blocks), 0);
}

static double median_of_logs(const double *values, size_t count)
{
	size_t n;
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &n);

	assert_non_null(sorted);
	return log(sorted_middle(sorted, n));
}

/* How fast the machine usually was in this run: what nanoseconds are in the unit of. */
static double speed_of(const struct design *design, const struct block_readings *readings)
{
	size_t arms = arms_of(design) + BASELINES;
	double sum = 0;

	for (size_t a = 0; a < arms; a++)
		sum += median_of_logs(readings->value + a * design->blocks, design->blocks) -
		       log(level_of(design, a));
	return exp(sum / (double)arms);
}

struct pair_room {
	struct factor_pair pairs[ARMS_MOST];
	double differences[ARMS_MOST * BLOCKS_MOST];
	bool here[ARMS_MOST]; /* of the first mechanism */
};

static void add_pair(const struct design *design, const struct block_readings *readings,
		     size_t with, size_t without, struct pair_room *room,
		     struct factor_pairs *pairs)
{
	static const struct report_result result = { .workload = "udp-drain" };
	double *differences = room->differences + pairs->count * design->blocks;

	for (size_t b = 0; b < design->blocks; b++)
		differences[b] = readings->value[with * design->blocks + b] -
				 readings->value[without * design->blocks + b];
	room->here[pairs->count] = with / 2 / design->programs == 0;
	room->pairs[pairs->count++] = (struct factor_pair){ &result, &result };
}

static struct factor_pairs pairs_begin(const struct design *design, struct pair_room *room)
{
	return (struct factor_pairs){ .pairs = room->pairs,
				      .differences = room->differences,
				      .blocks = design->blocks };
}

static struct factor_pairs statistics_pairs(const struct design *design,
					    const struct block_readings *readings,
					    struct pair_room *room)
{
	struct factor_pairs pairs = pairs_begin(design, room);

	for (size_t a = 0; a < arms_of(design); a += 2)
		add_pair(design, readings, a + 1, a, room, &pairs);
	return pairs;
}

static struct factor_pairs program_pairs(const struct design *design,
					 const struct block_readings *readings,
					 struct pair_room *room)
{
	struct factor_pairs pairs = pairs_begin(design, room);

	for (size_t m = 0; m < design->mechanisms; m++)
		for (size_t s = 0; s < 2; s++) {
			size_t without = m * design->programs * 2 + s;

			add_pair(design, readings, without + 2, without, room, &pairs);
		}
	return pairs;
}

static const struct report no_report;

static bool covers(struct factor_pairs *pairs, const bool *here, double truth)
{
	struct factor_figure figure;

	assert_int_equal(factor_figure_make(pairs, here, &no_report, &figure), 0);
	return figure.interval.low <= truth && truth <= figure.interval.high;
}

/* How often each interval held the truth; NaN: the design has no such thing. */
struct held {
	double statistics, program, interaction;
};

static void hold_run(const struct design *design, size_t run, double share, struct held *held)
{
	static struct block_readings readings;
	static struct pair_room room;
	struct factor_pairs pairs;
	double speed;

	read_run(design, run, &readings);
	speed = speed_of(design, &readings);
	pairs = statistics_pairs(design, &readings, &room);
	held->statistics +=
	    share * covers(&pairs, NULL, design->effects ? STATISTICS_NS * speed : 0);
	if (design->mechanisms > 1)
		held->interaction += share * covers(&pairs, room.here, 0);
	combined_centres_release(&pairs.centres);
	if (design->programs == 1)
		return;
	pairs = program_pairs(design, &readings, &room);
	held->program += share * covers(&pairs, NULL, design->effects ? PROGRAM_NS * speed : 0);
	combined_centres_release(&pairs.centres);
}

static bool is_held(double share)
{
	return share >= COVERAGE_LEAST && share <= COVERAGE_MOST;
}

static void assert_held(const struct design *design)
{
	struct held held = { 0, 0, 0 };

	for (size_t run = 0; run < runs; run++)
		hold_run(design, run, 1 / (double)runs, &held);
	print_message("factors, %-9s %zu mechanisms, %zu programs, %2zu blocks, %-12s statistics "
		      "%.4f, program %.4f, interaction %.4f\n",
		      noise_names[design->noise], design->mechanisms, design->programs,
		      design->blocks,
		      design->effects ? "additive:" : "no effects:", held.statistics, held.program,
		      held.interaction);
	assert_true(is_held(held.statistics));
	assert_true(design->programs == 1 || is_held(held.program));
	assert_true(design->mechanisms == 1 || is_held(held.interaction));
}

static const size_t block_counts[] = { 6, 12, 26, 42 };

/* The default study's design, and the least that has anything. */
static void intervals_hold(void **state)
{
	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++)
		for (size_t i = 0; i < ARRAY_SIZE(block_counts); i++) {
			/* Leaving out blocks one by one takes its time: three mechanisms then. */
			bool is_quick = block_counts[i] < FACTOR_JACKKNIFE_BLOCKS;
			struct design whole = { .noise = noise,
						.mechanisms = is_quick ? MECHANISMS_MOST : 3,
						.programs = PROGRAMS,
						.blocks = block_counts[i],
						.effects = i % 2 };
			struct design least = { noise, 1, 1, block_counts[i], true, 0 };

			assert_held(&whole);
			assert_held(&least);
		}
}

/* Of statistics with each mechanism, as they are told from none among as many. */
static size_t count_named(const struct design *design, struct factor_pairs *pairs)
{
	double p[MECHANISMS_MOST], adjusted[MECHANISMS_MOST];
	size_t named = 0;

	for (size_t m = 0; m < design->mechanisms; m++) {
		struct factor_figure figure;
		bool here[ARMS_MOST];

		for (size_t k = 0; k < pairs->count; k++)
			here[k] = k / design->programs == m;
		assert_int_equal(factor_figure_make(pairs, here, &no_report, &figure), 0);
		p[m] = figure.p;
	}
	assert_int_equal(holm_adjust(p, design->mechanisms, adjusted), 0);
	for (size_t m = 0; m < design->mechanisms; m++)
		named += adjusted[m] <= .05;
	return named;
}

static double share_named(const struct design *design)
{
	static struct block_readings readings;
	static struct pair_room room;
	double share = 0;

	for (size_t run = 0; run < named_runs; run++) {
		struct factor_pairs pairs;

		read_run(design, run, &readings);
		pairs = statistics_pairs(design, &readings, &room);
		share += (count_named(design, &pairs) > 0) / (double)named_runs;
		combined_centres_release(&pairs.centres);
	}
	return share;
}

/* One of 150 ns in 26 blocks is, where none is as large as chance. */
static void interactions_are_named(void **state)
{
	static const double least_seen[NOISE_COUNT] = { .95, .9, .05 };

	(void)state;
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		struct design design = { noise, MECHANISMS_MOST, PROGRAMS, 26, true, 0 };
		double wrong = share_named(&design), seen;

		design.interaction_ns = 150;
		seen = share_named(&design);
		print_message("interactions, %-9s named where there is none %.4f, of 150 ns %.4f\n",
			      noise_names[noise], wrong, seen);
		assert_true(wrong <= .05 + monte_carlo_error(.05, named_runs));
		assert_true(seen >= least_seen[noise]);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_hold),
		cmocka_unit_test(interactions_are_named),
	};

	(void)argv;
	if (argc > 1)
		runs = named_runs = 20000;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
