// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/across.h"

#include <math.h>
#include <string.h>

static enum withheld withheld_of(const struct report_result *result, const struct across_key *key)
{
	return key->figure == ACROSS_LEVEL ? NOT_WITHHELD : result->withheld[key->metric];
}

/* False where the result has no such figure. */
static bool figure_of(const struct report_result *result, const struct across_key *key,
		      struct interval *ret_figure)
{
	const struct report_metric *metric = &result->metrics[key->metric];
	const struct effect *effect = &result->effects[key->metric];

	if (key->figure == ACROSS_LEVEL) {
		*ret_figure = metric->interval;
		return report_metric_present(metric);
	}
	*ret_figure = key->figure == ACROSS_PERCENT ? effect->percent : effect->absolute;
	return report_effect_present(effect) && isfinite(ret_figure->estimate);
}

static void add_figure(struct across *across, const struct interval *figure)
{
	double half = (figure->high - figure->low) / 2;

	if (across->measured++ == 0)
		across->first = *figure;
	across->mean += (figure->estimate - across->mean) / (double)across->measured;
	across->least = fmin(across->least, figure->estimate);
	across->most = fmax(across->most, figure->estimate);
	across->widest = fmax(across->widest, isfinite(half) ? half : NAN);
}

static void add_result(struct across *across, const struct report_result *result,
		       const struct across_key *key)
{
	struct interval figure;

	across->reported++;
	if (figure_of(result, key, &figure))
		add_figure(across, &figure);
	else if (!report_result_measured(result) && !across->unmeasured)
		across->unmeasured = result;
	if (withheld_of(result, key))
		across->withheld = withheld_of(result, key);
}

struct across across_boots(const struct run_report *run, size_t group, const struct across_key *key)
{
	struct across across = { .least = INFINITY, .most = -INFINITY, .widest = NAN };

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *result =
		    report_result_find(run->reports[i], key->configuration, key->workload);

		if (result)
			add_result(&across, result, key);
	}
	return across;
}

bool across_differs(const struct across *across)
{
	return across->measured > 1 && across->least < across->most;
}

/* Of the first boot that has it, or NULL. */
static const struct report_result *measured_of(const struct run_report *run, size_t group,
					       const char *workload, const char *configuration)
{
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *result =
		    report_result_find(run->reports[i], configuration, workload);

		if (result && result->micro.trigger)
			return result;
	}
	return NULL;
}

enum event_likeness across_same_event(const struct run_report *run, const size_t groups[2],
				      const char *workload, const char *configuration)
{
	const struct report_result *one = measured_of(run, groups[0], workload, configuration);
	const struct report_result *other = measured_of(run, groups[1], workload, configuration);

	if (one && other)
		return same_event(one, other);
	return one == other ? EVENT_SAME : EVENT_OTHER_TRIGGER;
}

enum metric across_metric(const struct run_report *run, size_t group, const char *workload)
{
	enum metric metric = metric_primary(workload);

	return strcmp(run->groups[group].timing, "counted") == 0 ? metric_counted(metric) : metric;
}
