// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include <stdlib.h>
#include "stats/sorted.h"
#include "stats/walsh.h"

#define LARGEST 40

static double mean_of(double a, double b)
{
	return fabs(a) > 1e307 ? a / 2 + b / 2 : (a + b) / 2;
}

/* All averages, written down and sorted: what walsh.c never does. */
static size_t by_hand(const double *values, size_t n, double *averages)
{
	double unsorted[LARGEST * (LARGEST + 1) / 2];
	size_t total = 0, kept;
	double *sorted;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			unsorted[total++] = mean_of(values[i], values[j]);
	sorted = sorted_copy(unsorted, total, &kept);
	memcpy(averages, sorted, total * sizeof(*averages));
	free(sorted);
	return total;
}

/* Rounded values have ties and, where the offset is 0, zeros. */
static void fill(double *values, size_t n, double grain, double offset, uint64_t *random)
{
	for (size_t i = 0; i < n; i++)
		values[i] = offset + (grain > 0 ? round((draw(random) - .5) / grain) * grain
						: draw(random) - .5);
}

static void check(const double *values, size_t n)
{
	double averages[LARGEST * (LARGEST + 1) / 2];
	size_t total = by_hand(values, n, averages), kept;
	double *sorted = sorted_copy(values, n, &kept);

	assert_int_equal(walsh_total(n), total);
	for (size_t rank = 1; rank <= total; rank++) {
		double found = walsh_select(sorted, n, rank);

		assert_true(found == averages[rank - 1]);
		assert_true(walsh_count(sorted, n, found) >= rank);
		assert_true(walsh_count(sorted, n, nextafter(found, -INFINITY)) < rank);
	}
	free(sorted);
}

static void every_rank_is_the_one_of_a_full_sort(void **state)
{
	const double grains[] = { 0, .25, .01 }, offsets[] = { 0, 3, -1e9 };
	uint64_t random = 11;
	double values[LARGEST];

	(void)state;
	for (size_t n = 1; n <= LARGEST; n += 3)
		for (size_t g = 0; g < 3; g++)
			for (size_t o = 0; o < 3; o++) {
				fill(values, n, grains[g], offsets[o], &random);
				check(values, n);
			}
}

static void extremes_neither_overflow_nor_vanish(void **state)
{
	const double large[] = { -1.7e308, -1e308, 1e308, 1.7e308 };
	const double small[] = { -4e-324, 0, 4e-324, 1e-310 };
	const double endless[] = { -3, 1, INFINITY, INFINITY };

	(void)state;
	check(large, 4);
	check(small, 4);
	check(endless, 4);
}

static void opposite_infinities_have_no_mean(void **state)
{
	const double both[] = { -INFINITY, 1, INFINITY }, one[] = { 1, 2, INFINITY };
	const double same[] = { INFINITY, INFINITY };

	(void)state;
	assert_false(walsh_defined(both, 3));
	assert_true(walsh_defined(one, 3));
	assert_true(walsh_defined(same, 2));
	assert_true(walsh_defined(NULL, 0));
}

/* 5e11 averages, which nobody could write down: of 0 .. n - 1 the median is known. */
static void a_million_values(void **state)
{
	const size_t n = 1000000;
	double *sorted = malloc(n * sizeof(*sorted));

	(void)state;
	for (size_t i = 0; i < n; i++)
		sorted[i] = (double)i;
	assert_true(walsh_select(sorted, n, walsh_total(n) / 2) == (double)(n - 1) / 2);
	assert_true(walsh_select(sorted, n, 1) == 0);
	assert_true(walsh_select(sorted, n, 2) == .5);
	assert_true(walsh_select(sorted, n, walsh_total(n)) == (double)(n - 1));
	free(sorted);
}

/* By what a rank means: so many are up to it, and fewer are below. */
static void check_some_ranks(const double *values, size_t n)
{
	size_t kept;
	double *sorted = sorted_copy(values, n, &kept);
	uint64_t total = walsh_total(n);
	const uint64_t ranks[] = { 1, 2, total / 40, total / 2, total / 2 + 1, total - n, total };

	for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
		double found = walsh_select(sorted, n, ranks[i]);

		assert_true(walsh_count(sorted, n, found) >= ranks[i]);
		assert_true(walsh_count(sorted, n, nextafter(found, -INFINITY)) < ranks[i]);
	}
	free(sorted);
}

#define SEVERAL 3001

/* Where a straight line misleads: heavy tails, many ties, two far clusters, an infinity. */
static void ranks_hold_whatever_the_shape(void **state)
{
	uint64_t random = 5;
	double values[SEVERAL];

	(void)state;
	for (size_t i = 0; i < SEVERAL; i++)
		values[i] = tan(3.14159 * (draw(&random) - .5));
	check_some_ranks(values, SEVERAL);
	fill(values, SEVERAL, .25, 0, &random);
	check_some_ranks(values, SEVERAL);
	for (size_t i = 0; i < SEVERAL; i++)
		values[i] = (i % 3 ? 1e-9 : 1e12) * (1 + draw(&random));
	check_some_ranks(values, SEVERAL);
	values[7] = INFINITY;
	check_some_ranks(values, SEVERAL);
}

static void partners_are_those_counted_one_by_one(void **state)
{
	double values[LARGEST], *sorted;
	size_t partners[LARGEST], kept;
	uint64_t random = 3;

	(void)state;
	fill(values, LARGEST, .05, 0, &random);
	sorted = sorted_copy(values, LARGEST, &kept);
	walsh_partners(sorted, kept, .1, partners);
	for (size_t i = 0; i < kept; i++) {
		size_t count = 0;

		for (size_t j = 0; j < kept; j++)
			count += mean_of(sorted[i], sorted[j]) <= .1;
		assert_int_equal(partners[i], count);
	}
	free(sorted);
}

static void sorting_keeps_track_of_places(void **state)
{
	const double values[] = { 3, NAN, -1, INFINITY, 0, -1e-310, -INFINITY, 3, -0.0 };
	const size_t expected[] = { 6, 2, 5, 4, 8, 0, 7, 3 }; /* equal ones as they were */
	size_t n = 0, order[9];
	double *sorted = sorted_copy_order(values, 9, &n, order);

	(void)state;
	assert_int_equal(n, 8);
	assert_memory_equal(order, expected, sizeof(expected));
	for (size_t i = 0; i < n; i++)
		assert_true(sorted[i] == values[expected[i]]);
	free(sorted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rank_is_the_one_of_a_full_sort),
		cmocka_unit_test(extremes_neither_overflow_nor_vanish),
		cmocka_unit_test(opposite_infinities_have_no_mean),
		cmocka_unit_test(ranks_hold_whatever_the_shape),
		cmocka_unit_test(partners_are_those_counted_one_by_one),
		cmocka_unit_test(sorting_keeps_track_of_places),
		cmocka_unit_test(a_million_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
