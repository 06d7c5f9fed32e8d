// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/effect.h"

#include <math.h>
#include <stdio.h>

double paired_log_ratio(double y, double baseline1, double baseline2)
{
	return log(y) - (log(baseline1) + log(baseline2)) / 2;
}

double percent_of_log_ratio(double log_ratio)
{
	return 100 * expm1(log_ratio);
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

int paired_effect(const double *log_ratios, size_t count, double baseline_median,
		  estimator_function *estimator, struct effect *ret_effect)
{
	struct estimate centre;
	int code = estimator(log_ratios, count, &centre);

	if (code < 0)
		return code;
	*ret_effect = (struct effect){
		.percent = scale_interval(&centre.interval, 100),
		.absolute = scale_interval(&centre.interval, baseline_median),
		.level = centre.level,
		.n = centre.n,
	};
	snprintf(ret_effect->method, sizeof(ret_effect->method), "paired log ratio, %s",
		 centre.method);
	return 0;
}

struct effect sequential_effect(double mean, double baseline_mean, size_t n)
{
	return (struct effect){
		.percent = { 100 * (mean / baseline_mean - 1), NAN, NAN },
		.absolute = { mean - baseline_mean, NAN, NAN },
		.level = NAN,
		.n = n,
		.method = "difference of means, sequential: no interval holds",
	};
}
