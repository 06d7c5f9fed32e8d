/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROPERTY_SIMULATION_H
#define PROPERTY_SIMULATION_H

/*
 * Designs on a simulated machine, and how often an interval covers the truth there.
 *
 *	struct simulation simulation = { .noise = NOISE_BURSTY, .blocks = 60,
 *					 .configurations = 1, .runs = 2000 };
 *	struct coverage coverage = simulate_coverage(&simulation, estimate_pooled);
 *
 * Randomised blocks: every configuration once and two baselines, in an order drawn at random.
 * Sequential, as the original study: all windows of the baseline, then all of the configuration.
 * Every cell and run has a seed of its own, so that results are the same everywhere.
 */

#include "noise.h"
#include "stats/estimate.h"
#include "stats/pooled.h"

#define CONFIGURATIONS_MAXIMUM 20
#define BLOCKS_MAXIMUM 200
#define BASELINES 2

struct simulation {
	enum noise noise;
	size_t blocks, configurations, runs;
	double effect; /* of every configuration */
};

/* One run in blocks: [block][configuration], the baselines behind the configurations. */
struct readings {
	size_t blocks, configurations;
	double value[BLOCKS_MAXIMUM][CONFIGURATIONS_MAXIMUM + BASELINES];
};

void simulate_blocks(const struct simulation *simulation, size_t run, struct readings *readings);

/* y - b1 and y - b2 of configuration c in every block: what pooled.h takes. */
void readings_differences(const struct readings *readings, size_t c, double *differences);

/* How an interval comes from the readings of configuration c. */
typedef void simulated_estimator(const struct readings *readings, size_t c,
				 struct estimate *estimate);

simulated_estimator estimate_pooled;	    /* the product's */
simulated_estimator estimate_pooled_median; /* its second opinion */
simulated_estimator estimate_one_baseline;  /* Hodges-Lehmann of y - b1 */
simulated_estimator estimate_median;	    /* median of y - b1 */
simulated_estimator estimate_mean_baseline; /* Hodges-Lehmann of y - (b1 + b2) / 2 */

struct coverage {
	double share; /* of the runs whose interval held the effect */
	double level; /* that the intervals claim */
	double width; /* mean */
};

struct coverage simulate_coverage(const struct simulation *simulation,
				  simulated_estimator *estimator);

/* The share of the same for the sequential design with Welch's interval of the difference of means.
 */
double simulate_sequential_coverage(const struct simulation *simulation);

/* Two standard deviations of a share found in so many runs. */
double monte_carlo_error(double share, size_t runs);

#endif
