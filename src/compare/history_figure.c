// SPDX-License-Identifier: GPL-2.0-or-later
/* A history as commands for gnuplot: costs with their intervals, the levels, and the changes. */
#include <errno.h>
#include <math.h>
#include "common/c_locale.h"
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "compare/history_print.h"
#include "words/escape.h"
#include "words/phrases.h"
#include "compare/history_changes.h"

#define DATES_SHOWN 7
#define DATE_LENGTH 10

/* Between single quotes gnuplot takes everything as it stands, but for the quote itself. */
static int put_quoted(FILE *out, const char *before, const char *text, const char *after)
{
	CLEANUP_FREE char *clean = escape_text(text, false);

	if (!clean)
		return -ENOMEM;
	fprintf(out, "%s'", before);
	for (const char *at = clean; *at; at++)
		fputs(*at == '\'' ? "''" : (char[]){ *at, '\0' }, out);
	fprintf(out, "'%s", after);
	return 0;
}

static void put_dates(FILE *out, const struct history *history, const struct history_series *series)
{
	size_t step = series->point_count / DATES_SHOWN + 1;

	fputs("set xtics (", out);
	for (size_t i = 0; i < series->point_count; i += step) {
		char started[ISO_TIME_LENGTH];

		format_iso_time(history->runs[series->points[i].run].started_s, started);
		fprintf(out, "%s'%.*s' %zu", i ? ", " : "", DATE_LENGTH, started, i + 1);
	}
	fputs(")\n", out);
}

/* Where there is no interval the whisker has no length. */
static void put_costs(FILE *out, const struct history_series *series)
{
	fputs("$costs << END\n", out);
	for (size_t i = 0; i < series->point_count; i++) {
		const struct interval *cost = &series->points[i].cost;

		fprintf(out, "%zu %.10g %.10g %.10g\n", i + 1, cost->estimate,
			isfinite(cost->low) ? cost->low : cost->estimate,
			isfinite(cost->high) ? cost->high : cost->estimate);
	}
	fputs("END\n", out);
}

static void put_level(FILE *out, const struct history_series *series, size_t first, size_t end)
{
	double level = history_level(series, first, end);

	fprintf(out, "%.10g %.10g\n%.10g %.10g\n\n", (double)first + .5, level, (double)end + .5,
		level);
}

static void put_levels(FILE *out, const struct history_series *series)
{
	size_t first = 0;

	fputs("$levels << END\n", out);
	for (size_t i = 0; i < series->change_count; i++) {
		put_level(out, series, first, series->changes[i].point.first);
		first = series->changes[i].point.first;
	}
	put_level(out, series, first, series->point_count);
	fputs("END\n", out);
	for (size_t i = 0; i < series->change_count; i++)
		fprintf(
		    out,
		    "set arrow from first %.10g, graph 0 to first %.10g, graph 1 nohead dt 3 lc "
		    "rgb '#767676'\n",
		    (double)series->changes[i].point.first + .5,
		    (double)series->changes[i].point.first + .5);
}

static int put_titles(FILE *out, const struct history_series *series)
{
	CLEANUP_FREE char *label = NULL;
	CLEANUP_FREE char *title = NULL;

	if (asprintf(&title, "%s/%s: what tracing cost, run by run", series->workload,
		     series->configuration) < 0)
		title = NULL;
	if (asprintf(&label, "%s (%s)", metric_infos[series->metric].name,
		     metric_unit_word(series->metric)) < 0)
		label = NULL;
	if (!title || !label || put_quoted(out, "set title ", title, "\n") < 0)
		return -ENOMEM;
	return put_quoted(out, "set ylabel ", label, "\n");
}

int history_figure(const struct history *history, const struct history_series *series, FILE *out)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();

	if (!locale.plain)
		return -ENOMEM;
	fputs("set terminal svg size 860,420 noenhanced font 'sans-serif,12' background '#ffffff'\n"
	      "set grid ytics lc rgb '#dddddd'\nset border 3\nset tics nomirror\nset offsets "
	      "0, 0, graph .05, graph .05\nset key outside bottom center horizontal\n",
	      out);
	fprintf(out, "set xrange [.5:%.10g]\n", (double)series->point_count + .5);
	put_dates(out, history, series);
	put_costs(out, series);
	put_levels(out, series);
	if (put_titles(out, series) < 0)
		return -ENOMEM;
	fputs("plot $levels with lines lw 2 lc rgb '#b25600' title 'level', $costs with "
	      "yerrorbars pt 7 ps .5 lc rgb '#1f5fa8' title 'a run, with its interval'\n",
	      out);
	return 0;
}
