// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as one page of HTML that needs no network and no script: the verdict first, then
 * figures, tables, what to know, and how it was measured.
 */
#include "report/formats.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "report/html_figure.h"
#include "report/html_style.h"
#include "report/html_writer.h"
#include "report/micro.h"
#include "report/outcome.h"
#include "report/tables.h"

static void put_head(struct html *html, const struct report *report)
{
	const struct run_record *run = &report->data->run;
	const char *name = run->label ? run->label : run->study_name;
	char started[ISO_TIME_LENGTH], duration[32];

	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
	      html->out);
	html_put(html, "<title>bpftax: ", name, "</title>\n<style>\n");
	fprintf(html->out, "%s</style>\n</head>\n<body>\n<main>\n", html_style);
	html_put(html, "<h1>bpftax: ", name, "</h1>\n");
	format_iso_time(run->started_s, started);
	format_duration(run->duration_s, duration);
	fprintf(html->out, "<p class=\"faint\">Run %.8s, %s, %s%s</p>\n", run->id, started,
		duration, run->interrupted ? ", interrupted" : "");
}

/* The least or the greatest cost of a workload's measured treatments. */
static const struct report_result *find_extreme(const struct report *report, const char *workload,
						double sign)
{
	const struct report_result *found = NULL;
	double best = INFINITY;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		double cost = sign * result->effects[html_metric(result)].absolute.estimate;

		if (result->role != ROLE_TREATMENT || strcmp(result->workload, workload) != 0 ||
		    !report_effect_present(&result->effects[html_metric(result)]) || !(cost < best))
			continue;
		best = cost;
		found = result;
	}
	return found;
}

static void put_cost(struct html *html, const char *before, const struct report_result *result)
{
	const struct interval *cost = &result->effects[html_metric(result)].absolute;
	const char *unit = html_metric(result) == METRIC_EVENT_INSTRUCTIONS ? "instructions" : "ns";
	int decimals = fabs(cost->estimate) < 10 ? 2 : fabs(cost->estimate) < 100 ? 1 : 0;

	html_put(html, before, result->configuration, "");
	fprintf(html->out, ", %+.*f %s", decimals, cost->estimate, unit);
	if (isfinite(cost->low) && isfinite(cost->high))
		fprintf(html->out, " [%.*f, %.*f]", decimals, cost->low, decimals, cost->high);
}

static void put_workload_verdict(struct html *html, const struct report *report,
				 const char *workload)
{
	const struct report_result *least = find_extreme(report, workload, 1);
	const struct report_result *most = find_extreme(report, workload, -1);
	size_t counts[OUTCOME_COUNT];

	outcome_count(report, workload, counts);
	html_put(html, "<p><strong>", workload, "</strong>: ");
	fprintf(html->out, "%zu measured, %zu unsupported, %zu failed.", counts[OUTCOME_PASSED],
		counts[OUTCOME_SKIPPED], counts[OUTCOME_FAILED]);
	if (least) {
		put_cost(html, " Cheapest per event: ", least);
		put_cost(html, "; dearest: ", most);
		putc('.', html->out);
	}
	fputs("</p>\n", html->out);
}

static void put_verdict(struct html *html, const struct report *report)
{
	fputs("<section class=\"verdict\" aria-label=\"Verdict\">\n", html->out);
	for (size_t w = 0; w < report->workload_count; w++)
		put_workload_verdict(html, report, report->workloads[w].name);
	fputs("</section>\n", html->out);
	if (report->warning)
		html_put(html, "<p class=\"warning\">", report->warning, "</p>\n");
}

static void put_figures(struct html *html, const struct report *report)
{
	for (size_t w = 0; w < report->workload_count; w++) {
		const char *workload = report->workloads[w].name;

		html_put(html, "<h2>", workload, "</h2>\n<h3>Effect</h3>\n");
		html_figure_intervals(html, report, workload);
		fputs("<h3>Cost per event</h3>\n", html->out);
		html_figure_costs(html, report, workload);
		fputs("<h3>Over the run</h3>\n", html->out);
		html_figure_blocks(html, report, workload);
	}
}

static void put_table_head(struct html *html, const struct table *table)
{
	fputs("<thead><tr>", html->out);
	for (size_t c = 0; c < table->column_count; c++)
		html_put(html, "<th scope=\"col\">", table->columns[c].heading, "</th>");
	fputs("</tr></thead>\n<tbody>\n", html->out);
}

static void put_table_row(struct html *html, const struct table *table, size_t row)
{
	char **cells = table->cells + row * table->column_count;

	html_put(html, "<tr><th scope=\"row\">", cells[0] ? cells[0] : "-", "</th>");
	for (size_t c = 1; c < table->column_count; c++)
		html_put(html, "<td>", cells[c] ? cells[c] : "-", "</td>");
	fputs("</tr>\n", html->out);
}

/* Takes the table over. */
static void put_table(struct html *html, struct table *table)
{
	if (!table || table->failed) {
		html->failed = true;
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

/* traffic: a workload, or NULL where there is none. */
static void put_tables_of(struct html *html, const struct report *report, const char *traffic)
{
	put_table(html, table_cost(report, traffic));
	put_table(html, table_beside(report, traffic));
	if (traffic) {
		put_table(html, table_original(report, traffic, true));
		put_table(html, table_original_impact(report, traffic));
	}
}

static void put_tables(struct html *html, const struct report *report)
{
	const char *workload = traffic_workload(report, 0);
	size_t i = 0;

	if (!report_is_micro(report))
		put_table(html, table_verdicts(report));
	fputs("<h2>Numbers</h2>\n", html->out);
	if (report_is_micro(report))
		put_table(html, table_micro(report, 0, true));
	else
		do
			put_tables_of(html, report, workload);
		while ((workload = traffic_workload(report, ++i)));
	put_table(html, table_statuses(report));
}

static void put_sentences(struct html *html, const struct report *report)
{
	fputs("<h2>What to know</h2>\n<ul>\n", html->out);
	for (size_t i = 0; i < report->sentence_count; i++)
		html_put(html, "<li>", report->sentences[i], "</li>\n");
	fputs("</ul>\n", html->out);
}

/* An object as a list of its keys and values. */
static void put_object(struct html *html, json_t *object)
{
	const char *key;
	json_t *value;

	fputs("<dl>\n", html->out);
	json_object_foreach (object, key, value) {
		CLEANUP_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

		html_put(html, "<dt>", key, "</dt><dd>");
		html_put(html, "", json_is_string(value) ? json_string_value(value) : text,
			 "</dd>\n");
	}
	fputs("</dl>\n", html->out);
}

static void put_origin(struct html *html, const struct report *report)
{
	const struct run_data *data = report->data;

	for (size_t i = 0; i < data->machine_count; i++) {
		fputs("<h2>Machine</h2>\n", html->out);
		put_object(html, data->machines[i].facts);
	}
	fputs("<h2>Plan</h2>\n", html->out);
	html_put(html, "<p>", data->run.protocol, " protocol");
	fprintf(html->out, ", seed %llu, of the study ", (unsigned long long)data->run.seed);
	html_put(html, "", data->run.study_name, ", as resolved:</p>\n");
	put_object(html, data->run.study);
}

static void put_exclusions(struct html *html, const struct report *report)
{
	fputs("<h2>Exclusions</h2>\n<ul>\n", html->out);
	for (size_t w = 0; w < report->workload_count; w++) {
		const struct report_workload *workload = &report->workloads[w];

		html_put(html, "<li>", workload->name, "");
		fprintf(html->out,
			": %zu of %zu visits dropped, %zu never ended; %zu blocks excluded "
			"whole.</li>\n",
			workload->visits_dropped, workload->visits, workload->visits_open,
			workload->blocks_excluded);
	}
	fputs("</ul>\n", html->out);
}

static void put_again(struct html *html, const struct report *report)
{
	html_put(html, "<h2>Run it again</h2>\n<pre>", report->data->run.command_line, "</pre>\n");
	html_put(html, "<p class=\"faint\">bpftax ", report->data->run.version, ", run ");
	fprintf(html->out, "%s</p>\n</main>\n</body>\n</html>\n", report->data->run.id);
}

int html_print(const struct report *report, FILE *out, const struct report_options *options)
{
	struct html html = { .out = out };

	(void)options;
	put_head(&html, report);
	put_verdict(&html, report);
	put_figures(&html, report);
	put_tables(&html, report);
	put_sentences(&html, report);
	put_exclusions(&html, report);
	put_origin(&html, report);
	put_again(&html, report);
	return html.failed ? -ENOMEM : 0;
}
