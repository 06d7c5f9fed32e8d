// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/precision.h"

#include <math.h>
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

double precision_half_width_percent(const struct report_result *results, size_t count)
{
	double widest = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		const struct report_result *result = &results[i];
		struct estimate interval;

		if (result->role != ROLE_TREATMENT || !report_result_measured(result))
			continue;
		interval = log_interval(&result->effects[report_primary_metric(result)]);
		widest = fmax(widest, stopping_half_width(&interval, 1));
	}
	return widest < 0 ? INFINITY : percent_of_log_ratio(widest);
}
