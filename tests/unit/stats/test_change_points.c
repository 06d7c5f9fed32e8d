// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include <stdlib.h>
#include "stats/change_points.h"

#define SEED 4711

static size_t find(const double *values, size_t count, struct change_point **points)
{
	size_t found = 99;

	assert_int_equal(change_points_find(values, count, SEED, points, &found), 0);
	return found;
}

/* 1, 2, 3 ... on a base: no two are equal, the order within a level is mixed. */
static void fill(double *values, size_t from, size_t to, double base)
{
	for (size_t i = from; i < to; i++)
		values[i] = base + (double)(i * 7 % 10) / 10;
}

static void few(void **state)
{
	double values[9] = { 1, 2, 1, 2, 9, 8, 9, 8, 9 };
	struct change_point *points = NULL;

	(void)state;
	for (size_t count = 0; count <= 9; count++) {
		assert_int_equal(find(values, count, &points), 0);
		assert_null(points);
	}
}

/* The least that can be told: five of ten, p = 2 / 252 but for the drawing. */
static void least(void **state)
{
	double values[10];
	struct change_point *points = NULL;

	(void)state;
	fill(values, 0, 5, 0);
	fill(values, 5, 10, 9);
	assert_int_equal(find(values, 10, &points), 1);
	assert_int_equal(points[0].first, 5);
	/* Two standard errors of a share of .008 in 999. */
	assert_true(fabs(points[0].p - 2. / 252) < .006 && points[0].p <= CHANGE_P);
	free(points);
}

static void steps(void **state)
{
	double values[60];
	struct change_point *points = NULL;

	(void)state;
	fill(values, 0, 20, 5);
	fill(values, 20, 35, 8);
	fill(values, 35, 60, 2);
	values[10] = 1e9; /* one disturbed run is no level */
	assert_int_equal(find(values, 60, &points), 2);
	assert_int_equal(points[0].first, 20);
	assert_int_equal(points[1].first, 35);
	free(points);
}

static void equal(void **state)
{
	double values[40];
	struct change_point *points = NULL;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		values[i] = 7;
	assert_int_equal(find(values, 40, &points), 0);
	/* Two values, all of the one before all of the other: ties are no obstacle. */
	for (size_t i = 30; i < 40; i++)
		values[i] = 8;
	assert_int_equal(find(values, 40, &points), 1);
	assert_int_equal(points[0].first, 30);
	free(points);
}

/* By the definition, over all 10!/(5! 5!) ways to put five ones among ten. */
static void exact_p(void **state)
{
	double ones[10];
	struct change_point *points = NULL;
	size_t found = 0;

	(void)state;
	for (unsigned int ways = 0; ways < 1u << 10; ways++) {
		if (__builtin_popcount(ways) != 5)
			continue;
		for (size_t i = 0; i < 10; i++)
			ones[i] = (double)(ways >> i & 1);
		found += find(ones, 10, &points);
		free(points);
		points = NULL;
	}
	assert_int_equal(found, 2); /* 0000011111 and 1111100000 */
}

static void again(void **state)
{
	double values[200];
	struct change_point *one = NULL, *other = NULL;
	uint64_t seed = 5;
	size_t count;

	(void)state;
	for (size_t i = 0; i < 200; i++)
		values[i] = draw(&seed) + (i >= 120 ? .3 : 0);
	count = find(values, 200, &one);
	assert_int_equal(count, 1);
	assert_int_equal(find(values, 200, &other), count);
	assert_memory_equal(one, other, count * sizeof(*one));
	free(one);
	free(other);
}

static void exact(void **state)
{
	static const struct exact_range ranges[] = { { 205, 205 }, { 205, 205 }, { 208, 208 },
						     { 200, 210 }, { 204, 206 }, { 203, 203 } };
	struct change_point *points = NULL;
	size_t count = 0;

	(void)state;
	assert_int_equal(change_points_exact(ranges, 6, &points, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(points[0].first, 2);
	assert_int_equal(points[1].first, 5);
	assert_true(isnan(points[0].p));
	free(points);
	points = NULL;
	assert_int_equal(change_points_exact(ranges, 0, &points, &count), 0);
	assert_true(count == 0 && !points);
	assert_int_equal(change_points_exact(ranges, 1, &points, &count), 0);
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few),	 cmocka_unit_test(least),   cmocka_unit_test(steps),
		cmocka_unit_test(equal), cmocka_unit_test(exact_p), cmocka_unit_test(again),
		cmocka_unit_test(exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
