/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_RESPONSE_H
#define BPFTAX_STATS_RESPONSE_H

/*
 * A response curve: what a workload did at known costs, straight lines between the points.
 *
 *	struct response_point points[] = { { 0, { 0, 0, 0 } }, { 730, { 3.6, 2.5, 4.7 } }, ... };
 *	struct response curve = { points, ARRAY_SIZE(points) };
 *
 *	predicted = response_at(&curve, (struct interval){ 540, 470, 610 });
 *	saturation_ns = response_crossing(&busy, .995, true);
 *
 * Nothing is fitted: no shape is assumed but that there is none between two points.  The band of
 * a curve are the lines through the points' lows and through their highs; with a point's own
 * interval at 95 % the band covers each of its points so often, and not all of them at once.  Pure.
 */

#include "stats/estimate.h"

struct response_point {
	double cost; /* what was put in, in its own unit */
	struct interval value;
};

/* Points in ascending order of cost, each with an interval. */
struct response {
	const struct response_point *points;
	size_t count;
};

/*
 * Between which points a cost lies: the index of the one on its right, whose value has the share
 * *ret_share in the curve's there, and the point before it the rest.  0: outside of all.
 */
size_t response_place(const struct response *curve, double cost, double *ret_share);

/*
 * The value at a cost that is itself known by an interval: the estimate at its estimate, and the
 * widest that the band reaches between its ends.  NaN where the cost lies outside the points (of
 * its ends as much as does).
 */
struct interval response_at(const struct response *curve, struct interval cost);

/*
 * The least cost at which the curve, rising or falling, has come to the level; the interval is
 * where the band's two lines do.  0 where it begins beyond.  NaN where it never arrives (as the
 * upper end alone: it is not known how far away that is), and where the curve has no beginning.
 */
struct interval response_crossing(const struct response *curve, double level, bool rising);

/*
 * What two estimates differ by, one - other, when their errors are independent: half-widths add as
 * squares.  NaN ends where either has none.
 */
struct interval interval_difference(struct interval one, struct interval other);

#endif
