// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/walsh.h"

#include <math.h>
#include <string.h>

uint64_t walsh_total(size_t n)
{
	return (uint64_t)n * (n + 1) / 2;
}

/* Rounded, but never falling as a or b rises: the search relies on it. */
static double average(double a, double b)
{
	double sum = a + b;

	return isfinite(sum) ? sum / 2 : a / 2 + b / 2;
}

uint64_t walsh_count(const double *sorted, size_t n, double bound)
{
	uint64_t count = 0;
	size_t end = n; /* of the partners of i whose average is within the bound */

	for (size_t i = 0; i < n; i++) {
		while (end > i && average(sorted[i], sorted[end - 1]) > bound)
			end--;
		if (end <= i)
			break;
		count += end - i;
	}
	return count;
}

/* Numbers in the order of the doubles that they stand for; both zeros are 0. */
static int64_t key_of(double value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits < 0 ? INT64_MIN - bits : bits;
}

static double value_of(int64_t key)
{
	int64_t bits = key < 0 ? INT64_MIN - key : key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* Rounded down; the difference of two keys needs all 64 bits. */
static int64_t key_between(int64_t low, int64_t high)
{
	return (int64_t)((uint64_t)low + ((uint64_t)high - (uint64_t)low) / 2);
}

double walsh_select(const double *sorted, size_t n, uint64_t rank)
{
	int64_t low = key_of(sorted[0]), high = key_of(sorted[n - 1]);

	while (low < high) {
		int64_t middle = key_between(low, high);

		if (walsh_count(sorted, n, value_of(middle)) >= rank)
			high = middle;
		else
			low = middle + 1;
	}
	return value_of(low);
}

double walsh_median(const double *sorted, size_t n)
{
	uint64_t total = walsh_total(n);
	double middle = walsh_select(sorted, n, (total + 1) / 2);

	return total % 2 ? middle : average(middle, walsh_select(sorted, n, total / 2 + 1));
}

size_t walsh_partners(const double *sorted, size_t n, double value, double bound)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (average(value, sorted[middle]) <= bound)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool walsh_defined(const double *sorted, size_t n)
{
	return n == 0 || !isinf(sorted[0]) || !isinf(sorted[n - 1]) || sorted[0] == sorted[n - 1];
}
