// SPDX-License-Identifier: GPL-2.0-or-later
/* One estimate of how far a run is: the share and the time left agree, and end near the truth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "run/cell_budget.h"
#include "run/time_left.h"
#include "study/random.h"

/* A cell that takes so long, and knows of its end as well as `error` says: 0 is exactly. */
struct planned_cell {
	bool counted;
	double length_s;
	bool knows;
	double error;
};

/* A run on a clock that is moved by hand, one cell after the other. */
struct passage {
	struct time_left time;
	double now_s, total_s; /* when it will end */
	double fraction;       /* at the last look */
	double known_from_s;   /* the first look that knew the time left */
	struct random random;
};

#define STEP_S .5
#define FRACTION_MOST .99

static void look(struct passage *p)
{
	struct how_far how_far = time_left_look(&p->time, p->now_s);

	assert_true(how_far.fraction >= 0 && how_far.fraction < 1);
	p->fraction = how_far.fraction;
	if (isnan(how_far.left_s) || !(p->now_s > 0))
		return;
	assert_true(how_far.left_s >= 0);
	assert_true(fabs(how_far.fraction - p->now_s / (p->now_s + how_far.left_s)) < 1e-9);
	if (isnan(p->known_from_s))
		p->known_from_s = p->now_s;
}

static void cell_pass(struct passage *p, size_t index, const struct planned_cell *cell)
{
	double end_s = p->now_s + cell->length_s;

	time_left_begin(&p->time, index, p->now_s);
	for (; p->now_s < end_s; p->now_s += STEP_S) {
		double wrong =
		    1 + cell->error * (2 * (double)random_below(&p->random, 1000) / 1e3 - 1);

		if (cell->knows)
			time_left_say(&p->time, index, p->now_s, (end_s - p->now_s) * wrong);
		look(p);
	}
	time_left_end(&p->time, index, p->now_s);
}

static struct passage pass(const struct planned_cell *cells, size_t count, double budget_s)
{
	struct passage p = { .known_from_s = NAN };

	random_seed(&p.random, 7);
	assert_int_equal(time_left_init(&p.time, count, budget_s, 1), 0);
	for (size_t i = 0; i < count; i++) {
		p.time.cells[i].counted = cells[i].counted;
		p.total_s += cells[i].length_s;
	}
	for (size_t i = 0; i < count; i++)
		cell_pass(&p, i, &cells[i]);
	return p;
}

/* The default study: what counts takes a minute, and the rest is the budget's. */
static void a_budget_is_known_from_the_beginning(void **state)
{
	const struct planned_cell cells[] = { { .counted = true, .length_s = 40 },
					      { .length_s = 300, .knows = true } };
	struct passage p = pass(cells, 2, 345);

	(void)state;
	assert_true(p.known_from_s <= 1);
	assert_true(p.fraction > .97);
	time_left_release(&p.time);
}

static void share_and_time_agree_in_the_middle(void **state)
{
	struct time_left time;
	struct how_far how_far;

	(void)state;
	assert_int_equal(time_left_init(&time, 2, 345, 1), 0);
	time.cells[0].counted = true;
	time_left_begin(&time, 0, 0);
	how_far = time_left_look(&time, 20);
	assert_float_equal(how_far.left_s, 325, 1e-9);
	time_left_end(&time, 0, 45);
	time_left_begin(&time, 1, 45);
	time_left_say(&time, 1, 50, 290);
	how_far = time_left_look(&time, 172.5);
	assert_float_equal(how_far.left_s, 290 - 122.5, 1e-9);
	assert_true(fabs(how_far.fraction - 172.5 / (172.5 + 167.5)) < 1e-9);
	time_left_release(&time);
}

/* Its cells take as long as the first of them, once that is known. */
static void without_a_budget_cells_are_like_each_other(void **state)
{
	const struct planned_cell cells[] = { { .counted = true, .length_s = 30, .knows = true },
					      { .counted = true, .length_s = 33, .knows = true },
					      { .length_s = 100, .knows = true },
					      { .length_s = 110, .knows = true } };
	struct passage p = pass(cells, 4, 0);
	struct how_far how_far;

	(void)state;
	assert_true(p.known_from_s > 60); /* no timed one was seen before */
	assert_true(p.fraction > .97);
	time_left_release(&p.time);

	assert_int_equal(time_left_init(&p.time, 3, 0, 1), 0);
	time_left_begin(&p.time, 0, 0);
	assert_true(isnan(time_left_look(&p.time, 5).left_s));
	time_left_say(&p.time, 0, 10, 30);
	how_far = time_left_look(&p.time, 10);
	assert_float_equal(how_far.left_s, 30 + 2 * 40, 1e-9);
	assert_true(fabs(how_far.fraction - 10 / 120.) < 1e-9);
	time_left_release(&p.time);
}

/* Of what is measured at once the longest is what is left. */
static void counted_cells_run_side_by_side(void **state)
{
	struct time_left time;

	(void)state;
	assert_int_equal(time_left_init(&time, 4, 0, 2), 0);
	for (size_t i = 0; i < 4; i++)
		time.cells[i].counted = true;
	time_left_begin(&time, 0, 0);
	time_left_begin(&time, 1, 0);
	time_left_say(&time, 0, 10, 10);
	time_left_say(&time, 1, 10, 30);
	assert_float_equal(time_left_look(&time, 10).left_s, 30 + 2 / 2. * (20 + 40) / 2, 1e-9);
	time_left_release(&time);
}

/* Half as much and half as long again: the two agree all the time. */
static void a_cell_that_errs_does_not_contradict_itself(void **state)
{
	const struct planned_cell cells[] = {
		{ .length_s = 200, .knows = true, .error = .5 },
	};
	struct passage p = pass(cells, 1, 0);

	(void)state;
	assert_true(p.fraction > .97);
	time_left_release(&p.time);
}

/* Nothing is kept of a share that was too great: the time left is what is known. */
static void more_to_do_than_was_known_is_said(void **state)
{
	struct time_left time;
	struct how_far before, after;

	(void)state;
	assert_int_equal(time_left_init(&time, 1, 0, 1), 0);
	time_left_begin(&time, 0, 0);
	time_left_say(&time, 0, 100, 50);
	before = time_left_look(&time, 100);
	time_left_say(&time, 0, 110, 1190);
	after = time_left_look(&time, 110);
	assert_float_equal(after.left_s, 1190, 1e-9);
	assert_true(fabs(after.fraction - 110 / 1300.) < 1e-9);
	assert_true(after.fraction < before.fraction);
	time_left_release(&time);
}

/* 100 % is the end's; a run that goes on beyond what it knew is not there. */
static void what_takes_longer_than_promised_does_not_end(void **state)
{
	struct passage p = { .known_from_s = NAN };

	(void)state;
	assert_int_equal(time_left_init(&p.time, 1, 60, 1), 0);
	time_left_begin(&p.time, 0, 0);
	for (p.now_s = 0; p.now_s < 90; p.now_s += STEP_S)
		look(&p);
	assert_float_equal(p.fraction, FRACTION_MOST, 1e-9);
	time_left_release(&p.time);
}

#define SECOND UINT64_C(1000000000)

/* Elapsed and what the cells may spend make the budget, whatever they do with it. */
static void the_budget_is_the_whole_run(void **state)
{
	(void)state;
	assert_int_equal(budget_of_cell_ns(345 * SECOND, 0, 0, 1), 345 * SECOND);
	assert_int_equal(budget_of_cell_ns(345 * SECOND, 45 * SECOND, 45 * SECOND, 1),
			 300 * SECOND);
	assert_int_equal(budget_of_cell_ns(300 * SECOND, 0, 100 * SECOND, 4), 50 * SECOND);
	/* what counts leaves half of it, */
	assert_int_equal(budget_of_cell_ns(100 * SECOND, 300 * SECOND, 300 * SECOND, 2),
			 25 * SECOND);
	/* and nothing is no budget */
	assert_int_equal(budget_of_cell_ns(100 * SECOND, 0, 400 * SECOND, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_budget_is_known_from_the_beginning),
		cmocka_unit_test(share_and_time_agree_in_the_middle),
		cmocka_unit_test(without_a_budget_cells_are_like_each_other),
		cmocka_unit_test(counted_cells_run_side_by_side),
		cmocka_unit_test(a_cell_that_errs_does_not_contradict_itself),
		cmocka_unit_test(more_to_do_than_was_known_is_said),
		cmocka_unit_test(what_takes_longer_than_promised_does_not_end),
		cmocka_unit_test(the_budget_is_the_whole_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
