/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_SLOPE_H
#define BPFTAX_STATS_SLOPE_H

/*
 * The slope of a line through points.
 *
 *	slope_ns = median_slope(events, elapsed_ns, count);    // T = a + b N: this is b
 */

#include <stddef.h>

/*
 * For points of which some are far off: the median of the slopes between all pairs of points with
 * different x (Theil 1950; Sen, JASA 63 (1968), 1379).  A chunk that an interrupt fell into does
 * not tilt it.  NaN when no two points differ in x, or without memory.
 */
double median_slope(const double *x, const double *y, size_t count);

/*
 * By least squares, for points whose errors are alike.  NaN when a value is missing (NaN) or no two
 * points differ in x.
 */
double least_squares_slope(const double *x, const double *y, size_t count);

#endif
