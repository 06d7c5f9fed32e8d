// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/precision.h"

#include <math.h>
#include <string.h>
#include "estimate/where.h"
#include "stats/stopping.h"

/* On the logarithm's scale; NaN ends where there is no interval. */
static struct estimate log_interval(const struct effect *effect)
{
	bool present = report_effect_present(effect);

	return (
	    struct estimate){ .interval = {
				  .low = present ? log_ratio_of_percent(effect->percent.low) : NAN,
				  .high =
				      present ? log_ratio_of_percent(effect->percent.high) : NAN,
			      } };
}

/* What runs outside of what is timed has no effect there to wait for. */
static double half_width(const struct report_result *result)
{
	struct estimate interval = log_interval(&result->effects[report_primary_metric(result)]);

	return where_is_outside(result) ? 0 : stopping_half_width(&interval, 1);
}

double precision_half_width_percent(const struct report_result *results, size_t count)
{
	double widest = -INFINITY;

	for (size_t i = 0; i < count; i++)
		if (results[i].role == ROLE_TREATMENT && report_result_measured(&results[i]))
			widest = fmax(widest, half_width(&results[i]));
	return widest < 0 ? INFINITY : percent_of_log_ratio(widest);
}

static bool has_interval(const struct report_result *result)
{
	const struct effect *effect = &result->effects[report_primary_metric(result)];

	return result->role == ROLE_TREATMENT && !where_is_outside(result) &&
	       report_effect_present(effect) && isfinite(effect->percent.low) &&
	       isfinite(effect->percent.high);
}

static bool is_known(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (strcmp(report->results[i].workload, workload) == 0 &&
		    has_interval(&report->results[i]))
			return true;
	return false;
}

double precision_told_percent(const struct report *report, const struct report_workload *workload)
{
	return workload->half_width_percent > 0 || is_known(report, workload->name)
		   ? workload->half_width_percent
		   : NAN;
}
