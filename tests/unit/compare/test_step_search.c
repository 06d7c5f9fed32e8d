// SPDX-License-Identifier: GPL-2.0-or-later
/* Rows of kernels whose costs a fake measuring function knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "common/cleanup.h"
#include "compare/step_search.h"

#define MOST 64

/* A kernel as the fake knows it; what has a series of its own is told by its number. */
struct fake {
	unsigned int series;
	double value;
	enum step_state becomes; /* STEP_UNKNOWN: it is measured */
	unsigned int kind;
};

struct row {
	const struct fake *fakes;
	struct step_point points[MOST];
	size_t count, asked, rounds;
	struct step steps[MOST];
	size_t step_count;
};

static const struct gate_rule rise_of_five = { .bound = 5, .unit = GATE_INSTRUCTIONS };

static void measure(struct row *row, size_t index)
{
	const struct fake *fake = &row->fakes[index];
	struct step_point *point = &row->points[index];

	assert_int_equal(point->state, STEP_UNKNOWN);
	point->state = fake->becomes == STEP_UNKNOWN ? STEP_KNOWN : fake->becomes;
	point->value = fake->value;
	point->kind = fake->kind;
	row->asked++;
}

static void row_init(struct row *row, const struct fake *fakes, size_t count)
{
	*row = (struct row){ .fakes = fakes, .count = count };
	for (size_t i = 0; i < count; i++)
		row->points[i].series = fakes[i].series;
}

static void search_through(struct row *row, const struct gate_rule *rule, size_t most)
{
	struct step_search search = { rule, row->points, row->count };
	size_t wanted[MOST], count;

	while ((count = step_search_next(&search, wanted, most)) > 0) {
		assert_true(count <= most);
		for (size_t i = 0; i < count; i++)
			measure(row, wanted[i]);
		assert_true(++row->rounds < 100);
	}
	row->step_count = step_search_steps(&search, row->steps, MOST);
}

static void expect_step(const struct row *row, size_t index, size_t before, size_t after,
			double difference)
{
	assert_true(index < row->step_count);
	assert_int_equal(row->steps[index].before, before);
	assert_int_equal(row->steps[index].after, after);
	assert_true(row->steps[index].difference == difference);
	assert_false(row->steps[index].spread);
}

/* 262 -> 369 -> 251: five series of four kernels each. */
static void there_and_back(void **state)
{
	struct fake fakes[20];
	struct row row;

	(void)state;
	for (unsigned int i = 0; i < 20; i++)
		fakes[i] = (struct fake){ i / 4, i < 6 ? 262 : i < 15 ? 369 : 251 };
	row_init(&row, fakes, 20);
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 2);
	expect_step(&row, 0, 5, 6, 107);
	expect_step(&row, 1, 14, 15, -118);
	/* The oldest, five series, and two in each of the two series. */
	assert_true(row.asked <= 6 + 4);
}

static void nothing_changes(void **state)
{
	struct fake fakes[12];
	struct row row;

	(void)state;
	for (unsigned int i = 0; i < 12; i++)
		fakes[i] = (struct fake){ i / 4, 135 + (i % 2 ? 5 : 0) };
	row_init(&row, fakes, 12);
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 0);
	assert_int_equal(row.asked, 4);
}

/* Wherever the step is, and however many are asked at once. */
static void every_place(void **state)
{
	(void)state;
	for (unsigned int place = 1; place < 30; place++)
		for (size_t most = 1; most <= 4; most++) {
			struct fake fakes[30];
			struct row row;

			for (unsigned int i = 0; i < 30; i++)
				fakes[i] = (struct fake){ i / 7, i < place ? 82 : 115 };
			row_init(&row, fakes, 30);
			search_through(&row, &rise_of_five, most);
			assert_int_equal(row.step_count, 1);
			expect_step(&row, 0, place - 1, place, 33);
			assert_true(row.asked <= 6 + 4 * most);
		}
}

/* Two at once cut a gap in three. */
static void several_at_once(void **state)
{
	struct fake fakes[27];
	struct row one, two;

	(void)state;
	for (unsigned int i = 0; i < 27; i++)
		fakes[i] = (struct fake){ 0, i < 11 ? 10 : 30 };
	row_init(&one, fakes, 27);
	row_init(&two, fakes, 27);
	search_through(&one, &rise_of_five, 1);
	search_through(&two, &rise_of_five, 2);
	assert_true(two.rounds < one.rounds);
	expect_step(&two, 0, 10, 11, 20);
}

static void unusable_are_left_out(void **state)
{
	/* The newest of the second series does not boot, nor what lies at the step. */
	static const struct fake fakes[] = {
		{ 0, 10 },
		{ 1, 10 },
		{ 1, 10 },
		{ 1, 30, STEP_UNUSABLE },
		{ 1, 30 },
		{ 1, 30 },
		{ 1, 30, STEP_UNUSABLE },
	};
	struct row row;

	(void)state;
	row_init(&row, fakes, ARRAY_SIZE(fakes));
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 1);
	expect_step(&row, 0, 2, 4, 20);
}

static void all_unusable_end(void **state)
{
	struct fake fakes[8];
	struct row row;

	(void)state;
	for (unsigned int i = 0; i < 8; i++)
		fakes[i] = (struct fake){ i / 4, 0, STEP_UNUSABLE };
	row_init(&row, fakes, 8);
	search_through(&row, &rise_of_five, 2);
	assert_int_equal(row.step_count, 0);
}

/* What has no such cost is no step, and nobody looks for where it came. */
static void absent_is_no_value(void **state)
{
	static const struct fake fakes[] = {
		{ 0, 0, STEP_ABSENT }, { 1, 9 }, { 1, 9 }, { 1, 99 }, { 2, 99 },
	};
	struct row row;

	(void)state;
	row_init(&row, fakes, ARRAY_SIZE(fakes));
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 0);
	assert_int_equal(row.asked, 3);
}

static void kinds_are_not_compared(void **state)
{
	static const struct fake fakes[] = {
		{ 0, 89, 0, 0 },
		{ 1, 82, 0, 1 },
		{ 1, 82, 0, 1 },
		{ 2, 115, 0, 1 },
	};
	struct row row;

	(void)state;
	row_init(&row, fakes, ARRAY_SIZE(fakes));
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 1);
	expect_step(&row, 0, 2, 3, 33);
}

/* 0, 4, 8: no step of its own, but not nothing either. */
static void small_changes_are_spread(void **state)
{
	static const struct fake fakes[] = { { 0, 0 }, { 1, 4 }, { 1, 8 }, { 1, 8 } };
	struct row row;

	(void)state;
	row_init(&row, fakes, ARRAY_SIZE(fakes));
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 1);
	assert_true(row.steps[0].spread);
	assert_int_equal(row.steps[0].before, 0);
	assert_int_equal(row.steps[0].after, 3);
}

/* What is known already is not asked again, and is used. */
static void known_before(void **state)
{
	struct fake fakes[16];
	struct row row;

	(void)state;
	for (unsigned int i = 0; i < 16; i++)
		fakes[i] = (struct fake){ 0, i < 9 ? 10 : i < 12 ? 90 : 10 };
	row_init(&row, fakes, 16);
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 0);
	row_init(&row, fakes, 16);
	measure(&row, 10);
	search_through(&row, &rise_of_five, 1);
	assert_int_equal(row.step_count, 2);
	expect_step(&row, 0, 8, 9, 80);
	expect_step(&row, 1, 11, 12, -80);
}

static void rules(void **state)
{
	static const struct gate_rule level = { .level = true, .bound = 300 };
	static const struct gate_rule percent = { .bound = 40, .unit = GATE_PERCENT };

	(void)state;
	assert_false(step_is(&rise_of_five, 100, 105));
	assert_true(step_is(&rise_of_five, 100, 106));
	assert_true(step_is(&rise_of_five, 106, 100));
	assert_false(step_is(&level, 299, 300));
	assert_true(step_is(&level, 300, 301));
	assert_true(step_is(&level, 369, 251));
	assert_true(step_is(&percent, 262, 369));
	assert_false(step_is(&percent, 369, 251));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(nothing_changes),
		cmocka_unit_test(every_place),
		cmocka_unit_test(several_at_once),
		cmocka_unit_test(unusable_are_left_out),
		cmocka_unit_test(all_unusable_end),
		cmocka_unit_test(absent_is_no_value),
		cmocka_unit_test(kinds_are_not_compared),
		cmocka_unit_test(small_changes_are_spread),
		cmocka_unit_test(known_before),
		cmocka_unit_test(rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
