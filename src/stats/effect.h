/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_EFFECT_H
#define BPFTAX_STATS_EFFECT_H

/*
 * The effect of a configuration against the baseline.
 *
 * Pooled over blocks: in block b, where the configuration read y and the two baselines b1 and b2,
 * the differences
 *
 *	ln y - ln b1,	ln y - ln b2
 *
 * of all blocks give one estimate with its interval, p and MDE (pooled.h says why not the mean of
 * the two); where the median of the same parts from it, the method gives that as well.  Percent is
 *100 (e^d - 1), the absolute effect (e^d - 1) times the baseline's median, in its unit.
 *
 *	for (b = 0; b < blocks; b++)
 *		block_log_ratios(y[b], base1[b], base2[b], &ratios[2 * b]);
 *	pooled_effect(&(struct pooled){ ratios, blocks, 2 }, median_of(bases, 2 * blocks),
 *		      &declared, &effect);
 *
 * Where there is one ratio a block, as of the two baselines themselves, paired_effect() takes an
 * exact estimator of its centre (hodges_lehmann.h, median.h).  Without blocks (one configuration
 * after the other, as the original study did it) there is sequential_effect(): the difference of
 * two means, for which no interval holds.
 */

#include "stats/estimate.h"
#include "stats/pooled.h"

/* What a run was to be judged by, said before it began. */
struct declared {
	bool by_precision;	    /* stopping.h: intervals of the corrected level */
	double equivalence_percent; /* an effect within it counts as none; 0: no bound */
};

struct effect {
	struct interval percent;
	struct interval absolute; /* in the metric's unit */
	double level;		  /* attained by both intervals; NaN without */
	size_t n;		  /* blocks */
	double p;		  /* that there is no effect, two-sided; NaN: absent */
	double p_adjusted;	  /* for the other comparisons beside it: holm.h */
	double mde80_percent;	  /* what this run would have seen: power.h */
	double equivalence_p;	  /* that it is not within the bound declared; NaN: absent */
	char method[256];
};

/* ln y - (ln baseline1 + ln baseline2) / 2.  NaN when anything is NaN; -infinity when y is 0. */
double paired_log_ratio(double y, double baseline1, double baseline2);

/* ln y - ln baseline1, ln y - ln baseline2; both NaN when anything is: half a block is none. */
void block_log_ratios(double y, double baseline1, double baseline2, double ret_ratios[2]);

/* 100 (e^d - 1). */
double percent_of_log_ratio(double log_ratio);

/* ln (1 + percent / 100): what percent_of_log_ratio() turns round. */
double log_ratio_of_percent(double percent);

/*
 * Both: baseline_median may be NaN: the absolute effect is then absent.  Return 0 or -ENOMEM; an
 * effect of no blocks has n = 0 and NaN for everything.  p_adjusted is left to who knows the
 * family: NaN.
 */
int pooled_effect(const struct pooled *log_ratios, double baseline_median,
		  const struct declared *declared, struct effect *ret_effect);
int paired_effect(const double *log_ratios, size_t count, double baseline_median,
		  estimator_function *estimator, struct effect *ret_effect);

/*
 * How far the second of two samples that were taken one after the other lies above the first
 * (shift.h), by the logarithms of their values, in an interval of that level.  Without p: whoever
 * has several looks at whether the interval has 0 in it.  Returns 0 or -ENOMEM.
 */
int shift_effect(const double *first, size_t first_count, const double *second, size_t second_count,
		 double level, double first_median, struct effect *ret_effect);

/* mean / baseline_mean - 1 in percent, and the difference; n is the configuration's. */
struct effect sequential_effect(double mean, double baseline_mean, size_t n);

#endif
