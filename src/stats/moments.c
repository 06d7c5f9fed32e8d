// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/moments.h"

#include <math.h>

struct moments moments_of(const double *values, size_t count)
{
	struct moments moments = { .mean = NAN, .sd = NAN };
	double mean = 0, squares = 0;

	for (size_t i = 0; i < count; i++) {
		double step;

		if (isnan(values[i]))
			continue;
		step = values[i] - mean;
		mean += step / (double)++moments.n;
		squares += step * (values[i] - mean);
	}
	if (moments.n > 0)
		moments.mean = mean;
	if (moments.n > 1)
		moments.sd = sqrt(squares / (double)(moments.n - 1));
	return moments;
}
