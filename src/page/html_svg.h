/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_SVG_H
#define BPFTAX_PAGE_HTML_SVG_H

/*
 * The parts of the page's figures, as inline SVG.  What lies across is given in percent of the
 * width and text in pixels, so that a figure fills a telephone and a desk with letters of one size;
 * shapes made of many points are one path, in a box that is stretched.
 *
 *	struct svg_scale scale = { 0, 0 };
 *
 *	svg_scale_take(&scale, value);
 *	svg_begin(html, workload, "what it shows", "in words", height);
 *	svg_axis(html->out, &scale, height - SVG_AXIS_PX);
 *	svg_label(html, configuration, y);
 *	svg_end(html, "caption");
 */

#include "page/figure.h"
#include "page/html_writer.h"

#define SVG_AXIS_PX 24
#define SVG_LABEL_PX 13 /* from the top of a row to its text's baseline */

/* From values to percent of the width. */
struct svg_scale {
	double low, high;
};

/* Widens the scale to the value, if that is finite. */
void svg_scale_take(struct svg_scale *scale, double value);

/* Where the value lies, in percent of the width. */
double svg_across(const struct svg_scale *scale, double value);

/* The decimals with which a figure of this size is worth reading. */
int svg_decimals(double value);

/* Opens the figure; title and description are what is read aloud. */
void svg_begin(struct html *html, const char *workload, const char *title, const char *description,
	       int height);
void svg_end(struct html *html, const char *caption);

/* Lines over the height, with their values below it; zero stands out. */
void svg_axis(FILE *out, const struct svg_scale *scale, int height);

/* Behind rows that belong together. */
void svg_band(FILE *out, int y, int height);

/* The name of a row, and what it says at its right end. */
void svg_label(struct html *html, const char *label, int y);
void svg_value(FILE *out, int y, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* "+422 [345, 524] ns" as a row's value. */
void svg_interval_value(FILE *out, const struct interval *interval, const char *unit, int y);

/* y: the middle.  Whiskers need both ends; a hollow dot is one with statistics on. */
void svg_whisker(FILE *out, const struct svg_scale *scale, const struct interval *interval, int y);
void svg_dot(FILE *out, const struct svg_scale *scale, double value, int y, bool hollow);
void svg_bar(FILE *out, const struct svg_scale *scale, double value, int y, int height);

#endif
