// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_svg.h"

#include <math.h>
#include <stdarg.h>

#define MARGIN_PERCENT 2
#define TICK_TEXT_PX 15 /* below the plot */

double svg_across(const struct svg_scale *scale, double value)
{
	return MARGIN_PERCENT +
	       (100 - 2 * MARGIN_PERCENT) * (value - scale->low) / (scale->high - scale->low);
}

void svg_scale_take(struct svg_scale *scale, double value)
{
	if (!isfinite(value))
		return;
	scale->low = fmin(scale->low, value);
	scale->high = fmax(scale->high, value);
}

int svg_decimals(double value)
{
	return fabs(value) < 10 ? 2 : fabs(value) < 100 ? 1 : 0;
}

static void put_tick(FILE *out, const struct svg_scale *scale, double value, int height)
{
	double x = svg_across(scale, value);
	const char *anchor = x < 6 ? "start" : x > 94 ? "end" : "middle";

	fprintf(out,
		"<line class=\"%s\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" y2=\"%d\"/>"
		"<text class=\"tick\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">%.6g</text>\n",
		value == 0 ? "zero" : "grid", x, x, height, x, height + TICK_TEXT_PX, anchor,
		value == 0 ? 0. : value); /* never "-0" */
}

void svg_axis(FILE *out, const struct svg_scale *scale, int height)
{
	double step = figure_tick_step(scale->low, scale->high);

	for (double i = ceil(scale->low / step); i * step <= scale->high; i++)
		put_tick(out, scale, i * step, height);
}

void svg_begin(struct html *html, const char *workload, const char *title, const char *description,
	       int height)
{
	html_put(html, "<figure><figcaption><strong>", workload, "</strong></figcaption>");
	fprintf(html->out, "<svg role=\"img\" height=\"%d\"><title>", height);
	html_text(html, workload);
	fputs(": ", html->out);
	html_text(html, title);
	fputs("</title><desc>", html->out);
	html_text(html, description);
	fputs("</desc>\n", html->out);
}

void svg_end(struct html *html, const char *caption)
{
	html_put(html, "</svg><p class=\"faint\">", caption, "</p></figure>\n");
}

void svg_band(FILE *out, int y, int height)
{
	fprintf(out, "<rect class=\"band\" x=\"0\" width=\"100%%\" y=\"%d\" height=\"%d\"/>\n", y,
		height);
}

void svg_label(struct html *html, const char *label, int y)
{
	fprintf(html->out, "<text x=\"4\" y=\"%d\">", y + SVG_LABEL_PX);
	html_label(html, label);
	fputs("</text>", html->out);
}

void svg_value(FILE *out, int y, const char *format, ...)
{
	va_list arguments;

	fprintf(out, "<text class=\"tick\" x=\"99%%\" y=\"%d\" text-anchor=\"end\">",
		y + SVG_LABEL_PX);
	va_start(arguments, format);
	vfprintf(out, format, arguments);
	va_end(arguments);
	fputs("</text>\n", out);
}

void svg_interval_value(FILE *out, const struct interval *interval, const char *unit, int y)
{
	/* All three with as many digits as suit the greatest. */
	int decimals = svg_decimals(
	    fmax(fabs(interval->estimate), fmax(fabs(interval->low), fabs(interval->high))));

	if (isfinite(interval->low) && isfinite(interval->high))
		svg_value(out, y, "%+.*f [%.*f, %.*f] %s", decimals, interval->estimate, decimals,
			  interval->low, decimals, interval->high, unit);
	else
		svg_value(out, y, "%+.*f %s", decimals, interval->estimate, unit);
}

void svg_whisker(FILE *out, const struct svg_scale *scale, const struct interval *interval, int y)
{
	if (isfinite(interval->low) && isfinite(interval->high))
		fprintf(out,
			"<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
			"y2=\"%d\"/>",
			svg_across(scale, interval->low), svg_across(scale, interval->high), y, y);
}

void svg_dot(FILE *out, const struct svg_scale *scale, double value, int y, bool hollow)
{
	fprintf(out, "<circle class=\"%s\" cx=\"%.2f%%\" cy=\"%d\" r=\"4\"/>\n",
		hollow ? "dot hollow" : "dot", svg_across(scale, value), y);
}

void svg_bar(FILE *out, const struct svg_scale *scale, double value, int y, int height)
{
	double zero = svg_across(scale, 0), end = svg_across(scale, value);

	fprintf(out, "<rect class=\"bar\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"%d\" height=\"%d\"/>",
		fmin(zero, end), fabs(end - zero), y - height / 2, height);
}
