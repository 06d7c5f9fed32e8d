/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_CHANGE_POINTS_H
#define BPFTAX_STATS_CHANGE_POINTS_H

/*
 * Where a sequence of values takes another level.
 *
 * Every place that leaves CHANGE_SIDE_LEAST values on either side is looked at as a two-sample
 * problem: the sum of the ranks before it, less what would be expected, over its deviation.  The
 * place with the greatest of these is the candidate (Hawkins and Deng, "A nonparametric
 * change-point control chart", J. Qual. Technol. 42 (2010) 165; one place alone is Pettitt, Appl.
 * Stat. 28 (1979) 126).  Ranks, since one disturbed run shall not be a change, and no distribution
 * is assumed.
 *
 * Whether the greatest is more than chance is asked of random orders of the same values, which also
 * takes ties right: p = (1 + orders with as great a one) / (1 + orders) (Davison and Hinkley,
 * Bootstrap Methods and their Application, 4.2.1).  It is a change when p <= CHANGE_P; drawing ends
 * as soon as that cannot be any more (Besag and Clifford, Biometrika 78 (1991) 301).  Then both
 * sides are looked at in the same way (binary segmentation: Vostrikova, Soviet Math. Dokl. 24
 * (1981) 55).
 *
 * Of sequences without a change at most CHANGE_P show one.  Fewer than CHANGE_VALUES_LEAST values
 * can never reach it; with more, a change is seen once some values lie behind it, not at the first.
 *
 *	struct change_point *points = NULL;
 *	size_t count;
 *
 *	change_points_find(values, n, seed, &points, &count);
 *	for (i = 0; i < count; i++)
 *		printf("from value %zu on\n", points[i].first);
 *	free(points);
 *
 * Pure; the same values and seed give the same points.
 */

#include <stddef.h>
#include <stdint.h>

#define CHANGE_P .01
#define CHANGE_ORDERS 999
#define CHANGE_SIDE_LEAST 3
#define CHANGE_VALUES_LEAST 10 /* two orders of the 252 with five low values of ten: p = .008 */

struct change_point {
	size_t first; /* index of the first value of the new level */
	double p;     /* NaN: exact values, no chance in them */
};

/*
 * values: finite.  *ret_points, in order, is the caller's to free, NULL when there are none.
 * Returns 0 or -ENOMEM.
 */
int change_points_find(const double *values, size_t count, uint64_t seed,
		       struct change_point **ret_points, size_t *ret_count);

/* From low to high: what was counted, without a random error. */
struct exact_range {
	double low, high;
};

/*
 * Of counted values nothing is chance: a change is where a range has nothing in common with the one
 * before it.  As above otherwise.
 */
int change_points_exact(const struct exact_range *ranges, size_t count,
			struct change_point **ret_points, size_t *ret_count);

#endif
