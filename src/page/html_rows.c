// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of one mark a configuration: effects, costs, the kernel's statistics. */
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "page/html_section.h"
#include "page/html_svg.h"
#include "words/phrases.h"

#define ROW_PX 32
#define MARK_PX 22 /* middle of the mark in its row */
#define KERNEL_ROW_PX 40
#define KERNEL_BAR_PX 8

/* One kind of figure. */
struct kind {
	int (*collect)(const struct report *, const char *workload, struct figure *);
	void (*put_row)(struct html *html, const struct figure_row *row, const char *unit,
			const struct svg_scale *scale, int y);
	int row_px;
	const char *title, *description, *caption; /* as operation_fill() has them */
};

static struct svg_scale scale_of(const struct figure *figure)
{
	struct svg_scale scale = { 0, 0 };

	for (size_t i = 0; i < figure->count; i++) {
		const struct figure_row *row = &figure->rows[i];

		svg_scale_take(&scale, row->interval.estimate);
		svg_scale_take(&scale, row->interval.low);
		svg_scale_take(&scale, row->interval.high);
		svg_scale_take(&scale, row->kernel_ns);
	}
	if (!(scale.high > scale.low))
		scale.high = scale.low + 1;
	return scale;
}

/* Every other mechanism stands on a band. */
static void put_bands(FILE *out, const struct figure *figure, int row_px)
{
	bool band = false;
	size_t first = 0;

	for (size_t i = 1; i <= figure->count; i++) {
		if (i < figure->count && strcmp(figure->rows[i].result->record->mechanism,
						figure->rows[first].result->record->mechanism) == 0)
			continue;
		if (band)
			svg_band(out, (int)first * row_px, (int)(i - first) * row_px);
		band = !band;
		first = i;
	}
}

static void put_rows(struct html *html, const struct figure *figure, const char *workload,
		     const struct kind *kind)
{
	const struct operation_words *words = workload_words(workload);
	CLEANUP_FREE char *description = operation_fill(kind->description, words);
	CLEANUP_FREE char *caption = operation_fill(kind->caption, words);
	int height = (int)figure->count * kind->row_px;
	struct svg_scale scale = scale_of(figure);

	html->failed |= !description || !caption;
	if (html->failed)
		return;
	svg_begin(html, workload, kind->title, description, height + SVG_AXIS_PX);
	put_bands(html->out, figure, kind->row_px);
	svg_axis(html->out, &scale, height);
	for (size_t i = 0; i < figure->count; i++)
		kind->put_row(html, &figure->rows[i], figure->unit, &scale, (int)i * kind->row_px);
	svg_end(html, caption);
}

static void put_figure(struct html *html, const struct report *report, const char *workload,
		       const struct kind *kind)
{
	struct figure figure;

	if (kind->collect(report, workload, &figure) < 0) {
		html->failed = true;
		return;
	}
	if (figure.count)
		put_rows(html, &figure, workload, kind);
	figure_release(&figure);
}

static void put_figures(struct html *html, const struct report *report, const struct kind *kind)
{
	for (size_t w = 0; w < report->workload_count; w++)
		put_figure(html, report, report->workloads[w].name, kind);
}

static void put_effect(struct html *html, const struct figure_row *row, const char *unit,
		       const struct svg_scale *scale, int y)
{
	svg_label(html, row->result->configuration, y);
	svg_interval_value(html->out, &row->interval, unit, y);
	svg_whisker(html->out, scale, &row->interval, y + MARK_PX);
	svg_dot(html->out, scale, row->interval.estimate, y + MARK_PX,
		row->result->record->statistics);
}

void html_put_effects(struct html *html, const struct report *report)
{
	static const struct kind kind = {
		figure_effects,
		put_effect,
		ROW_PX,
		"effect of tracing in percent",
		"One row a configuration, the mechanisms one after the other: a dot at the "
		"estimate, a line over its interval, and a dashed line at zero. The numbers are in "
		"the tables below.",
		"Percent of the baseline, with the interval; the dashed line is no effect. A "
		"hollow dot: with the kernel's statistics on."
	};

	put_figures(html, report, &kind);
}

void html_put_response_rows(struct html *html, const struct report *report)
{
	static const struct kind kind = {
		figure_response,
		put_effect,
		ROW_PX,
		"response to known delays",
		"One row a delay put on the hook, the cheapest first: a dot at the effect on "
		"{done} {many} per second, a line over its interval, and a dashed line at "
		"zero. The numbers are in the table below.",
		"The {many} {done} per second in percent of the baseline, the longest delay at "
		"the bottom: a receiver that idles gets faster when it is slowed, until it is "
		"saturated."
	};

	put_figures(html, report, &kind);
}

static void put_cost(struct html *html, const struct figure_row *row, const char *unit,
		     const struct svg_scale *scale, int y)
{
	svg_label(html, row->result->configuration, y);
	svg_interval_value(html->out, &row->interval, unit, y);
	svg_bar(html->out, scale, row->interval.estimate, y + MARK_PX, 10);
	svg_whisker(html->out, scale, &row->interval, y + MARK_PX);
	putc('\n', html->out);
}

void html_put_costs(struct html *html, const struct report *report)
{
	static const struct kind kind = {
		figure_costs,
		put_cost,
		ROW_PX,
		"cost of tracing per event",
		"One row a configuration: a bar from zero to the estimate, and a line over its "
		"interval. The numbers are in the tables below.",
		"What tracing adds to one event, with the interval."
	};

	put_figures(html, report, &kind);
}

static void put_kernel(struct html *html, const struct figure_row *row, const char *unit,
		       const struct svg_scale *scale, int y)
{
	int decimals = svg_decimals(row->interval.estimate);

	svg_label(html, row->result->configuration, y);
	svg_value(html->out, y, "%+.*f, kernel %.*f %s", decimals, row->interval.estimate,
		  svg_decimals(row->kernel_ns), row->kernel_ns, unit);
	svg_bar(html->out, scale, row->interval.estimate, y + MARK_PX, KERNEL_BAR_PX);
	svg_whisker(html->out, scale, &row->interval, y + MARK_PX);
	fputs("<g class=\"kernel\">", html->out);
	svg_bar(html->out, scale, row->kernel_ns, y + MARK_PX + KERNEL_BAR_PX + 1, KERNEL_BAR_PX);
	fputs("</g>\n", html->out);
}

void html_put_kernel(struct html *html, const struct report *report)
{
	static const struct kind kind = {
		figure_kernel,
		put_kernel,
		KERNEL_ROW_PX,
		"measured cost beside the kernel's own statistics",
		"Two bars a configuration: above the measured cost of an event with its interval, "
		"below what the kernel's statistics say one run of the program took.",
		"The upper bar is what was measured, with its interval; the lower one what the "
		"kernel's statistics (bpf_stats_enabled) say one run took: the program alone, "
		"without what its mechanism costs."
	};

	put_figures(html, report, &kind);
}
