/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_HTML_FIGURE_H
#define BPFTAX_REPORT_HTML_FIGURE_H

/*
 * The figures of the page, as inline SVG: what lies across is given in percent of the width and
 * text in pixels, so that a figure fills a telephone and a desk with letters of one size.
 */

#include "report/html_writer.h"
#include "report/model.h"

/* The metric that says what a workload's configurations cost. */
enum metric html_metric(const struct report_result *result);

/* Effects in percent: dots and whiskers about a zero line. */
void html_figure_intervals(struct html *html, const struct report *report, const char *workload);

/* Costs in the metric's unit: bars with whiskers. */
void html_figure_costs(struct html *html, const struct report *report, const char *workload);

/* The metric over the blocks, a strip a configuration: drift is a slope. */
void html_figure_blocks(struct html *html, const struct report *report, const char *workload);

#endif
