// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "common/cleanup.h"
#include "stats/response.h"

#define NEAR(value, wanted) assert_true(fabs((value) - (wanted)) < 1e-9)

/* The hill of docs/method.md, coarsely. */
static const struct response_point hill[] = {
	{ 0, { 0, 0, 0 } },
	{ 1000, { 4, 2, 6 } },
	{ 3000, { 8, 5, 11 } },
	{ 9000, { -4, -10, 2 } },
};
static const struct response curve = { hill, ARRAY_SIZE(hill) };

static void between_points_are_straight_lines(void **state)
{
	struct interval at = response_at(&curve, (struct interval){ 2000, 2000, 2000 });

	(void)state;
	NEAR(at.estimate, 6);
	NEAR(at.low, 3.5);
	NEAR(at.high, 8.5);
	NEAR(response_at(&curve, (struct interval){ 3000, NAN, NAN }).estimate, 8);
}

/* From 500 to 6,000: the low end is at 500, the high end at the top between. */
static void an_uncertain_cost_widens_to_what_the_band_reaches(void **state)
{
	struct interval at = response_at(&curve, (struct interval){ 2000, 500, 6000 });

	(void)state;
	NEAR(at.estimate, 6);
	NEAR(at.low, fmin(1, -2.5));
	NEAR(at.high, 11);
}

static void beyond_the_points_nothing_is_said(void **state)
{
	(void)state;
	assert_true(isnan(response_at(&curve, (struct interval){ 9001, 9001, 9001 }).estimate));
	assert_true(isnan(response_at(&curve, (struct interval){ NAN, NAN, NAN }).estimate));
	assert_true(isnan(
	    response_at(&(struct response){ hill, 0 }, (struct interval){ 1, 1, 1 }).estimate));
}

static void a_crossing_has_the_bands_ends(void **state)
{
	static const struct response_point busy[] = {
		{ 0, { .90, .88, .92 } },
		{ 1000, { .96, .94, .98 } },
		{ 2000, { 1.00, .98, 1.02 } },
	};
	struct interval at = response_crossing(&(struct response){ busy, 3 }, .98, true);

	(void)state;
	NEAR(at.estimate, 1500);
	NEAR(at.low, 1000);
	NEAR(at.high, 2000);
	at = response_crossing(&(struct response){ busy, 3 }, .99, true);
	NEAR(at.estimate, 1750);
	assert_true(isnan(at.high)); /* the lower line never arrives */
}

static void a_crossing_downwards_too(void **state)
{
	static const struct response_point sleeps[] = {
		{ 0, { .10, .09, .11 } },
		{ 1000, { .05, .04, .06 } },
		{ 2000, { 0, 0, 0 } },
	};
	struct interval at = response_crossing(&(struct response){ sleeps, 3 }, .025, false);

	(void)state;
	NEAR(at.estimate, 1500);
	assert_true(at.low < 1500 && at.low > 1000);
	assert_true(at.high > 1500 && at.high < 2000);
}

static void
what_begins_beyond_the_level_crosses_at_once_and_what_never_comes_is_absent(void **state)
{
	static const struct response_point flat[] = { { 0, { 1, 1, 1 } }, { 10, { 1, 1, 1 } } };
	static const struct response_point unknown[] = { { 0, { NAN, NAN, NAN } },
							 { 10, { 1, 1, 1 } } };

	(void)state;
	assert_true(isnan(response_crossing(&(struct response){ unknown, 2 }, .5, true).estimate));
	NEAR(response_crossing(&(struct response){ flat, 2 }, 1, true).estimate, 0);
	assert_true(isnan(response_crossing(&(struct response){ flat, 2 }, 2, true).estimate));
	NEAR(response_crossing(&(struct response){ flat, 2 }, 2, false).estimate, 0);
	assert_true(isnan(response_crossing(&(struct response){ flat, 0 }, 2, true).estimate));
}

static void errors_of_a_difference_add_as_squares(void **state)
{
	/* Lopsided, so that no end can stand for another. */
	struct interval difference =
	    interval_difference((struct interval){ 10, 7, 16 }, (struct interval){ 6, -2, 10 });

	(void)state;
	NEAR(difference.estimate, 4);
	NEAR(difference.low, 4 - 5);
	NEAR(difference.high, 4 + 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_points_are_straight_lines),
		cmocka_unit_test(an_uncertain_cost_widens_to_what_the_band_reaches),
		cmocka_unit_test(beyond_the_points_nothing_is_said),
		cmocka_unit_test(a_crossing_has_the_bands_ends),
		cmocka_unit_test(a_crossing_downwards_too),
		cmocka_unit_test(
		    what_begins_beyond_the_level_crosses_at_once_and_what_never_comes_is_absent),
		cmocka_unit_test(errors_of_a_difference_add_as_squares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
