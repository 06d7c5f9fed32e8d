// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/paths_table.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/cell_words.h"

/* The kernel's column is the last: it is left out of a table of one. */
static const struct table_column columns[] = {
	{ "Program", 0, true },
	{ "Events", 0, false },
	{ "Instructions each", 0, false },
	{ "Kernel", 0, true },
};

static void add_path(struct table *table, const struct report_result *result, size_t path,
		     const char *kernel)
{
	const struct event_paths *paths = &result->micro.paths;
	const struct event_path *one = &paths->paths[path];
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", result->configuration);
	table_set(table, row, 1, "%.0f of %.0f", one->events, paths->events);
	if (one->least == one->most)
		table_set(table, row, 2, "%.0f", one->least);
	else
		table_set(table, row, 2, "%.0f to %.0f", one->least, one->most);
	if (kernel)
		table_set(table, row, 3, "%s", kernel);
}

static void add_report(struct table *table, const struct report *report, const char *kernel)
{
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		for (size_t p = 0; p < result->micro.paths.count; p++)
			if (result->micro.paths.count > 1)
				add_path(table, result, p, kernel);
	}
}

struct table *table_paths(const struct report *report)
{
	struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns) - 1);

	if (table)
		add_report(table, report, NULL);
	return table;
}

struct table *table_paths_of_run(const struct run_report *run)
{
	struct table *table = NULL;

	if (!run_report_has_cells(run))
		return table_paths(run->reports[0]);
	table = table_new(NULL, columns, ARRAY_SIZE(columns));
	for (size_t i = 0; table && i < run->count; i++) {
		CLEANUP_FREE char *kernel = cell_name(run, i);

		table->failed |= !kernel;
		add_report(table, run->reports[i], kernel);
	}
	return table;
}
