/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_ESTIMATE_H
#define BPFTAX_STATS_ESTIMATE_H

/*
 * A number that was estimated, with how far it can be trusted.
 *
 * Every estimator fills one of these and has the type estimator_function, so that the report can
 * be given another (Hodges-Lehmann beside the median) without knowing how it works.  Pure: no
 * clock, no I/O.  NaN stands for absent throughout.
 */

#include <stdbool.h>
#include <stddef.h>

/* The level that intervals aim at; order statistics come only near it (see median.h). */
#define INTERVAL_LEVEL .95

struct interval {
	double estimate;
	double low, high; /* NaN: there is no interval */
};

struct estimate {
	struct interval interval;
	double level; /* attained by low..high; NaN without an interval */
	size_t n;     /* values that went into it; NaNs do not count */
	char method[128];
};

/* Returns 0 or -ENOMEM.  values are left as they are; those that are NaN do not count. */
typedef int estimator_function(const double *values, size_t count, struct estimate *ret_estimate);

/*
 * Whether the estimate of one lies outside the interval of the other; false where one has no
 * interval.  Of the median and Hodges-Lehmann under Gaussian noise this happens in well below 1 %
 * of the cases: where it does, the noise is of another kind, and a report gives both.
 */
bool estimates_disagree(const struct estimate *one, const struct estimate *other);

#endif
