// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/chunks.h"
#include "stats/slope.h"

static struct chunk_cost cost(const struct chunk_lists *lists, double events)
{
	struct chunk_cost result;

	assert_int_equal(chunk_cost(lists, events, &result), 0);
	return result;
}

static void by_hand(void **state)
{
	const double before[] = { 1000, 1000, 1002 }, after[] = { 1010, 1010, 1012 };
	const double attached[] = { 28005, 28005, 99999 };
	struct chunk_cost c = cost(&(struct chunk_lists){ before, attached, after, 3, 3, 3 }, 200);

	(void)state;
	assert_near(c.event_ns, 135); /* 27,000 a chunk; the third is disturbed */
	assert_near(c.bare_ns, 1005. / 200);
	assert_int_equal(c.chunks, 3);
	assert_int_equal(c.agreeing, 2);
}

/* A machine that slows down steadily adds as much to the chunks before as it lacks after. */
static void a_drift_cancels(void **state)
{
	double before[40], attached[40], after[40];
	struct chunk_cost c;

	(void)state;
	for (int i = 0; i < 40; i++) {
		before[i] = 5000 + i;
		attached[i] = 5000 + 40 + i + 20000;
		after[i] = 5000 + 80 + i;
	}
	c = cost(&(struct chunk_lists){ before, attached, after, 40, 40, 40 }, 1000);
	assert_near(c.event_ns, 20);
}

static void one_side_alone_will_do(void **state)
{
	const double bare[] = { 1000, 1000 }, attached[] = { 3000, 3000, 3000 };
	struct chunk_cost c;

	(void)state;
	c = cost(&(struct chunk_lists){ NULL, attached, bare, 0, 3, 2 }, 100);
	assert_near(c.event_ns, 20);
	assert_int_equal(c.chunks, 2);
	c = cost(&(struct chunk_lists){ bare, attached, NULL, 2, 3, 0 }, 100);
	assert_near(c.event_ns, 20);
}

static void nothing_yields_nothing(void **state)
{
	const double chunk[] = { 1000 };
	struct chunk_cost c = cost(&(struct chunk_lists){ NULL, chunk, NULL, 0, 1, 0 }, 100);

	(void)state;
	assert_true(isnan(c.event_ns) && isnan(c.bare_ns));
	assert_int_equal(c.chunks, 0);
	c = cost(&(struct chunk_lists){ chunk, NULL, chunk, 1, 0, 1 }, 100);
	assert_int_equal(c.chunks, 0);
}

/* T = 158 + 149 N, as an emulator counts it. */
static void a_line_has_its_slope(void **state)
{
	const double factors[] = { 8, 1, 4, 2, 1, 8, 2, 4 };
	double x[8], y[8];

	(void)state;
	for (int i = 0; i < 8; i++) {
		x[i] = 200 * factors[i];
		y[i] = 158 + 149 * x[i];
	}
	assert_near(median_slope(x, y, 8), 149);
	assert_near(least_squares_slope(x, y, 8), 149);
	y[3] += 2700; /* a timer interrupt */
	assert_near(median_slope(x, y, 8), 149);
	assert_true(isnan(median_slope(x, y, 1)));
	x[1] = x[0];
	assert_true(isnan(median_slope(x, y, 2)));
	assert_true(isnan(median_slope(x, y, 0)));
	assert_true(isnan(least_squares_slope(x, y, 2)));
	assert_true(isnan(least_squares_slope(x, y, 0)));
	y[2] = NAN;
	assert_true(isnan(least_squares_slope(x, y, 8)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(a_drift_cancels),
		cmocka_unit_test(one_side_alone_will_do),
		cmocka_unit_test(nothing_yields_nothing),
		cmocka_unit_test(a_line_has_its_slope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
