// SPDX-License-Identifier: GPL-2.0-or-later
#include "simulation.h"

#include <math.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "stats/hodges_lehmann.h"
#include "stats/median.h"
#include "stats/moments.h"
#include "stats/pooled_median.h"

#define SEED 20240229

static void start(const struct simulation *simulation, size_t run, struct machine *machine)
{
	uint64_t cell = random_derive(SEED, "blocks", simulation->blocks);

	machine_start(machine, simulation->noise, random_derive(cell, "run", run));
}

void simulate_blocks(const struct simulation *simulation, size_t run, struct readings *readings)
{
	size_t windows = simulation->configurations + BASELINES;
	size_t order[CONFIGURATIONS_MAXIMUM + BASELINES];
	struct machine machine;

	start(simulation, run, &machine);
	readings->blocks = simulation->blocks;
	readings->configurations = simulation->configurations;
	for (size_t w = 0; w < windows; w++)
		order[w] = w;
	for (size_t b = 0; b < simulation->blocks; b++) {
		random_shuffle(&machine.random, order, windows, sizeof(*order));
		for (size_t w = 0; w < windows; w++) {
			bool treated = order[w] < simulation->configurations;

			readings->value[b][order[w]] =
			    machine_window(&machine) + (treated ? simulation->effect : 0);
		}
	}
}

void readings_differences(const struct readings *readings, size_t c, double *differences)
{
	for (size_t b = 0; b < readings->blocks; b++)
		for (size_t i = 0; i < BASELINES; i++)
			differences[b * BASELINES + i] =
			    readings->value[b][c] -
			    readings->value[b][readings->configurations + i];
}

void estimate_pooled(const struct readings *readings, size_t c, struct estimate *estimate)
{
	double differences[BASELINES * BLOCKS_MAXIMUM];

	readings_differences(readings, c, differences);
	pooled_estimate(&(struct pooled){ differences, readings->blocks, BASELINES },
			INTERVAL_LEVEL, estimate);
}

void estimate_pooled_median(const struct readings *readings, size_t c, struct estimate *estimate)
{
	double differences[BASELINES * BLOCKS_MAXIMUM];

	readings_differences(readings, c, differences);
	pooled_median_estimate(&(struct pooled){ differences, readings->blocks, BASELINES },
			       INTERVAL_LEVEL, estimate);
}

static void estimate_by(const struct readings *readings, size_t c, double weight_of_second,
			estimator_function *estimator, struct estimate *estimate)
{
	double differences[BLOCKS_MAXIMUM];
	size_t base = readings->configurations;

	for (size_t b = 0; b < readings->blocks; b++)
		differences[b] = readings->value[b][c] -
				 (1 - weight_of_second) * readings->value[b][base] -
				 weight_of_second * readings->value[b][base + 1];
	estimator(differences, readings->blocks, estimate);
}

void estimate_one_baseline(const struct readings *readings, size_t c, struct estimate *estimate)
{
	estimate_by(readings, c, 0, hodges_lehmann_estimate, estimate);
}

void estimate_median(const struct readings *readings, size_t c, struct estimate *estimate)
{
	estimate_by(readings, c, 0, median_estimate, estimate);
}

void estimate_mean_baseline(const struct readings *readings, size_t c, struct estimate *estimate)
{
	estimate_by(readings, c, .5, hodges_lehmann_estimate, estimate);
}

static bool covers(const struct interval *interval, double truth)
{
	return interval->low <= truth && truth <= interval->high;
}

struct coverage simulate_coverage(const struct simulation *simulation,
				  simulated_estimator *estimator)
{
	struct coverage coverage = { 0 };

	for (size_t run = 0; run < simulation->runs; run++) {
		struct readings readings;
		struct estimate estimate;

		simulate_blocks(simulation, run, &readings);
		estimator(&readings, 0, &estimate);
		coverage.share += covers(&estimate.interval, simulation->effect);
		coverage.width += estimate.interval.high - estimate.interval.low;
		coverage.level = estimate.level;
	}
	coverage.share /= (double)simulation->runs;
	coverage.width /= (double)simulation->runs;
	return coverage;
}

static struct moments measure_in_a_row(struct machine *machine, size_t windows, double effect)
{
	double values[BLOCKS_MAXIMUM];

	for (size_t w = 0; w < windows; w++)
		values[w] = machine_window(machine) + effect;
	return moments_of(values, windows);
}

/* Welch, Biometrika 34 (1947) 28, with his degrees of freedom. */
static struct interval welch_interval(const struct moments *one, const struct moments *two)
{
	double n = (double)one->n, a = one->sd * one->sd / n, b = two->sd * two->sd / n;
	double freedom = (a + b) * (a + b) / ((a * a + b * b) / (n - 1));
	double centre = one->mean - two->mean;
	double half = qt((1 + INTERVAL_LEVEL) / 2, freedom, 1, 0) * sqrt(a + b);

	return (struct interval){ centre, centre - half, centre + half };
}

double simulate_sequential_coverage(const struct simulation *simulation)
{
	size_t covered = 0;

	for (size_t run = 0; run < simulation->runs; run++) {
		struct machine machine;
		struct moments baseline, treated;
		struct interval interval;

		start(simulation, run, &machine);
		baseline = measure_in_a_row(&machine, simulation->blocks, 0);
		treated = measure_in_a_row(&machine, simulation->blocks, simulation->effect);
		interval = welch_interval(&treated, &baseline);
		covered += covers(&interval, simulation->effect);
	}
	return (double)covered / (double)simulation->runs;
}

double monte_carlo_error(double share, size_t runs)
{
	return 2 * sqrt(share * (1 - share) / (double)runs);
}
