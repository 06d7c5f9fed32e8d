// SPDX-License-Identifier: GPL-2.0-or-later
/* A history for a terminal. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/cost_metric.h"
#include "compare/history_print.h"
#include "compare/print.h"
#include "words/escape.h"
#include "words/phrases.h"
#include "words/terminal.h"
#include "compare/history_kernels.h"
#include "compare/history_changes.h"

enum column { RUN, DATE, LABEL, KERNEL, COST, CHANGE, PICTURE, COLUMN_COUNT };

#define PICTURE_COLUMNS 20
#define SHORT_ID_LENGTH 8
#define DATE_LENGTH 10
#define MINUTES_LENGTH 16 /* "2023-11-14T22:13" */
#define RUNS_NAMED 5

static void cleanup_table(struct table **table)
{
	table_free(*table);
}

/* "+205 [204, 206]" */
static void interval_text(const struct interval *interval, char buffer[200])
{
	char estimate[64], low[64], high[64];

	number_text(interval->estimate, true, estimate);
	number_text(interval->low, false, low);
	number_text(interval->high, false, high);
	if (isfinite(interval->low))
		snprintf(buffer, 200, "%s [%s, %s]", estimate, low, high);
	else
		snprintf(buffer, 200, "%s", estimate);
}

static void date_text(int64_t started_s, char buffer[ISO_TIME_LENGTH])
{
	format_iso_time(started_s, buffer);
	if (strlen(buffer) > MINUTES_LENGTH)
		strcpy(buffer + MINUTES_LENGTH, "Z");
}

/* The least low and the greatest high of all points. */
static struct interval range_of(const struct history_series *series)
{
	struct interval range = { 0, INFINITY, -INFINITY };

	for (size_t i = 0; i < series->point_count; i++) {
		const struct interval *cost = &series->points[i].cost;

		range.low = fmin(range.low, fmin(cost->estimate, cost->low));
		range.high = fmax(range.high, fmax(cost->estimate, cost->high));
	}
	return range;
}

static int place_of(const struct interval *range, double value)
{
	double share = (value - range->low) / (range->high - range->low);

	return isfinite(share) ? (int)lround(share * (PICTURE_COLUMNS - 1)) : 0;
}

/* "   --o---": the interval and its estimate, on the scale of the whole series. */
static void set_picture(struct table *table, size_t row, const struct interval *range,
			const struct interval *cost, bool utf8)
{
	int low = place_of(range, fmin(cost->low, cost->estimate));
	int high = place_of(range, fmax(cost->high, cost->estimate));
	int middle = place_of(range, cost->estimate);
	char picture[3 * PICTURE_COLUMNS + 1] = "";

	for (int i = 0; i <= high; i++)
		strcat(picture, i == middle ? (utf8 ? "●" : "o")
				: i < low   ? " "
					    : (utf8 ? "─" : "-"));
	table_set(table, row, PICTURE, "%s", picture);
}

static void add_point(struct table *table, const struct history *history,
		      const struct history_series *series, size_t point)
{
	const struct history_run *run = &history->runs[series->points[point].run];
	const struct history_change *change = history_change_at(series, point);
	size_t row = table_add_row(table);
	char text[200], date[ISO_TIME_LENGTH];

	format_iso_time(run->started_s, date);
	interval_text(&series->points[point].cost, text);
	table_set(table, row, RUN, "%.*s", SHORT_ID_LENGTH, run->id);
	table_set(table, row, DATE, "%.*s", DATE_LENGTH, date);
	table_set(table, row, LABEL, "%s", run->label ? run->label : "-");
	table_set(table, row, KERNEL, "%s", run->release ? run->release : "-");
	table_set(table, row, COST, "%s", text);
	table_set(table, row, CHANGE, "%s", "");
	if (!change)
		return;
	interval_text(&change->shift.interval, text);
	table_set(table, row, CHANGE, "* %s", text);
}

static struct table *series_table(const struct history *history,
				  const struct history_series *series, const char *title,
				  bool picture, bool utf8)
{
	static const struct table_column columns[COLUMN_COUNT] = {
		{ "Run", 0, false },   { "Started", 0, false }, { "Label", 0, true },
		{ "Kernel", 0, true }, { "Cost", 0, false },	{ "New level", 0, false },
		{ "", 0, false },
	};
	struct table *table = table_new(title, columns, picture ? COLUMN_COUNT : PICTURE);
	struct interval range = range_of(series);

	for (size_t i = 0; table && i < series->point_count; i++) {
		add_point(table, history, series, i);
		if (picture)
			set_picture(table, i, &range, &series->points[i].cost, utf8);
	}
	return table;
}

/* The picture goes where the terminal has no room for it. */
static int put_series_table(const struct history *history, const struct history_series *series,
			    FILE *out, const struct report_options *options)
{
	CLEANUP_FREE char *title = file_path(
	    "%s%s%s/%s: WHAT TRACING COST, %s in %s", series->kernel ? series->kernel : "",
	    series->kernel ? ", " : "", series->workload, series->configuration,
	    metric_infos[series->metric].name, metric_unit_word(series->metric));
	CLEANUP_FREE char *clean = title ? escape_text(title, options->utf8) : NULL;
	CLEANUP(cleanup_table) struct table *drawn = NULL, *plain = NULL;
	int code;

	if (!clean)
		return -ENOMEM;
	drawn = series_table(history, series, clean, true, options->utf8);
	plain = series_table(history, series, clean, false, options->utf8);
	code = terminal_put_table(drawn && table_text_width(drawn) > options->width ? plain : drawn,
				  out, options);
	putc('\n', out);
	return code;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static int put_change(const struct history *history, const struct history_series *series,
		      size_t change, FILE *out, const struct report_options *options)
{
	const struct history_change *found = &series->changes[change];
	size_t from = change ? series->changes[change - 1].point.first : 0;
	size_t first = found->point.first, end = history_level_end(series, change);
	const struct history_run *run = &history->runs[series->points[first].run];
	char shift[200], before[64], after[64], date[ISO_TIME_LENGTH], p[48] = "";
	CLEANUP_FREE char *line = NULL;

	interval_text(&found->shift.interval, shift);
	number_text(history_level(series, from, first), true, before);
	number_text(history_level(series, first, end), true, after);
	date_text(run->started_s, date);
	if (isfinite(found->point.p))
		snprintf(p, sizeof(p), " (p = %.3f)", found->point.p);
	line = file_path("from run %.8s on, %s%s%s%s: %s %s%s; %s in %zu run%s before, %s in %zu",
			 run->id, date, run->label ? " \"" : "", run->label ? run->label : "",
			 run->label ? "\"" : "", shift, metric_unit_word(series->metric), p, before,
			 first - from, plural(first - from), after, end - first);
	return line ? terminal_put_text(out, options, "* ", "  ", line) : -ENOMEM;
}

static bool is_first_with_reason(const struct history_series *series, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(series->left_out[i].reason, series->left_out[at].reason) == 0)
			return false;
	return true;
}

/* "3 runs are left out (1a2b3c4d, ...): accelerator: kvm, in the newest run tcg" */
static int put_left_out(const struct history *history, const struct history_series *series,
			size_t at, FILE *out, const struct report_options *options)
{
	const char *reason = series->left_out[at].reason;
	CLEANUP_FREE char *names = NULL;
	CLEANUP_FREE char *line = NULL;
	size_t size, count = 0;
	CLEANUP_FILE FILE *list = open_memstream(&names, &size);

	if (!list)
		return -ENOMEM;
	for (size_t i = at; i < series->left_out_count; i++) {
		if (strcmp(series->left_out[i].reason, reason) != 0)
			continue;
		if (count < RUNS_NAMED)
			fprintf(list, "%s%.8s", count ? ", " : "",
				history->runs[series->left_out[i].run].id);
		count++;
	}
	fflush(list);
	line = file_path("left out: %zu run%s (%s%s): %s", count, plural(count), names,
			 count > RUNS_NAMED ? ", ..." : "", reason);
	return line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
}

static int put_all_left_out(const struct history *history, const struct history_series *series,
			    FILE *out, const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < series->left_out_count && code == 0; i++)
		if (is_first_with_reason(series, i))
			code = put_left_out(history, series, i, out, options);
	return code;
}

static int put_method(const struct history_series *series, FILE *out,
		      const struct report_options *options)
{
	CLEANUP_FREE char *line = NULL;

	if (series->exact)
		line = strdup("counted instructions, from the least to the most of a run's "
			      "reloads: a new level is where that has nothing in common with the "
			      "run before");
	else if (series->point_count < CHANGE_VALUES_LEAST)
		line = file_path("%zu run%s: fewer than %d cannot tell a new level from chance",
				 series->point_count, plural(series->point_count),
				 CHANGE_VALUES_LEAST);
	else
		line = file_path("new levels: the greatest of all rank sums against %d random "
				 "orders, p <= %g, and again on both sides; an interval beside a "
				 "cost is of that run alone",
				 CHANGE_ORDERS, CHANGE_P);
	return line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
}

static int put_runs_without(const struct history *history, const struct history_series *series,
			    FILE *out, const struct report_options *options)
{
	struct history_presence presence = history_presence_of(history, series);
	CLEANUP_FREE char *line = NULL;

	if (presence.without == 0)
		return 0;
	line = file_path("%zu of %zu runs do not have it", presence.without, presence.runs);
	return line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
}

static int put_series(const struct history *history, const struct history_series *series, FILE *out,
		      const struct report_options *options)
{
	int code = put_series_table(history, series, out, options);

	for (size_t i = 0; i < series->change_count && code == 0; i++)
		code = put_change(history, series, i, out, options);
	if (code == 0)
		code = put_all_left_out(history, series, out, options);
	if (code == 0)
		code = put_runs_without(history, series, out, options);
	return code < 0 ? code : put_method(series, out, options);
}

enum summary_column { S_CONFIGURATION, S_RUNS, S_FIRST, S_NEWEST, S_LEVELS, S_LAST, S_COUNT };

static void set_cost(struct table *table, size_t row, size_t column, double value)
{
	char text[64];

	number_text(value, true, text);
	table_set(table, row, column, "%s", text);
}

static void set_last_change(struct table *table, size_t row, const struct history *history,
			    const struct history_series *series)
{
	const struct history_change *last = &series->changes[series->change_count - 1];
	const struct history_run *run = &history->runs[series->points[last->point.first].run];
	char text[200], date[ISO_TIME_LENGTH];

	interval_text(&last->shift.interval, text);
	format_iso_time(run->started_s, date);
	table_set(table, row, S_LAST, "%s, %.*s, %.*s", text, DATE_LENGTH, date, SHORT_ID_LENGTH,
		  run->id);
}

static void add_summary(struct table *table, const struct history *history,
			const struct history_series *series)
{
	size_t row = table_add_row(table);

	table_set(table, row, S_CONFIGURATION, "%s", series->configuration);
	table_set(table, row, S_RUNS, "%zu", series->point_count);
	table_set(table, row, S_LEVELS, "%zu", series->change_count);
	if (series->point_count == 0)
		return;
	set_cost(table, row, S_FIRST, series->points[0].cost.estimate);
	set_cost(table, row, S_NEWEST, series->points[series->point_count - 1].cost.estimate);
	if (series->change_count > 0)
		set_last_change(table, row, history, series);
}

static bool share_table(const struct history_series *a, const struct history_series *b)
{
	const char *own = a->kernel ? a->kernel : "", *other = b->kernel ? b->kernel : "";

	return a->metric == b->metric && strcmp(a->workload, b->workload) == 0 &&
	       strcmp(own, other) == 0;
}

/* The first of its workload and metric has the table of all of them. */
static bool has_table(const struct history *history, size_t series)
{
	for (size_t i = 0; i < series; i++)
		if (share_table(&history->series[i], &history->series[series]))
			return false;
	return true;
}

static int put_summary_table(const struct history *history, size_t first, FILE *out,
			     const struct report_options *options)
{
	static const struct table_column columns[S_COUNT] = {
		{ "Configuration", 0, true }, { "Runs", 0, false },    { "First", 0, false },
		{ "Newest", 0, false },	      { "Changes", 0, false }, { "The last", 0, false },
	};
	const struct history_series *head = &history->series[first];
	CLEANUP_FREE char *title =
	    file_path("%s%s%s: WHAT TRACING COST, %s in %s", head->kernel ? head->kernel : "",
		      head->kernel ? ", " : "", head->workload, metric_infos[head->metric].name,
		      metric_unit_word(head->metric));
	CLEANUP_FREE char *clean = title ? escape_text(title, options->utf8) : NULL;
	CLEANUP(cleanup_table) struct table *table = NULL;
	int code;

	if (!clean)
		return -ENOMEM;
	table = table_new(clean, columns, S_COUNT);
	for (size_t i = first; table && i < history->series_count; i++)
		if (share_table(&history->series[i], head))
			add_summary(table, history, &history->series[i]);
	code = terminal_put_table(table, out, options);
	putc('\n', out);
	return code;
}

/* How many rows are expected to show a change where there is none.  Counted ones never do. */
static double expected_by_chance(const struct history *history)
{
	double count = 0;

	for (size_t i = 0; i < history->series_count; i++)
		if (!history->series[i].exact &&
		    history->series[i].point_count >= CHANGE_VALUES_LEAST)
			count += CHANGE_P;
	return count;
}

static int put_summary(const struct history *history, FILE *out,
		       const struct report_options *options)
{
	CLEANUP_FREE char *line = NULL;
	size_t total = history_run_total(history);
	int code = 0;

	for (size_t i = 0; i < history->series_count && code == 0; i++)
		if (has_table(history, i))
			code = put_summary_table(history, i, out, options);
	if (code < 0)
		return code;
	line = file_path("%zu run%s; of so many rows without any change %.2g would show one by "
			 "chance; `bpftax history CONFIGURATION` shows the runs, and what is left "
			 "out",
			 total, plural(total), expected_by_chance(history));
	return line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
}

int history_print_text(const struct history *history, FILE *out,
		       const struct report_options *options)
{
	int code = 0;

	if (!history->pattern)
		return put_summary(history, out, options);
	for (size_t i = 0; i < history->series_count && code == 0; i++) {
		if (i)
			putc('\n', out);
		code = put_series(history, &history->series[i], out, options);
	}
	return code;
}
