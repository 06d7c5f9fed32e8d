// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/walsh.h"

#include <math.h>
#include <stdlib.h>
#include "stats/double_key.h"

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

/* What a pass learns about a bound. */
struct division {
	uint64_t count;	 /* of averages within it */
	double greatest; /* of these */
	double next;	 /* the least beyond it */
};

/* Not fmin() and fmax(): there are no NaNs, and they are most of the time of a pass. */
static double lesser(double a, double b)
{
	return b < a ? b : a;
}

static double greater(double a, double b)
{
	return b > a ? b : a;
}

static struct division divide(const double *sorted, size_t n, double bound)
{
	struct division division = { 0, -INFINITY, INFINITY };
	size_t end = n;

	for (size_t i = 0; i < n; i++) {
		while (end > i && average(sorted[i], sorted[end - 1]) > bound)
			end--;
		if (end <= i) {
			division.next = lesser(division.next, sorted[i]);
			break;
		}
		division.count += end - i;
		division.greatest = greater(division.greatest, average(sorted[i], sorted[end - 1]));
		if (end < n)
			division.next = lesser(division.next, average(sorted[i], sorted[end]));
	}
	return division;
}

/* The averages that are left: those in (low, high], both as keys; the wanted one is among them. */
struct bracket {
	int64_t low, high;
	uint64_t below, up_to;		/* averages <= low, and <= high */
	double weight_low, weight_high; /* of the ends in the interpolation */
	bool high_moved;		/* last; else the low end */
};

static void move_high(struct bracket *bracket, const struct division *division)
{
	bracket->high = double_to_key(division->greatest);
	bracket->up_to = division->count;
	bracket->weight_high = 1;
	if (bracket->high_moved)
		bracket->weight_low /= 2;
	bracket->high_moved = true;
}

static void move_low(struct bracket *bracket, const struct division *division)
{
	bracket->low = double_to_key(division->next) - 1;
	bracket->below = division->count;
	bracket->weight_low = 1;
	if (!bracket->high_moved)
		bracket->weight_high /= 2;
	bracket->high_moved = false;
}

/* Rounded down; the difference of two keys needs all 64 bits. */
static int64_t key_between(int64_t low, int64_t high)
{
	return (int64_t)((uint64_t)low + ((uint64_t)high - (uint64_t)low) / 2);
}

/*
 * Where a straight line between the ends has the rank; an end that stays a second time counts
 * half (the Illinois method: Dowell and Jarratt, BIT 11 (1971) 168), so that the bracket closes
 * from both sides.
 */
static int64_t interpolate(const struct bracket *bracket, uint64_t rank)
{
	double low = double_of_key(bracket->low + 1), high = double_of_key(bracket->high);
	double before = bracket->weight_low * ((double)(rank - bracket->below) - .5);
	double after = bracket->weight_high * ((double)(bracket->up_to - rank) + .5);
	double value = low + (high - low) * (before / (before + after));
	int64_t key = isfinite(value) ? double_to_key(value) : bracket->high;

	if (key <= bracket->low)
		return bracket->low + 1;
	return key < bracket->high ? key : bracket->high - 1;
}

#define INTERPOLATIONS_MAX 32 /* then halving, which ends after 64 */
#define CANDIDATES_MAX 256

/* Narrows until few averages are left, or one value. */
static struct bracket bracket_rank(const double *sorted, size_t n, uint64_t rank)
{
	struct bracket bracket = {
		.low = double_to_key(sorted[0]) - 1,
		.high = double_to_key(sorted[n - 1]),
		.up_to = walsh_total(n),
		.weight_low = 1,
		.weight_high = 1,
	};

	for (int pass = 0;
	     bracket.high - 1 > bracket.low && bracket.up_to - bracket.below > CANDIDATES_MAX;
	     pass++) {
		int64_t key = pass < INTERPOLATIONS_MAX ? interpolate(&bracket, rank)
							: key_between(bracket.low, bracket.high);
		struct division division = divide(sorted, n, double_of_key(key));

		if (division.count >= rank)
			move_high(&bracket, &division);
		else
			move_low(&bracket, &division);
	}
	return bracket;
}

/* How many averages lie in the bracket, which are written down. */
static size_t list_candidates(const double *sorted, size_t n, const struct bracket *bracket,
			      double candidates[CANDIDATES_MAX])
{
	double low = double_of_key(bracket->low + 1), high = double_of_key(bracket->high);
	size_t first = n, end = n, count = 0;

	for (size_t i = 0; i < n; i++) {
		while (end > i && average(sorted[i], sorted[end - 1]) > high)
			end--;
		while (first > i && average(sorted[i], sorted[first - 1]) >= low)
			first--;
		if (end <= i)
			break;
		for (size_t j = first > i ? first : i; j < end; j++)
			candidates[count++] = average(sorted[i], sorted[j]);
	}
	return count;
}

static void exchange(double *a, double *b)
{
	double value = *a;

	*a = *b;
	*b = value;
}

/*
 * The rank-th smallest, counted from 0, by Hoare's FIND (CACM 4 (1961) 321): what is asked of the
 * few that are left is one of them, not their order.
 */
static double find(double *values, size_t count, size_t rank)
{
	size_t low = 0, high = count - 1;

	while (low < high) {
		double pivot = values[low + (high - low) / 2];
		size_t i = low, j = high;

		for (;; i++, j--) {
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i >= j)
				break;
			exchange(&values[i], &values[j]);
		}
		if (rank <= j)
			high = j;
		else
			low = j + 1;
	}
	return values[low];
}

/* Of the two zeros, which are equal, always the same. */
static double positive_zero(double value)
{
	return value == 0 ? 0 : value;
}

double walsh_select(const double *sorted, size_t n, uint64_t rank)
{
	struct bracket bracket = bracket_rank(sorted, n, rank);
	double candidates[CANDIDATES_MAX];
	size_t count;

	if (bracket.high - 1 <= bracket.low)
		return double_of_key(bracket.high);
	count = list_candidates(sorted, n, &bracket, candidates);
	return positive_zero(find(candidates, count, rank - bracket.below - 1));
}

double walsh_median(const double *sorted, size_t n)
{
	uint64_t total = walsh_total(n);
	double middle = walsh_select(sorted, n, (total + 1) / 2);
	struct division division;

	if (total % 2)
		return middle;
	division = divide(sorted, n, middle);
	return average(middle, division.count > total / 2 ? middle : positive_zero(division.next));
}

void walsh_partners(const double *sorted, size_t n, double bound, size_t *ret_counts)
{
	size_t end = n;

	for (size_t i = 0; i < n; i++) {
		while (end > 0 && average(sorted[i], sorted[end - 1]) > bound)
			end--;
		ret_counts[i] = end;
	}
}

bool walsh_defined(const double *sorted, size_t n)
{
	return n == 0 || !isinf(sorted[0]) || !isinf(sorted[n - 1]) || sorted[0] == sorted[n - 1];
}
