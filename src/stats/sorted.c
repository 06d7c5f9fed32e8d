// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/sorted.h"

#include <math.h>
#include <stdlib.h>

static int compare_doubles(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

double *sorted_copy(const double *values, size_t count, size_t *ret_n)
{
	double *sorted = malloc((count ? count : 1) * sizeof(*sorted));
	size_t n = 0;

	if (!sorted)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i]))
			sorted[n++] = values[i];
	qsort(sorted, n, sizeof(*sorted), compare_doubles);
	*ret_n = n;
	return sorted;
}

double sorted_middle(const double *sorted, size_t n)
{
	if (n == 0)
		return NAN;
	if (n % 2)
		return sorted[n / 2];
	/* Halves first: the sum of two large values must not overflow. */
	return sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
}
