// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of intervals: one row a result.  Those of samples are in figure_samples.c. */
#include "page/figure.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "estimate/responses.h"

#define TICKS_WANTED 4

const char *figure_unit(const struct report_result *result)
{
	return metric_unit_word(report_primary_metric(result));
}

double figure_tick_step(double low, double high)
{
	double rough = (high - low) / TICKS_WANTED;
	double power = pow(10, floor(log10(rough)));
	double factor = rough / power;

	return power * (factor > 5 ? 10 : factor > 2 ? 5 : factor > 1 ? 2 : 1);
}

void figure_release(struct figure *figure)
{
	free(figure->rows);
	free(figure->values);
	*figure = (struct figure){ 0 };
}

/* Fills the row, or says that this result has none. */
typedef bool row_function(const struct report *report, const struct report_result *result,
			  struct figure_row *row);

static bool row_of_effect(const struct report_result *result, bool percent, struct figure_row *row)
{
	const struct effect *effect = &result->effects[report_primary_metric(result)];

	row->result = result;
	row->interval = percent ? effect->percent : effect->absolute;
	return report_effect_present(effect) && isfinite(row->interval.estimate);
}

static bool effect_row(const struct report *report, const struct report_result *result,
		       struct figure_row *row)
{
	(void)report;
	return row_of_effect(result, true, row);
}

static bool cost_row(const struct report *report, const struct report_result *result,
		     struct figure_row *row)
{
	(void)report;
	return row_of_effect(result, false, row);
}

/* The same mechanism and program without statistics, if that has a cost; else the result itself. */
static const struct report_result *find_plain(const struct report *report,
					      const struct report_result *result)
{
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *other = &report->results[i];

		if (other->role == ROLE_TREATMENT && !other->record->statistics &&
		    strcmp(other->workload, result->workload) == 0 &&
		    strcmp(other->record->mechanism, result->record->mechanism) == 0 &&
		    strcmp(other->record->program, result->record->program) == 0 &&
		    report_effect_present(&other->effects[report_primary_metric(other)]))
			return other;
	}
	return result;
}

static bool kernel_row(const struct report *report, const struct report_result *result,
		       struct figure_row *row)
{
	const struct report_metric *kernel = &result->metrics[METRIC_KERNEL_REPORTED_NS];

	if (result->role != ROLE_TREATMENT || !report_metric_present(kernel))
		return false;
	row->kernel_ns = kernel->interval.estimate;
	return row_of_effect(find_plain(report, result), false, row);
}

/* Delays are no way of tracing, and twenty times as long: they have a figure of their own. */
static bool has_row(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && !report_result_is_delay(result);
}

/* Baselines alone say nothing of tracing. */
static bool has_treatment(const struct figure *figure)
{
	for (size_t i = 0; i < figure->count; i++)
		if (figure->rows[i].result->role == ROLE_TREATMENT)
			return true;
	return false;
}

static int collect_rows(const struct report *report, const char *workload, row_function *function,
			struct figure *ret_figure)
{
	struct figure figure = { .unit = "%" };

	figure.rows = calloc(report->result_count + 1, sizeof(*figure.rows));
	if (!figure.rows)
		return -ENOMEM;
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (has_row(result, workload) &&
		    function(report, result, &figure.rows[figure.count]))
			figure.count++;
	}
	if (!has_treatment(&figure))
		figure.count = 0;
	if (figure.count && function != effect_row)
		figure.unit = figure_unit(figure.rows[0].result);
	*ret_figure = figure;
	return 0;
}

/* An event alone is no part of anything: percent of the bare trigger would mean nothing. */
int figure_effects(const struct report *report, const char *workload, struct figure *ret_figure)
{
	if (workload_kind_of(workload) == WORKLOAD_EVENT) {
		*ret_figure = (struct figure){ .unit = "%" };
		return 0;
	}
	return collect_rows(report, workload, effect_row, ret_figure);
}

int figure_costs(const struct report *report, const char *workload, struct figure *ret_figure)
{
	return collect_rows(report, workload, cost_row, ret_figure);
}

int figure_kernel(const struct report *report, const char *workload, struct figure *ret_figure)
{
	return collect_rows(report, workload, kernel_row, ret_figure);
}

int figure_response(const struct report *report, const char *workload, struct figure *ret_figure)
{
	const struct report_response *response = report_response_find(report, workload);
	struct figure figure = { .unit = "%" };

	figure.rows = calloc(response ? response->count : 1, sizeof(*figure.rows));
	if (!figure.rows)
		return -ENOMEM;
	for (size_t i = 0; response && i < response->count; i++) {
		const struct report_response_point *point = &response->points[i];
		const struct effect *effect = &point->result->effects[METRIC_RATE_PPS];

		if (point->result->role != ROLE_BASELINE && report_effect_present(effect))
			figure.rows[figure.count++] =
			    (struct figure_row){ .result = point->result,
						 .interval = effect->percent,
						 .cost_ns = point->cost_ns.estimate };
	}
	*ret_figure = figure;
	return 0;
}
