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

static double mean_of(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i];
	return sum / (double)count;
}

double least_squares_slope(const double *x, const double *y, size_t count)
{
	double mean_x = mean_of(x, count), mean_y = mean_of(y, count);
	double xy = 0, xx = 0;

	for (size_t i = 0; i < count; i++) {
		double distance = x[i] - mean_x;

		xy += distance * (y[i] - mean_y);
		xx += distance * distance;
	}
	return xx > 0 ? xy / xx : NAN;
}
