// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_rows.h"

#include "estimate/responses.h"
#include "words/kernel_difference.h"
#include "words/kernel_figure.h"
#include "words/tables.h"

/* The ranges of the boots, and how many they are, below their means, where they found no room
 * beside them. */
static void add_ranges(struct table *table, const struct kernel_subject *subject,
		       const struct kernel_columns *columns, const struct report_result *any)
{
	struct kernel_place at = { table, SIZE_MAX, 0 };

	for (size_t k = 0; k < columns->count; k++) {
		struct across across =
		    kernel_subject_across(subject, columns->groups[k], any->configuration);
		struct text_buffer text = { 0 };

		if (across_differs(&across))
			kernel_figure_add_range(&text, "", subject, &across);
		kernel_figure_add_boots(&text, subject, columns->groups[k], any);
		if (!text.length)
			continue;
		if (at.row == SIZE_MAX) {
			at.row = table_add_row(table);
			for (size_t c = 0; c < table->column_count; c++)
				table_set(table, at.row, c, "%s", "");
		}
		at.column = k + 1;
		kernel_place_set(&at, &text);
	}
}

static bool is_reported(const struct kernel_subject *subject, const struct kernel_columns *columns,
			const char *configuration)
{
	for (size_t k = 0; k < columns->count; k++)
		if (kernel_subject_across(subject, columns->groups[k], configuration).reported)
			return true;
	return false;
}

static void add_row(struct table *table, const struct kernel_subject *subject,
		    const struct kernel_columns *columns, const struct report_result *any)
{
	struct kernel_place at = { table, table_add_row(table), 0 };

	table_set(table, at.row, 0, "%s", any->configuration);
	for (size_t k = 0; k < columns->count; k++) {
		at.column = k + 1;
		kernel_figure_set(&at, subject, columns->groups[k], any, columns->layout);
	}
	at.column = columns->count + 1;
	if (kernel_difference_has(subject, columns) && any->role == ROLE_TREATMENT)
		kernel_difference_set(&at, subject, any->configuration);
	if (columns->layout != KERNEL_WIDE)
		add_ranges(table, subject, columns, any);
}

/* Known delays have tables of their own, but where there is nothing else. */
static bool shows_delays(const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (report_has_programs(run->reports[i]))
			return false;
	return true;
}

void kernel_rows_fill(struct table *table, const struct kernel_subject *subject,
		      const struct kernel_columns *columns)
{
	const struct run_data *data = subject->run->data;
	bool delays = shows_delays(subject->run);

	for (size_t c = 0; c < data->configuration_count; c++) {
		const struct report_result *any =
		    kernel_subject_result(subject, data->configurations[c].name);

		if (any && is_reported(subject, columns, any->configuration) &&
		    (delays || !report_result_is_delay(any)))
			add_row(table, subject, columns, any);
	}
}
