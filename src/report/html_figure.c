// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/html_figure.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "report/micro.h"

#define ROW_PX 40   /* a label, and the mark below it */
#define LABEL_PX 15 /* baseline of the label in its row */
#define MARK_PX 28  /* middle of the mark in its row */
#define AXIS_PX 26
#define MARGIN_PERCENT 3
#define TICKS_WANTED 4

/* From values to percent of the width. */
struct scale {
	double low, high;
};

static double across(const struct scale *scale, double value)
{
	return MARGIN_PERCENT +
	       (100 - 2 * MARGIN_PERCENT) * (value - scale->low) / (scale->high - scale->low);
}

static void scale_take(struct scale *scale, double value)
{
	if (!isfinite(value))
		return;
	scale->low = fmin(scale->low, value);
	scale->high = fmax(scale->high, value);
}

static void scale_take_interval(struct scale *scale, const struct interval *interval)
{
	scale_take(scale, interval->estimate);
	scale_take(scale, interval->low);
	scale_take(scale, interval->high);
}

/* 1, 2 or 5 times a power of ten. */
static double tick_step(const struct scale *scale)
{
	double rough = (scale->high - scale->low) / TICKS_WANTED;
	double power = pow(10, floor(log10(rough)));
	double factor = rough / power;

	return power * (factor > 5 ? 10 : factor > 2 ? 5 : factor > 1 ? 2 : 1);
}

static void put_tick(FILE *out, const struct scale *scale, double value, int height)
{
	double x = across(scale, value);

	fprintf(out,
		"<line class=\"%s\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" y2=\"%d\"/>"
		"<text class=\"tick\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"middle\">%.6g</text>\n",
		value == 0 ? "zero" : "grid", x, x, height, x, height + 16,
		value == 0 ? 0. : value); /* never "-0" */
}

static void put_axis(FILE *out, const struct scale *scale, int height)
{
	double step = tick_step(scale);

	for (double i = ceil(scale->low / step); i * step <= scale->high; i++)
		put_tick(out, scale, i * step, height);
}

static void begin_figure(struct html *html, const char *workload, const char *title,
			 const char *description, int height)
{
	fprintf(html->out, "<figure><svg role=\"img\" height=\"%d\"><title>", height);
	html_text(html, workload);
	html_put(html, ": ", title, "</title><desc>");
	html_text(html, description);
	fputs("</desc>\n", html->out);
}

static void end_figure(struct html *html, const char *caption)
{
	html_put(html, "</svg><figcaption>", caption, "</figcaption></figure>\n");
}

static void put_label(struct html *html, const char *label, int y)
{
	fprintf(html->out, "<text x=\"0\" y=\"%d\">", y + LABEL_PX);
	html_label(html, label);
	fputs("</text>", html->out);
}

static void put_value(FILE *out, const struct interval *interval, const char *unit, int y)
{
	int decimals = fabs(interval->estimate) < 10 ? 2 : fabs(interval->estimate) < 100 ? 1 : 0;

	fprintf(out, "<text class=\"tick\" x=\"100%%\" y=\"%d\" text-anchor=\"end\">%+.*f",
		y + LABEL_PX, decimals, interval->estimate);
	if (isfinite(interval->low) && isfinite(interval->high))
		fprintf(out, " [%.*f, %.*f]", decimals, interval->low, decimals, interval->high);
	fprintf(out, " %s</text>\n", unit);
}

static void put_whisker(FILE *out, const struct scale *scale, const struct interval *interval,
			int y)
{
	double low = across(scale, interval->low), high = across(scale, interval->high);

	if (isfinite(low) && isfinite(high))
		fprintf(out,
			"<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
			"y2=\"%d\"/>",
			low, high, y, y);
}

static void put_dot(FILE *out, const struct scale *scale, const struct interval *interval, int y)
{
	put_whisker(out, scale, interval, y);
	fprintf(out, "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"%d\" r=\"4\"/>\n",
		across(scale, interval->estimate), y);
}

static void put_bar(FILE *out, const struct scale *scale, const struct interval *interval, int y)
{
	double zero = across(scale, 0), end = across(scale, interval->estimate);

	fprintf(out,
		"<rect class=\"bar\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"%d\" height=\"10\" "
		"opacity=\".55\"/>",
		fmin(zero, end), fabs(end - zero), y - 5);
	put_whisker(out, scale, interval, y);
	putc('\n', out);
}

enum metric html_metric(const struct report_result *result)
{
	if (strcmp(result->workload, MICRO_WORKLOAD) == 0)
		return micro_metric(result);
	return metric_primary(result->workload);
}

static const char *unit_of(const struct report_result *result)
{
	enum metric metric = html_metric(result);

	return metric == METRIC_EVENT_INSTRUCTIONS ? "instructions" : metric_infos[metric].unit;
}

/* The interval that a figure shows of this result, or NULL. */
static const struct interval *interval_of(const struct report_result *result, const char *workload,
					  bool percent)
{
	const struct effect *effect = &result->effects[html_metric(result)];
	const struct interval *interval = percent ? &effect->percent : &effect->absolute;

	if (strcmp(result->workload, workload) != 0 || !report_effect_present(effect))
		return NULL;
	return isfinite(interval->estimate) ? interval : NULL;
}

static int count_rows(const struct report *report, const char *workload, bool percent,
		      struct scale *scale)
{
	int rows = 0;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct interval *interval =
		    interval_of(&report->results[i], workload, percent);

		if (!interval)
			continue;
		scale_take_interval(scale, interval);
		rows++;
	}
	if (scale->high - scale->low <= 0)
		scale->high = scale->low + 1;
	return rows;
}

static void put_rows(struct html *html, const struct report *report, const char *workload,
		     bool percent, const struct scale *scale)
{
	int y = 0;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		const struct interval *interval = interval_of(result, workload, percent);

		if (!interval)
			continue;
		put_label(html, result->configuration, y);
		put_value(html->out, interval, percent ? "%" : unit_of(result), y);
		(percent ? put_dot : put_bar)(html->out, scale, interval, y + MARK_PX);
		y += ROW_PX;
	}
}

static void put_figure(struct html *html, const struct report *report, const char *workload,
		       bool percent, const char *title, const char *description,
		       const char *caption)
{
	struct scale scale = { 0, 0 };
	int rows = count_rows(report, workload, percent, &scale);

	if (rows == 0)
		return;
	begin_figure(html, workload, title, description, rows * ROW_PX + AXIS_PX);
	put_axis(html->out, &scale, rows * ROW_PX);
	put_rows(html, report, workload, percent, &scale);
	end_figure(html, caption);
}

void html_figure_intervals(struct html *html, const struct report *report, const char *workload)
{
	put_figure(
	    html, report, workload, true, "effect of tracing in percent",
	    "One row a configuration: a dot at the estimate, a line over its interval, and a "
	    "dashed line at zero. The numbers are in the tables below.",
	    "Effect in percent of the baseline, with its interval; the dashed line is no "
	    "effect.");
}

void html_figure_costs(struct html *html, const struct report *report, const char *workload)
{
	put_figure(html, report, workload, false, "cost of tracing per event",
		   "One row a configuration: a bar from zero to the estimate, and a line over its "
		   "interval. The numbers are in the tables below.",
		   "What tracing adds to one event.");
}

/* Samples of a configuration over the run, in bins, so that no page grows with the run. */
#define BINS_MAX 120

struct strip {
	double sums[BINS_MAX];
	size_t counts[BINS_MAX];
	size_t bins;
	struct scale scale;
};

/*
 * The visit with this id, or NULL.  Samples follow their visits, so the next one is nearly always
 * found at *hint or just behind it.
 */
static const struct visit_record *visit_of(const struct run_data *data, int64_t id, size_t *hint)
{
	size_t low = 0, high = data->visit_count;

	while (*hint < high && data->visits[*hint].id < id && *hint + 1 < high &&
	       data->visits[*hint + 1].id <= id)
		++*hint;
	if (*hint < high && data->visits[*hint].id == id)
		return &data->visits[*hint];
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (data->visits[middle].id == id)
			return &data->visits[*hint = middle];
		if (data->visits[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Whether the sample counts for this result. */
static bool is_of(const struct report_result *result, const struct sample *sample,
		  const struct visit_record *visit)
{
	return visit && sample->configuration == result->record->id &&
	       strcmp(visit->workload, result->workload) == 0 && strcmp(visit->state, "kept") == 0;
}

static size_t block_limit(const struct run_data *data, const char *workload)
{
	size_t limit = 0;

	for (size_t v = 0; v < data->visit_count; v++)
		if (strcmp(data->visits[v].workload, workload) == 0 &&
		    data->visits[v].block >= limit)
			limit = (size_t)data->visits[v].block + 1;
	return limit;
}

static void strip_fill(const struct run_data *data, const struct report_result *result,
		       size_t blocks, struct strip *strip)
{
	struct metric_context context = { NAN, html_metric(result) == METRIC_EVENT_INSTRUCTIONS };
	size_t hint = 0;

	memset(strip, 0, sizeof(*strip));
	strip->bins = blocks < BINS_MAX ? blocks : BINS_MAX;
	for (size_t i = 0; i < data->sample_count; i++) {
		const struct sample *sample = &data->samples[i];
		const struct visit_record *visit;
		struct counters counters;
		double value;
		size_t bin;

		if (sample->configuration != result->record->id)
			continue;
		visit = visit_of(data, sample->visit, &hint);
		if (!is_of(result, sample, visit))
			continue;
		counters = counters_unpack(&sample->counters);
		value = metric_infos[html_metric(result)].value(&counters, &context);
		if (!isfinite(value))
			continue;
		bin = (size_t)visit->block * strip->bins / blocks;
		strip->sums[bin] += value;
		strip->counts[bin]++;
	}
}

/* The range of the strip: from its least to its greatest, which the caption says. */
static bool strip_range(struct strip *strip)
{
	strip->scale = (struct scale){ INFINITY, -INFINITY };
	for (size_t bin = 0; bin < strip->bins; bin++)
		if (strip->counts[bin])
			scale_take(&strip->scale, strip->sums[bin] / (double)strip->counts[bin]);
	return strip->scale.low <= strip->scale.high;
}

#define STRIP_PX 58
#define STRIP_TOP_PX 24
#define STRIP_HEIGHT_PX 26

static void put_strip_points(FILE *out, const struct strip *strip, int y)
{
	double range = strip->scale.high - strip->scale.low;

	for (size_t bin = 0; bin < strip->bins; bin++) {
		double share;

		if (!strip->counts[bin])
			continue;
		share =
		    range > 0
			? (strip->sums[bin] / (double)strip->counts[bin] - strip->scale.low) / range
			: .5;
		fprintf(out, "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"2\"/>",
			1 + 98 * ((double)bin + .5) / (double)strip->bins,
			y + STRIP_TOP_PX + (1 - share) * STRIP_HEIGHT_PX);
	}
	putc('\n', out);
}

static void put_strip(struct html *html, const struct report_result *result,
		      const struct strip *strip, int y)
{
	put_label(html, result->configuration, y);
	fprintf(html->out,
		"<text class=\"tick\" x=\"100%%\" y=\"%d\" text-anchor=\"end\">%.5g to %.5g "
		"%s</text><line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>",
		y + LABEL_PX, strip->scale.low, strip->scale.high, unit_of(result),
		y + STRIP_PX - 3, y + STRIP_PX - 3);
	put_strip_points(html->out, strip, y);
}

static bool has_strip(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && result->role != ROLE_BASELINE_PAIR &&
	       report_metric_present(&result->metrics[html_metric(result)]);
}

void html_figure_blocks(struct html *html, const struct report *report, const char *workload)
{
	size_t blocks = block_limit(report->data, workload);
	int rows = 0, y = 0;

	for (size_t i = 0; i < report->result_count; i++)
		rows += has_strip(&report->results[i], workload);
	if (rows == 0 || blocks < 2)
		return;
	begin_figure(
	    html, workload, "samples over blocks",
	    "One strip a configuration, a dot a block or a group of blocks, from the first "
	    "to the last: a drift is a slope.",
	    rows * STRIP_PX);
	for (size_t i = 0; i < report->result_count; i++) {
		struct strip strip;

		if (!has_strip(&report->results[i], workload))
			continue;
		strip_fill(report->data, &report->results[i], blocks, &strip);
		if (strip_range(&strip))
			put_strip(html, &report->results[i], &strip, y);
		y += STRIP_PX;
	}
	end_figure(html, "The level in each block, from the first to the last; every strip has its "
			 "own range.");
}
