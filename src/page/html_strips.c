// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of samples: a strip a configuration, drawn as one path in a box that is stretched. */
#include <math.h>
#include "page/html_section.h"
#include "page/html_svg.h"

#define ROW_PX 44
#define BOX_TOP_PX 17
#define BOX_PX 24
#define BOX_WIDTH 1000 /* of the box that is stretched to the figure's width */
#define CORNERS_PX 2   /* so that a dot at the edge is whole */

static void begin_box(FILE *out, int y)
{
	fprintf(out,
		"<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %d\" "
		"preserveAspectRatio=\"none\">",
		y + BOX_TOP_PX, BOX_PX, BOX_WIDTH, BOX_PX);
}

/* Where the middle of a bin lies in a box whose margins are those of svg_across(). */
static double bin_across(double bin, size_t bins)
{
	struct svg_scale scale = { 0, (double)bins };

	return BOX_WIDTH / 100. * svg_across(&scale, bin);
}

/* Dots are lines without length with round ends, which stay round when the box is stretched. */
static void put_levels(struct html *html, const struct figure *figure, size_t i, int y)
{
	const struct figure_row *row = &figure->rows[i];
	const double *levels = figure_bins(figure, i);
	double range = row->most - row->least;

	svg_label(html, row->result->configuration, y);
	svg_value(html->out, y, "%.5g to %.5g %s", row->least, row->most, figure->unit);
	begin_box(html->out, y);
	fputs("<path class=\"dots\" d=\"", html->out);
	for (size_t b = 0; b < figure->bins; b++) {
		double share = range > 0 ? (levels[b] - row->least) / range : .5;

		if (isfinite(levels[b]))
			fprintf(html->out, "M%.0f %.1fh0", bin_across((double)b + .5, figure->bins),
				CORNERS_PX + (1 - share) * (BOX_PX - 2 * CORNERS_PX));
	}
	fputs("\"/></svg>\n", html->out);
}

static void put_block_axis(FILE *out, const struct figure *figure, int y)
{
	fprintf(out,
		"<text class=\"tick\" x=\"4\" y=\"%d\">block 1</text><text class=\"tick\" "
		"x=\"99%%\" y=\"%d\" text-anchor=\"end\">block %zu</text>\n",
		y + SVG_LABEL_PX, y + SVG_LABEL_PX, figure->blocks);
}

static void put_line_below(FILE *out, int y)
{
	fprintf(out, "<line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>\n", y, y);
}

static void draw_blocks(struct html *html, const char *workload, const struct figure *figure)
{
	int height = (int)figure->count * ROW_PX;

	svg_begin(html, workload, "level over the blocks of the run",
		  "One strip a configuration, a dot a block or a group of blocks, from the first "
		  "to the last: a drift is a slope.",
		  height + SVG_AXIS_PX);
	for (size_t i = 0; i < figure->count; i++) {
		put_levels(html, figure, i, (int)i * ROW_PX);
		put_line_below(html->out, (int)(i + 1) * ROW_PX);
	}
	put_block_axis(html->out, figure, height);
	svg_end(html,
		"The median of each block, or of a few, from the first to the last: a drift is "
		"a slope. Every strip has its own range, which stands above it.");
}

/* Steps from bin to bin, down to the floor at both ends. */
static void put_steps(FILE *out, const struct figure *figure, const double *shares)
{
	double step = bin_across(1, figure->bins) - bin_across(0, figure->bins);

	fprintf(out, "<path class=\"bar\" d=\"M%.1f %d", bin_across(0, figure->bins), BOX_PX);
	for (size_t b = 0; b < figure->bins; b++)
		fprintf(out, "V%.1fh%.1f", BOX_PX * (1 - shares[b]), step);
	fprintf(out, "V%dz\"/>", BOX_PX);
}

static void put_distribution(struct html *html, const struct figure *figure,
			     const struct svg_scale *scale, size_t i, int y)
{
	const struct figure_row *row = &figure->rows[i];
	double middle = fmin(fmax(row->middle, figure->low), figure->high);
	double x = svg_across(scale, middle);

	svg_label(html, row->result->configuration, y);
	svg_value(html->out, y, "%.5g, from %.5g to %.5g %s", row->middle, row->least, row->most,
		  figure->unit);
	begin_box(html->out, y);
	put_steps(html->out, figure, figure_bins(figure, i));
	fprintf(html->out,
		"</svg><line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
		"y2=\"%d\"/>\n",
		x, x, y + BOX_TOP_PX, y + BOX_TOP_PX + BOX_PX);
	put_line_below(html->out, y + BOX_TOP_PX + BOX_PX);
}

static void draw_distributions(struct html *html, const char *workload, const struct figure *figure)
{
	struct svg_scale scale = { figure->low, figure->high };
	int height = (int)figure->count * ROW_PX;

	svg_begin(html, workload, "distribution of the samples",
		  "One histogram a configuration, all over the same values, with a line at the "
		  "median.",
		  height + SVG_AXIS_PX);
	svg_axis(html->out, &scale, height);
	for (size_t i = 0; i < figure->count; i++)
		put_distribution(html, figure, &scale, i, (int)i * ROW_PX);
	svg_end(html, "How often each level was measured, with a line at the median; the words are "
		      "the median, the least and the greatest. The first and the last bin hold "
		      "what lies beyond.");
}

/* least: with fewer bins there is nothing to see. */
static void put_figures(struct html *html, const struct report *report,
			int (*collect)(const struct report *, const char *, struct figure *),
			void (*draw)(struct html *, const char *, const struct figure *),
			size_t least)
{
	for (size_t w = 0; w < report->workload_count; w++) {
		const char *workload = report->workloads[w].name;
		struct figure figure;

		if (collect(report, workload, &figure) < 0) {
			html->failed = true;
			return;
		}
		if (figure.count && figure.bins >= least)
			draw(html, workload, &figure);
		figure_release(&figure);
	}
}

void html_put_blocks(struct html *html, const struct report *report)
{
	put_figures(html, report, figure_blocks, draw_blocks, 2);
}

void html_put_distributions(struct html *html, const struct report *report)
{
	put_figures(html, report, figure_distributions, draw_distributions, 1);
}
