// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/slope.h"

#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/median.h"

double median_slope(const double *x, const double *y, size_t count)
{
	CLEANUP_FREE double *slopes = malloc((count * count / 2 + 1) * sizeof(*slopes));
	size_t n = 0;

	if (!slopes)
		return NAN;
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (x[i] != x[j])
				slopes[n++] = (y[j] - y[i]) / (x[j] - x[i]);
	return median_of(slopes, n);
}
