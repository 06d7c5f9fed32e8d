// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/exact_figures.h"
#include "words/count_range.h"

#include <stdbool.h>

/* How a treatment was measured; NULL: not yet, and wanted where the study has it. */
struct settings {
	const struct report_result *plain, *statistics;
};

static bool is_figure(const struct report_result *result, const struct treatment_record *treatment)
{
	return result->role == ROLE_TREATMENT && result->record &&
	       result->record->treatment == treatment->id &&
	       workload_kind_of(result->workload) == WORKLOAD_DIRECT &&
	       report_result_is_exact(result) &&
	       report_effect_present(&result->effects[report_primary_metric(result)]);
}

static struct settings find_settings(const struct report *report,
				     const struct treatment_record *treatment)
{
	struct settings found = { NULL, NULL };

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (!is_figure(result, treatment))
			continue;
		if (result->record->statistics)
			found.statistics = result;
		else
			found.plain = result;
	}
	return found;
}

/* Whether every setting that the run has of the treatment is found. */
static bool is_whole(const struct report *report, const struct treatment_record *treatment,
		     const struct settings *found)
{
	const struct run_data *data = report->data;

	for (size_t c = 0; c < data->configuration_count; c++) {
		const struct configuration_record *record = &data->configurations[c];

		if (record->treatment == treatment->id &&
		    !(record->statistics ? found->statistics : found->plain))
			return false;
	}
	return found->plain || found->statistics;
}

/* One number where it is one; %.10g: whole ones without a point. */
static void figure_add(struct text_buffer *line, const struct report_result *result)
{
	const struct interval *cost = &result->effects[report_primary_metric(result)].absolute;

	if (cost->low < cost->high)
		count_range_tell(line, cost->low, cost->high);
	else
		text_buffer_add(line, "%.10g", cost->estimate);
}

static void figures_add(struct text_buffer *line, const struct settings *found)
{
	const struct report_result *first = found->plain ? found->plain : found->statistics;

	figure_add(line, first);
	text_buffer_add(line, " instructions %s %s", workload_words(first->workload)->article,
			workload_words(first->workload)->one);
	if (!found->plain || !found->statistics) {
		text_buffer_add(line, found->statistics ? " with statistics" : "");
		return;
	}
	text_buffer_add(line, ", ");
	figure_add(line, found->statistics);
	text_buffer_add(line, " with statistics");
}

int exact_figures_tell(const struct report *report, const struct treatment_record *treatment,
		       struct text_buffer *line)
{
	struct settings found = find_settings(report, treatment);

	if (!is_whole(report, treatment, &found))
		return 0;
	text_buffer_add(line, "%s: ", treatment->name);
	figures_add(line, &found);
	return text_buffer_error(line) < 0 ? text_buffer_error(line) : 1;
}
