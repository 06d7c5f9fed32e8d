// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_atlas_figure.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "page/html_svg.h"

#include <math.h>

#define ROW_PX 52
#define BOX_TOP_PX 20
#define BOX_PX 26
#define LINE_EDGE_PX 3 /* between the line and its box */

/* What a row reaches from and to, over the kernels of the part. */
struct range {
	double low, high;
	size_t measured;
};

static struct range range_of(const struct atlas *atlas, const struct atlas_part *part, size_t row)
{
	struct range range = { INFINITY, -INFINITY, 0 };

	for (size_t k = part->first; k < part->end; k++) {
		const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

		if (!atlas_is_measured(figure))
			continue;
		range.low = fmin(range.low, figure->instructions);
		range.high = fmax(range.high, figure->instructions);
		range.measured++;
	}
	return range;
}

/* From the bottom of the box at the least to its top at the most; in the middle if all are one. */
static double height_of(const struct range *range, double value)
{
	double share =
	    range->high > range->low ? (value - range->low) / (range->high - range->low) : .5;

	return BOX_PX - LINE_EDGE_PX - share * (BOX_PX - 2 * LINE_EDGE_PX);
}

/* A kernel is a unit wide; where there is no number the line is broken. */
static void put_path(FILE *out, const struct atlas *atlas, const struct atlas_part *part,
		     size_t row, const struct range *range)
{
	bool drawing = false;

	fputs("<path class=\"step\" d=\"", out);
	for (size_t k = part->first; k < part->end; k++) {
		const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

		if (!atlas_is_measured(figure)) {
			drawing = false;
			continue;
		}
		if (drawing)
			fprintf(out, "V%.1fh1", height_of(range, figure->instructions));
		else
			fprintf(out, "M%zu %.1fh1", k - part->first,
				height_of(range, figure->instructions));
		drawing = true;
	}
	fputs("\"/>", out);
}

static void put_row(struct html *html, const struct atlas *atlas, const struct atlas_part *part,
		    size_t row, int y)
{
	struct range range = range_of(atlas, part, row);
	CLEANUP(text_buffer_release) struct text_buffer label = { 0 };
	char note[ATLAS_TEXT_SIZE];

	atlas_row_note(note, atlas, row);
	text_buffer_add(&label, "%s%s", atlas->rows[row].mechanism, note);
	html->failed |= text_buffer_error(&label) < 0;
	svg_label(html, text_buffer_get(&label), y);
	if (range.low < range.high)
		svg_value(html->out, y, "%.6g to %.6g", range.low, range.high);
	else
		svg_value(html->out, y, "%.6g", range.low);
	fprintf(html->out,
		"<svg y=\"%d\" x=\"2%%\" width=\"96%%\" height=\"%d\" viewBox=\"0 0 %zu %d\" "
		"preserveAspectRatio=\"none\">",
		y + BOX_TOP_PX, BOX_PX, part->end - part->first, BOX_PX);
	put_path(html->out, atlas, part, row, &range);
	fprintf(html->out,
		"</svg><line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>\n",
		y + ROW_PX - 1, y + ROW_PX - 1);
}

/* Every other kernel where they would not find room on a telephone. */
static void put_axis(struct html *html, const struct atlas *atlas, const struct atlas_part *part,
		     int y)
{
	size_t count = part->end - part->first, every = count > 8 ? 2 : 1;

	for (size_t k = 0; k < count; k += every) {
		char heading[ATLAS_TEXT_SIZE];

		atlas_heading(heading, atlas, part->first + k);
		fprintf(html->out,
			"<text class=\"tick\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"middle\">",
			2 + 96 * ((double)k + .5) / (double)count, y + SVG_LABEL_PX);
		html_label(html, heading);
		fputs("</text>\n", html->out);
	}
}

static int rows_of(const struct atlas *atlas, const struct atlas_part *part)
{
	int rows = 0;

	for (size_t row = 0; row < atlas->row_count; row++)
		rows += atlas_part_has(atlas, part, row) && range_of(atlas, part, row).measured > 0;
	return rows;
}

void html_put_atlas_figure(struct html *html, const struct atlas *atlas,
			   const struct atlas_part *part)
{
	int rows = rows_of(atlas, part), y = 0;

	if (!rows || part->end - part->first < 2)
		return;
	svg_begin(html, part->program, "instructions an event over the kernels",
		  "A line a mechanism, from the oldest kernel to the newest: it steps where the "
		  "cost did.",
		  rows * ROW_PX + SVG_AXIS_PX);
	for (size_t row = 0; row < atlas->row_count; row++) {
		if (!atlas_part_has(atlas, part, row) || !range_of(atlas, part, row).measured)
			continue;
		put_row(html, atlas, part, row, y);
		y += ROW_PX;
	}
	put_axis(html, atlas, part, y);
	svg_end(html, "Each line has its own range, which stands at its right end; it is broken "
		      "where a kernel has no number.");
}
