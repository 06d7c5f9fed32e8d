// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/effect.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/pooled_median.h"
#include "stats/power.h"
#include "stats/rank_test.h"
#include "stats/shift.h"
#include "stats/stopping.h"

double paired_log_ratio(double y, double baseline1, double baseline2)
{
	return log(y) - (log(baseline1) + log(baseline2)) / 2;
}

void block_log_ratios(double y, double baseline1, double baseline2, double ret_ratios[2])
{
	bool whole = !isnan(y) && !isnan(baseline1) && !isnan(baseline2);

	ret_ratios[0] = whole ? log(y) - log(baseline1) : NAN;
	ret_ratios[1] = whole ? log(y) - log(baseline2) : NAN;
}

double percent_of_log_ratio(double log_ratio)
{
	return 100 * expm1(log_ratio);
}

double log_ratio_of_percent(double percent)
{
	return log1p(percent / 100);
}

/* Both scales are monotonous in the log ratio, so the ends of the interval map to ends. */
static struct interval scale_interval(const struct interval *log_ratio, double factor)
{
	return (struct interval){
		.estimate = factor * expm1(log_ratio->estimate),
		.low = factor * expm1(log_ratio->low),
		.high = factor * expm1(log_ratio->high),
	};
}

static struct effect effect_of(const struct estimate *centre, double p, double baseline_median)
{
	return (struct effect){
		.percent = scale_interval(&centre->interval, 100),
		.absolute = scale_interval(&centre->interval, baseline_median),
		.level = centre->level,
		.n = centre->n,
		.p = p,
		.p_adjusted = NAN,
		.mde80_percent = percent_of_log_ratio(mde80(centre)),
		.equivalence_p = NAN,
	};
}

/* Where the two part, the reader gets both. */
static void name_pooled(const struct estimate *centre, const struct estimate *median,
			struct effect *effect)
{
	if (!estimates_disagree(centre, median))
		snprintf(effect->method, sizeof(effect->method), "log ratios in blocks, %s",
			 centre->method);
	else
		snprintf(effect->method, sizeof(effect->method),
			 "log ratios in blocks, %s; the median disagrees: %+.3g %% [%.3g, %.3g]",
			 centre->method, percent_of_log_ratio(median->interval.estimate),
			 percent_of_log_ratio(median->interval.low),
			 percent_of_log_ratio(median->interval.high));
}

static int test_equivalence(const struct pooled *log_ratios, const struct declared *declared,
			    double *ret_p)
{
	double bound = declared->equivalence_percent;

	*ret_p = NAN;
	if (!(bound > 0))
		return 0;
	return pooled_equivalence_p(log_ratios, log_ratio_of_percent(-bound),
				    log_ratio_of_percent(bound), ret_p);
}

int pooled_effect(const struct pooled *log_ratios, double baseline_median,
		  const struct declared *declared, struct effect *ret_effect)
{
	CLEANUP(pooled_ranking_release) struct pooled_ranking ranking = { 0 };
	struct estimate centre, median;
	struct rank_test test;
	double equivalence_p;
	int code = pooled_rank(log_ratios, &ranking);

	if (code == 0)
		code = test_equivalence(log_ratios, declared, &equivalence_p);
	if (code)
		return code;
	if (declared->by_precision)
		stopping_estimate_ranked(&ranking, &centre);
	else
		pooled_estimate_ranked(&ranking, INTERVAL_LEVEL, &centre);
	pooled_median_ranked(log_ratios, &ranking, INTERVAL_LEVEL, &median);
	pooled_test_ranked(&ranking, 0, &test);
	*ret_effect = effect_of(&centre, test.p, baseline_median);
	ret_effect->equivalence_p = equivalence_p;
	name_pooled(&centre, &median, ret_effect);
	return 0;
}

int paired_effect(const double *log_ratios, size_t count, double baseline_median,
		  estimator_function *estimator, struct effect *ret_effect)
{
	struct estimate centre;
	struct rank_test test;
	int code = estimator(log_ratios, count, &centre);

	if (code == 0)
		code = rank_test_at(log_ratios, count, 0, &test);
	if (code)
		return code;
	*ret_effect = effect_of(&centre, test.p, baseline_median);
	snprintf(ret_effect->method, sizeof(ret_effect->method), "paired log ratio, %s",
		 centre.method);
	return 0;
}

static void to_logs(double *logs, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		logs[i] = log(values[i]);
}

int shift_effect(const double *first, size_t first_count, const double *second, size_t second_count,
		 double level, double first_median, struct effect *ret_effect)
{
	CLEANUP_FREE double *logs = calloc(first_count + second_count + 1, sizeof(*logs));
	struct estimate shift;
	int code;

	if (!logs)
		return -ENOMEM;
	to_logs(logs, first, first_count);
	to_logs(logs + first_count, second, second_count);
	code = shift_estimate(logs, first_count, logs + first_count, second_count, level, &shift);
	if (code < 0)
		return code;
	*ret_effect = effect_of(&shift, NAN, first_median);
	snprintf(ret_effect->method, sizeof(ret_effect->method),
		 "one after the other, log values, %.160s", shift.method);
	return 0;
}

struct effect sequential_effect(double mean, double baseline_mean, size_t n)
{
	return (struct effect){
		.percent = { 100 * (mean / baseline_mean - 1), NAN, NAN },
		.absolute = { mean - baseline_mean, NAN, NAN },
		.level = NAN,
		.n = n,
		.p = NAN,
		.p_adjusted = NAN,
		.mde80_percent = NAN,
		.equivalence_p = NAN,
		.method = "difference of means, sequential: no interval holds",
	};
}
