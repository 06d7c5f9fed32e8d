/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_EFFECT_H
#define BPFTAX_STATS_EFFECT_H

/*
 * The effect of a configuration against the baseline.
 *
 * Paired over blocks: in block b, where the configuration read y and the two baselines b1 and b2,
 *
 *	d = ln y - (ln b1 + ln b2) / 2
 *
 * An estimator of the centre of the d's (median.h) gives the estimate and its interval; percent is
 * 100 (e^d - 1), the absolute effect (e^d - 1) times the baseline's median, in its unit.
 *
 *	for (b = 0; b < blocks; b++)
 *		ratios[b] = paired_log_ratio(y[b], base1[b], base2[b]);
 *	paired_effect(ratios, blocks, median_of(bases, 2 * blocks), median_estimate, &effect);
 *
 * Without blocks (one configuration after the other, as the original study did it) there is
 * sequential_effect(): the difference of two means, for which no interval holds.
 */

#include "stats/estimate.h"

struct effect {
	struct interval percent;
	struct interval absolute; /* in the metric's unit */
	double level;		  /* attained by both intervals; NaN without */
	size_t n;		  /* blocks */
	char method[256];
};

/* NaN when anything is NaN; -infinity when y is 0. */
double paired_log_ratio(double y, double baseline1, double baseline2);

/* 100 (e^d - 1). */
double percent_of_log_ratio(double log_ratio);

/*
 * baseline_median may be NaN: the absolute effect is then absent.  Returns 0 or -ENOMEM; an
 * effect of no blocks has n = 0 and NaN for everything.
 */
int paired_effect(const double *log_ratios, size_t count, double baseline_median,
		  estimator_function *estimator, struct effect *ret_effect);

/* mean / baseline_mean - 1 in percent, and the difference; n is the configuration's. */
struct effect sequential_effect(double mean, double baseline_mean, size_t n);

#endif
