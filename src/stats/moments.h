/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_MOMENTS_H
#define BPFTAX_STATS_MOMENTS_H

/*
 * Mean and standard deviation, as the original study printed them.
 *
 *	struct moments m = moments_of(rates, count);
 *	printf("%.2f±%.2f of %zu\n", m.mean, m.sd, m.n);
 */

#include <stddef.h>

struct moments {
	double mean; /* NaN when n is 0 */
	double sd;   /* of the sample, divisor n - 1; NaN when n is below 2 */
	size_t n;    /* values that are not NaN */
};

/* By Welford's recurrence (Technometrics 4, 1962, 419), which large offsets do not spoil. */
struct moments moments_of(const double *values, size_t count);

#endif
