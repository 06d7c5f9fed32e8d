// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/holm.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"

struct ranked {
	double p;
	size_t index;
};

static int compare_ranked(const void *left, const void *right)
{
	const double a = ((const struct ranked *)left)->p, b = ((const struct ranked *)right)->p;

	return (a > b) - (a < b);
}

int holm_adjust(const double *p, size_t count, double *ret_adjusted)
{
	CLEANUP_FREE struct ranked *ranked = calloc(count + 1, sizeof(*ranked));
	double largest = 0;
	size_t m = 0;

	if (!ranked)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		ret_adjusted[i] = NAN;
		if (!isnan(p[i]))
			ranked[m++] = (struct ranked){ p[i], i };
	}
	qsort(ranked, m, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < m; i++) {
		largest = fmax(largest, fmin(1, (double)(m - i) * ranked[i].p));
		ret_adjusted[ranked[i].index] = largest;
	}
	return 0;
}
