// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/tables.h"
#include "protocol/workloads.h"

#include <stdio.h>
#include <ctype.h>
#include <math.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "words/verdict.h"

const char *report_workload_of_kind(const struct report *report, enum workload_kind kind,
				    size_t which)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (workload_kind_of(report->workloads[w].name) == kind && !which--)
			return report->workloads[w].name;
	return NULL;
}

bool report_has_programs(const struct report *report)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].role == ROLE_TREATMENT &&
		    !report_result_is_delay(&report->results[i]))
			return true;
	return false;
}

const char *traffic_workload(const struct report *report, size_t which)
{
	return report_workload_of_kind(report, WORKLOAD_TRAFFIC, which);
}

char *table_upper(char *buffer, size_t size, const char *word)
{
	snprintf(buffer, size, "%s", word);
	for (char *at = buffer; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	return buffer;
}

char *table_operation(char *buffer, size_t size, const char *workload)
{
	return table_upper(buffer, size, workload_words(workload)->one);
}

void words_of_columns(struct text_buffer *text, const char *workload,
		      enum workload_column_where where)
{
	const struct workload_column *column = workload_columns(workload);
	const char *last = NULL;

	for (; column->heading; column++) {
		if (!(column->where & where) || !column->what)
			continue;
		if (last)
			text_buffer_add_word(text, ", ", last);
		last = column->what;
	}
	if (last)
		text_buffer_add_word(text, " and ", last);
}

struct table *table_of_workload(const struct report *report, const char *traffic, const char *title,
				const struct table_column *columns, size_t count)
{
	struct table *table = table_new(title, columns, count);

	if (table && traffic && traffic_workload(report, 1))
		table_set_subject(table, traffic);
	return table;
}

void table_set_interval(struct table *table, size_t row, size_t column,
			const struct interval *interval, int decimals)
{
	if (!isfinite(interval->estimate))
		return;
	if (isfinite(interval->low) && isfinite(interval->high))
		table_set(table, row, column, "%+.*f [%.*f, %.*f]", decimals, interval->estimate,
			  decimals, interval->low, decimals, interval->high);
	else
		table_set(table, row, column, "%+.*f", decimals, interval->estimate);
}

static const struct table_column verdict_columns[] = {
	{ "Configuration", 0, true },
	{ "Workload", 0, true },
	{ "Verdict", 0, true },
};

struct table *table_verdicts(const struct report *report)
{
	struct table *table = table_new("VERDICTS", verdict_columns, ARRAY_SIZE(verdict_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		CLEANUP_FREE char *sentence = verdict_sentence(report, result);
		size_t row;

		table->failed |= !sentence;
		if (!sentence || !*sentence)
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "%s", result->configuration);
		table_set(table, row, 1, "%s", result->workload);
		table_set(table, row, 2, "%s", sentence);
	}
	return table;
}
