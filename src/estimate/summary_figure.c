// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/summary_figure.h"

#include <math.h>

/* The mean of the boots, and an interval that holds each of theirs; none where one has none. */
static void add_interval(struct interval *to, const struct interval *of, size_t before)
{
	to->estimate = before ? to->estimate + (of->estimate - to->estimate) / (double)(before + 1)
			      : of->estimate;
	to->low = !before || of->low < to->low || isnan(of->low) ? of->low : to->low;
	to->high = !before || of->high > to->high || isnan(of->high) ? of->high : to->high;
}

static void add_effect(struct summary_figure *figure, const struct effect *effect)
{
	add_interval(&figure->amount, &effect->absolute, figure->boots);
	add_interval(&figure->percent, &effect->percent, figure->boots);
	figure->seen_percent = figure->boots ? fmax(figure->seen_percent, effect->mde80_percent)
					     : effect->mde80_percent;
	figure->boots++;
	figure->present = true;
}

static enum verdict_kind kind_of(const struct report_result *result, enum metric metric)
{
	return metric == METRIC_RATE_PPS ? result->verdict.rate : result->verdict.cost;
}

static void add_kind(struct summary_figure *figure, enum verdict_kind kind)
{
	if (!figure->boots)
		figure->kind = kind;
	else if (figure->kind != kind)
		figure->kind = VERDICT_UNDECIDED;
}

static void add_result(struct summary_figure *figure, const struct report_result *result)
{
	const struct effect *effect = &result->effects[figure->metric];

	if (!figure->result || (!figure->present && report_effect_present(effect)))
		figure->result = result;
	if (result->withheld[figure->metric])
		figure->withheld = result->withheld[figure->metric];
	if (!report_effect_present(effect))
		return;
	add_kind(figure, kind_of(result, figure->metric));
	add_effect(figure, effect);
}

struct summary_figure summary_figure_none(enum metric metric)
{
	struct interval none = { NAN, NAN, NAN };

	return (struct summary_figure){ .metric = metric,
					.amount = none,
					.percent = none,
					.kind = VERDICT_NOTHING,
					.seen_percent = NAN };
}

struct summary_figure summary_figure_of(const struct run_report *run, size_t group,
					const char *configuration, const char *workload,
					enum metric metric)
{
	struct summary_figure figure = summary_figure_none(metric);

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *result =
		    report_result_find(run->reports[i], configuration, workload);

		if (result)
			add_result(&figure, result);
	}
	return figure;
}
