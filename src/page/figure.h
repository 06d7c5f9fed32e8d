/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_FIGURE_H
#define BPFTAX_PAGE_FIGURE_H

/*
 * What a figure shows, as numbers: the page draws them as SVG (html_rows.c, html_strips.c), and
 * figure_files.c hands them to gnuplot.
 *
 *	struct figure figure;
 *
 *	if (figure_blocks(report, "iperf3", &figure) < 0)
 *		return -ENOMEM;
 *	for (size_t i = 0; i < figure.count; i++)
 *		draw(figure.rows[i].result->configuration, figure_bins(&figure, i), figure.bins);
 *	figure_release(&figure);
 *
 * A figure does not grow with the run: samples are put into bins.  All functions return 0 or
 * -ENOMEM; a figure without rows has nothing to show.
 */

#include "estimate/types.h"

struct figure_row {
	const struct report_result *result;
	struct interval interval; /* of effects, costs and the kernel's */
	double kernel_ns;	  /* what the kernel's statistics say one run took */
	double cost_ns;		  /* of a known delay: what it costs a datagram */
	double least, most;	  /* of the bins; of distributions the least and greatest sample */
	double middle;		  /* median of the samples, of distributions */
};

struct figure {
	struct figure_row *rows;
	size_t count;
	const char *unit;
	double *values; /* count * bins, row by row; NaN: an empty bin */
	size_t bins;
	size_t blocks;	  /* that the bins cover, from the first to the last */
	double low, high; /* what the bins of a distribution cover */
};

/* The unit of what a workload's configurations cost. */
const char *figure_unit(const struct report_result *result);

/* Effects in percent of the baseline. */
int figure_effects(const struct report *report, const char *workload, struct figure *ret_figure);

/* What tracing adds to one event. */
int figure_costs(const struct report *report, const char *workload, struct figure *ret_figure);

/*
 * Beside the cost of each configuration (without statistics, where that was measured) what the
 * kernel's own statistics say one run of its program took.
 */
int figure_kernel(const struct report *report, const char *workload, struct figure *ret_figure);

/*
 * What a workload made of known delays: the effect on the rate in percent of the baseline, a row a
 * delay, the cheapest first.
 */
int figure_response(const struct report *report, const char *workload, struct figure *ret_figure);

/* The level over the run: a bin is a block, or several; its value the median of their samples. */
int figure_blocks(const struct report *report, const char *workload, struct figure *ret_figure);

/*
 * How many samples lie where, as a share of the fullest bin.  All rows have the same range, from
 * low to high, which leaves out the outermost hundredth at each end: the first and the last bin
 * hold what lies beyond.
 */
int figure_distributions(const struct report *report, const char *workload,
			 struct figure *ret_figure);

/* The bins of a row. */
const double *figure_bins(const struct figure *figure, size_t row);

/* 1, 2 or 5 times a power of ten: about four ticks from low to high. */
double figure_tick_step(double low, double high);

void figure_release(struct figure *figure);

#endif
