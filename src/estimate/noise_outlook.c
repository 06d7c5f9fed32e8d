// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/noise_outlook.h"
#include "stats/pooled.h"

#include <math.h>
#include <string.h>

/*
 * Half of the pooled interval of n blocks, in standard deviations of a window over the root of n:
 * of 26 blocks with a deviation of 6.5 % it was 3.1 % to either side (docs/example-report.txt).
 */
#define HALF_WIDTH_DEVIATIONS 2.5

static enum metric shown_by(const char *workload)
{
	return workload_is_loaded(workload) ? METRIC_RATE_PPS : metric_primary(workload);
}

static const struct report_result *find(const struct report *report, const char *workload,
					enum role role)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].role == role &&
		    !strcmp(report->results[i].workload, workload))
			return &report->results[i];
	return NULL;
}

/* NaN where there is no interval. */
static double half_width_percent(const struct report *report, const char *workload)
{
	const struct report_result *pair = find(report, workload, ROLE_BASELINE_PAIR);
	const struct interval *percent = pair ? &pair->effects[shown_by(workload)].percent : NULL;

	return percent && pair->effects[shown_by(workload)].n ? (percent->high - percent->low) / 2
							      : NAN;
}

/* Of one block. */
static double deviation_percent(const struct report *report, const char *workload)
{
	const struct report_result *baseline = find(report, workload, ROLE_BASELINE);
	const struct report_metric *metric =
	    baseline ? &baseline->metrics[shown_by(workload)] : NULL;

	return metric && metric->n > 1 ? 100 * HALF_WIDTH_DEVIATIONS * metric->sd / metric->mean
				       : NAN;
}

/*
 * Most blocks so far had to be excluded, as others had the CPUs, and if that goes on too few are
 * left for an interval.
 */
static bool too_few_are_left(const struct report *report, const char *workload, size_t done,
			     double expected)
{
	for (size_t w = 0; w < report->workload_count; w++) {
		const struct report_workload *one = &report->workloads[w];

		if (!strcmp(one->name, workload) && one->blocks_excluded)
			return 3 * one->blocks <= done &&
			       (double)one->blocks * expected / (double)done <
				   POOLED_INTERVAL_MINIMUM;
	}
	return false;
}

double noise_outlook_percent(const struct report *report, const char *workload, size_t done,
			     double expected)
{
	double half = half_width_percent(report, workload);

	expected = fmax(expected, (double)done);
	if (too_few_are_left(report, workload, done, expected))
		return INFINITY;
	return isnan(half) ? deviation_percent(report, workload) / sqrt(expected)
			   : half * sqrt((double)done / expected);
}

bool noise_outlook_is_hopeless(double percent, size_t done)
{
	bool early = done < POOLED_INTERVAL_MINIMUM;

	return done >= NOISE_OUTLOOK_FIRST_BLOCKS &&
	       percent > NOISE_OUTLOOK_MOST_PERCENT * (early ? NOISE_OUTLOOK_EARLY : 1);
}
