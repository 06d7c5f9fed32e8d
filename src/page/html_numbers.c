// SPDX-License-Identifier: GPL-2.0-or-later
/* The tables of the page. */
#include "common/cleanup.h"
#include "page/html_section.h"
#include "estimate/micro_rows.h"
#include "words/micro_table.h"
#include "words/tables.h"
#include "words/cost_tables.h"
#include "words/original_tables.h"

static void put_table_head(struct html *html, const struct table *table)
{
	fputs("<thead><tr>", html->out);
	for (size_t c = 0; c < table->column_count; c++)
		html_put(html, "<th scope=\"col\">", table->headings[c], "</th>");
	fputs("</tr></thead>\n<tbody>\n", html->out);
}

/* Its heading is with it as well, for pages too narrow for columns. */
static void put_cell(struct html *html, const char *heading, const char *cell)
{
	fputs("<td data-of=\"", html->out);
	html_text(html, heading);
	html_put(html, "\">", cell, "</td>");
}

static void put_table_row(struct html *html, const struct table *table, size_t row)
{
	char **cells = table->cells + row * table->column_count;

	html_put(html, "<tr><th scope=\"row\">", cells[0] ? cells[0] : "-", "</th>");
	for (size_t c = 1; c < table->column_count; c++)
		put_cell(html, table->headings[c], cells[c] ? cells[c] : "-");
	fputs("</tr>\n", html->out);
}

void html_put_table(struct html *html, struct table *table)
{
	if (!table || table->failed) {
		html->failed = true;
		table_free(table);
		return;
	}
	if (table->row_count == 0) {
		table_free(table);
		return;
	}
	fputs("<div class=\"scroll\" tabindex=\"0\"><table>\n", html->out);
	if (table->title || table->subject) {
		html_put(html, "<caption>", table->title ? table->title : "",
			 table->title && table->subject ? ": " : "");
		html_put(html, "", table->subject ? table->subject : "", "</caption>\n");
	}
	put_table_head(html, table);
	for (size_t row = 0; row < table->row_count; row++)
		put_table_row(html, table, row);
	fputs("</tbody></table></div>\n", html->out);
	table_free(table);
}

/* Every configuration, whatever became of it. */
static struct table *table_statuses(const struct report *report)
{
	static const struct table_column columns[] = {
		{ "Configuration", 0, true }, { "Workload", 0, true }, { "Status", 0, true },
		{ "Samples", 0, false },      { "Reason", 0, true },
	};
	struct table *table = table_new("WHAT BECAME OF EACH", columns, ARRAY_SIZE(columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		size_t row = table_add_row(table);

		table_set(table, row, 0, "%s", result->configuration);
		table_set(table, row, 1, "%s", result->workload);
		table_set(table, row, 2, "%s", result->status);
		table_set(table, row, 3, "%zu", result->samples);
		if (result->reason)
			table_set(table, row, 4, "%s", result->reason);
	}
	return table;
}

void html_put_verdicts(struct html *html, const struct report *report)
{
	html_put_table(html, table_verdicts(report));
}

/* traffic: a workload, or NULL where there is none. */
static void put_tables_of(struct html *html, const struct report *report, const char *traffic)
{
	html_put_table(html, table_cost(report, traffic));
	html_put_table(html, table_beside(report, traffic));
	if (traffic) {
		html_put_table(html, table_original(report, traffic, true));
		html_put_table(html, table_original_impact(report, traffic));
	}
}

void html_put_numbers(struct html *html, const struct report *report)
{
	const char *workload = traffic_workload(report, 0);
	size_t micro = report_micro_workloads(report);
	size_t i = 0;

	if (micro)
		html_put_table(html, table_micro(report, 0, true));
	if (micro < report->workload_count)
		do
			put_tables_of(html, report, workload);
		while ((workload = traffic_workload(report, ++i)));
	html_put_table(html, table_statuses(report));
}
