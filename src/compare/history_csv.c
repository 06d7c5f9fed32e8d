// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A history as CSV (RFC 4180): a row a run, of a run of several kernels one for each.  `cell` is
 * that kernel's release, architecture and timing, `change` the first of a new level.
 */
#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "compare/history_print.h"
#include "words/escape.h"
#include "words/phrases.h"
#include "compare/history_changes.h"

static int put_text(FILE *out, const char *text, const char *after)
{
	CLEANUP_FREE char *clean = escape_csv(text ? text : "");

	if (!clean)
		return -ENOMEM;
	fprintf(out, "%s%s", clean, after);
	return 0;
}

static void put_interval(FILE *out, const struct interval *interval)
{
	const double numbers[] = { interval->estimate, interval->low, interval->high };

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
		if (isfinite(numbers[i]))
			fprintf(out, ",%.10g", numbers[i]);
		else
			putc(',', out);
}

static int put_point(FILE *out, const struct history *history, const struct history_series *series,
		     size_t point)
{
	static const struct interval none = { NAN, NAN, NAN };
	const struct history_run *run = &history->runs[series->points[point].run];
	const struct history_change *change = history_change_at(series, point);
	char started[ISO_TIME_LENGTH];
	int code = put_text(out, series->workload, ",");

	format_iso_time(run->started_s, started);
	if (code == 0)
		code = put_text(out, series->configuration, ",");
	fprintf(out, "%s,%s,%s,%s,", metric_infos[series->metric].name,
		metric_unit_word(series->metric), run->id, started);
	if (code == 0)
		code = put_text(out, run->label, ",");
	if (code == 0)
		code = put_text(out, run->release, ",");
	if (code == 0)
		code = put_text(out, run->kernel, "");
	put_interval(out, &series->points[point].cost);
	fprintf(out, ",%d", change ? 1 : 0);
	put_interval(out, change ? &change->shift.interval : &none);
	fputs("\r\n", out);
	return code;
}

int history_print_csv(const struct history *history, FILE *out,
		      const struct report_options *options)
{
	int code = 0;

	(void)options;
	fputs("workload,configuration,metric,unit,run,started,label,kernel,cell,estimate,low,high,"
	      "change,change_estimate,change_low,change_high\r\n",
	      out);
	for (size_t s = 0; s < history->series_count; s++)
		for (size_t i = 0; i < history->series[s].point_count && code == 0; i++)
			code = put_point(out, history, &history->series[s], i);
	return code;
}
