// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/sorted.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "stats/double_key.h"

/* A byte a pass, the lowest first: time is linear where comparing takes n log n surprises. */
#define DIGITS sizeof(uint64_t)
#define DIGIT_VALUES 256

struct item {
	double value;
	size_t index; /* among what was given */
};

struct histograms {
	size_t counts[DIGITS][DIGIT_VALUES];
};

/* The sign bit turned round, so that negative keys come first. */
static uint64_t unsigned_key(double value)
{
	return (uint64_t)double_to_key(value) ^ (UINT64_C(1) << 63);
}

static unsigned int digit_of(uint64_t key, size_t digit)
{
	return (key >> (8 * digit)) % DIGIT_VALUES;
}

/* The items that are not NaN, and how often each digit has each of its values. */
static size_t take_items(const double *values, size_t count, struct item *items,
			 struct histograms *histograms)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t key;

		if (isnan(values[i]))
			continue;
		key = unsigned_key(values[i]);
		for (size_t digit = 0; digit < DIGITS; digit++)
			histograms->counts[digit][digit_of(key, digit)]++;
		items[n++] = (struct item){ values[i], i };
	}
	return n;
}

static bool is_same_everywhere(const size_t *counts, unsigned int some_value, size_t n)
{
	return counts[some_value] == n;
}

/* Stable, so that later digits keep the order of earlier ones. */
static void distribute(const struct item *from, size_t n, size_t digit, const size_t *counts,
		       struct item *to)
{
	size_t next[DIGIT_VALUES], sum = 0;

	for (size_t value = 0; value < DIGIT_VALUES; value++) {
		next[value] = sum;
		sum += counts[value];
	}
	for (size_t i = 0; i < n; i++)
		to[next[digit_of(unsigned_key(from[i].value), digit)]++] = from[i];
}

/* Leaves them in order in one of the two arrays, which it returns. */
static struct item *sort_items(struct item *items, struct item *other, size_t n,
			       const struct histograms *histograms)
{
	for (size_t digit = 0; digit < DIGITS && n > 0; digit++) {
		const size_t *counts = histograms->counts[digit];
		struct item *done = other;

		if (is_same_everywhere(counts, digit_of(unsigned_key(items[0].value), digit), n))
			continue;
		distribute(items, n, digit, counts, other);
		other = items;
		items = done;
	}
	return items;
}

static void split_items(const struct item *items, size_t n, double *sorted, size_t *order)
{
	for (size_t i = 0; i < n; i++) {
		sorted[i] = items[i].value;
		if (order)
			order[i] = items[i].index;
	}
}

double *sorted_copy_order(const double *values, size_t count, size_t *ret_n, size_t *ret_order)
{
	CLEANUP_FREE struct item *items = calloc(2 * count + 1, sizeof(*items));
	struct histograms histograms = { 0 };
	double *sorted = malloc((count + 1) * sizeof(*sorted));
	size_t n;

	if (!items || !sorted) {
		free(sorted);
		return NULL;
	}
	n = take_items(values, count, items, &histograms);
	split_items(sort_items(items, items + count, n, &histograms), n, sorted, ret_order);
	*ret_n = n;
	return sorted;
}

double *sorted_copy(const double *values, size_t count, size_t *ret_n)
{
	return sorted_copy_order(values, count, ret_n, NULL);
}

int sorted_compare(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
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
