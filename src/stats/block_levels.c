// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/block_levels.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/sorted.h"

static int median(const double *values, size_t count, double *ret_median)
{
	size_t n;
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &n);

	if (!sorted)
		return -ENOMEM;
	*ret_median = sorted_middle(sorted, n);
	return 0;
}

/* Logarithms less the median of their series. */
static int centre_series(const double *readings, size_t series, size_t blocks, double *ret_logs)
{
	int code = 0;

	for (size_t i = 0; i < series * blocks; i++)
		ret_logs[i] = log(readings[i]);
	for (size_t s = 0; s < series && code == 0; s++) {
		double centre;

		code = median(ret_logs + s * blocks, blocks, &centre);
		for (size_t b = 0; b < blocks && code == 0; b++)
			ret_logs[s * blocks + b] -= centre;
	}
	return code;
}

static int level_of(const double *logs, size_t series, size_t blocks, size_t block, double *column,
		    double *ret_level)
{
	for (size_t s = 0; s < series; s++)
		column[s] = logs[s * blocks + block];
	return median(column, series, ret_level);
}

int block_levels_remove(double *readings, size_t series, size_t blocks)
{
	CLEANUP_FREE double *logs = calloc(series * blocks + 1, sizeof(*logs));
	CLEANUP_FREE double *column = calloc(series + 1, sizeof(*column));
	int code = logs && column ? centre_series(readings, series, blocks, logs) : -ENOMEM;

	for (size_t b = 0; b < blocks && code == 0; b++) {
		double level;

		code = level_of(logs, series, blocks, b, column, &level);
		for (size_t s = 0; s < series && code == 0; s++)
			readings[s * blocks + b] /= exp(level);
	}
	return code;
}
