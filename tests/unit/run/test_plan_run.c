// SPDX-License-Identifier: GPL-2.0-or-later
/* A plan that is gone through in parts: what the store has is not made again. */
#include "common/cleanup.h"
#include "run/plan_fold.h"
#include "run/plan_run.h"
#include "run/start.h"
#include "run/switch.h"
#include "fake_agent.h"
#include "run_fixture.h"
#include "study/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 3
#define TREATMENTS 2 /* fentry-null and fentry-map; no sham can be attached */

struct fixture {
	struct run_fixture run;
	struct plan plan;
	unsigned int visits_left; /* before the user stops it; 0: never */
};

static enum run_stop stop(void *context)
{
	struct fixture *f = context;

	return f->visits_left == 1 ? RUN_STOP_AFTER_WINDOW : RUN_GO_ON;
}

static void progress(void *context, const struct run_progress *progress)
{
	struct fixture *f = context;

	(void)progress;
	if (f->visits_left)
		f->visits_left--;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct error err = { 0 };

	run_fixture_begin(&f->run);
	f->run.context.stop = stop;
	f->run.context.progress = progress;
	f->run.context.context = f;
	fake_agent = (struct fake_agent){ .longest_ns = 181535 };
	option_set(option_find("mechanism", OPTION_FOR_RUN), "fentry", &f->run.study, NULL);
	run_fixture_prepare(&f->run, "udp-drain");
	f->run.course.rule.planned = BLOCKS;
	f->run.course.lengths = course_usual_lengths(&f->run.course);
	assert_int_equal(bench_target_start(&f->run.bench, &err), 0);
	assert_int_equal(workload_start(&f->run.course, &err), 0);
	assert_int_equal(
	    plan_make(&f->run.study, &f->run.bench.treatments, "udp-drain", BLOCKS, &f->plan), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	plan_free(&f->plan);
	run_fixture_end(&f->run);
	free(f);
	return 0;
}

static void go_on(struct fixture *f)
{
	struct error err = { 0 };

	if (plan_go_on(&protocol_switch, NULL, &f->run.course, &f->plan, &err) < 0)
		fail_msg("%s", err.text);
}

static size_t stored_visits(struct fixture *f)
{
	struct run_data *data = NULL;
	struct error err = { 0 };
	size_t count;

	assert_int_equal(store_run_load(f->run.context.store, f->run.run.record.id, &data, &err),
			 0);
	count = data->visit_count;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(data->visits[i].block != data->visits[j].block ||
				    data->visits[i].position != data->visits[j].position);
	run_data_free(data);
	return count;
}

/* As another process would, that knows nothing but the store and the plan. */
static void forget(struct fixture *f)
{
	struct course *course = &f->run.course;
	struct blocks_rule rule = course->rule;
	struct window_lengths lengths = course->lengths;
	struct error err = { 0 };

	course_release(course);
	assert_int_equal(course_init(course, &f->run.bench, "udp-drain", &err), 0);
	course->rule = rule;
	course->lengths = lengths;
}

static void what_was_cut_off_is_finished(void **state)
{
	struct fixture *f = *state;
	size_t before;

	f->visits_left = 6;
	go_on(f);
	before = stored_visits(f);
	assert_in_range(before, 1, BLOCKS * TREATMENTS - 1);
	f->visits_left = 0;
	forget(f);
	go_on(f);
	assert_int_equal(stored_visits(f), BLOCKS * TREATMENTS);
	assert_int_equal(f->run.course.blocks_done, BLOCKS);
	/* One may have been stopped before its proof, which drops it. */
	for (unsigned int id = 1; id <= TREATMENTS; id++) {
		const struct treatment_outcome *outcome = &f->run.course.outcomes[id];

		assert_int_equal(outcome->kept + outcome->dropped, BLOCKS);
		assert_in_range(outcome->dropped, 0, 1);
	}
}

static void what_is_finished_is_not_made_again(void **state)
{
	struct fixture *f = *state;

	go_on(f);
	forget(f);
	go_on(f);
	assert_int_equal(stored_visits(f), BLOCKS * TREATMENTS);
}

static struct visit_row row(int64_t id, unsigned int block, unsigned int position, double begun_ns)
{
	return (struct visit_row){ .id = id,
				   .block = block,
				   .position = position,
				   .begun_ns = begun_ns,
				   .ended_ns = begun_ns + 100 };
}

static void rows_say_how_far_it_is(void **state)
{
	struct visit visits[] = { { .block = 0, .position = 0 },
				  { .block = 0, .position = 1 },
				  { .block = 1, .position = 0 } };
	struct plan plan = { visits, 3, 2 };
	struct visit_row first = row(5, 0, 0, 1000), last = row(9, 1, 0, 3000),
			 unplanned = row(10, 7, 0, 9000), without_samples = row(11, 0, 1, NAN);
	struct plan_fold fold;

	(void)state;
	assert_int_equal(plan_fold_init(&fold, &plan), 0);
	assert_true(plan_fold_measured_ns(&fold) == 0);
	plan_fold_take(&fold, &first);
	assert_int_equal(fold.next, 1);
	assert_int_equal(plan_fold_blocks(&fold), 0);
	plan_fold_take(&fold, &last);
	assert_int_equal(fold.next, 1);
	assert_true(plan_fold_measured_ns(&fold) == 2100);
	plan_fold_take(&fold, &unplanned);
	assert_true(plan_fold_measured_ns(&fold) == 2100);
	plan_fold_take(&fold, &without_samples);
	assert_int_equal(fold.next, 3);
	assert_int_equal(plan_fold_blocks(&fold), 2);
	assert_int_equal(fold.last_row, 11);
	plan_fold_release(&fold);
}

/* Three blocks of one treatment, and of one that may have no rows. */
static void open_block(const struct visit_row *rows, size_t count, unsigned int expected)
{
	struct visit visits[] = {
		{ .block = 0, .treatment = 1, .window_count = 2 },
		{ .block = 0, .position = 1, .treatment = 2, .window_count = 2 },
		{ .block = 1, .treatment = 2, .window_count = 2 },
		{ .block = 1, .position = 1, .treatment = 1, .window_count = 2 },
		{ .block = 2, .treatment = 1, .window_count = 2 },
		{ .block = 2, .position = 1, .treatment = 2, .window_count = 2 },
	};
	struct plan plan = { visits, ARRAY_SIZE(visits), 3, 0 };
	struct plan_fold fold;

	assert_int_equal(plan_fold_init(&fold, &plan), 0);
	for (size_t i = 0; i < count; i++)
		plan_fold_take(&fold, &rows[i]);
	assert_int_equal(plan_fold_open_block(&fold), expected);
	plan_fold_leave_out_before(&fold, expected);
	/* Of a last visit that is short the block is cut out of the plan first. */
	assert_int_equal(plan_fold_blocks(&fold), expected + fold.last_is_short);
	plan_fold_release(&fold);
}

static struct visit_row whole(unsigned int block, unsigned int position)
{
	return (struct visit_row){
		.id = 1, .block = block, .position = position, .kept = true, .samples = 2
	};
}

static struct visit_row lost(unsigned int block, unsigned int position)
{
	return (struct visit_row){
		.id = 1, .block = block, .position = position, .reason = VISIT_LOST_REASON
	};
}

/* What went with a guest is made again, by another process too. */
static void a_block_that_was_lost_has_no_visits(void **state)
{
	const struct visit_row at_its_end[] = { whole(0, 0), whole(0, 1), lost(1, 0), lost(1, 1) };
	const struct visit_row under_way[] = { lost(0, 0), lost(0, 1), whole(0, 0) };
	const struct visit_row again[] = { lost(0, 0), lost(0, 1), whole(0, 0), whole(0, 1) };

	(void)state;
	open_block(at_its_end, 4, 1);
	open_block(at_its_end, 3, 1);
	open_block(under_way, 2, 0);
	open_block(under_way, 3, 0);
	open_block(again, 4, 1);
}

static void rows_say_which_block_was_cut_off(void **state)
{
	const struct visit_row all[] = { whole(0, 0), whole(0, 1), whole(1, 0),
					 whole(1, 1), whole(2, 0), whole(2, 1) };
	const struct visit_row without_second[] = { whole(0, 0), whole(1, 1) };
	struct visit_row short_one[] = { whole(0, 0), whole(0, 1) };

	(void)state;
	open_block(all, 0, 0);
	open_block(all, 1, 0);
	open_block(all, 2, 1);
	open_block(all, 3, 1);
	open_block(all, 4, 2);
	open_block(all, 6, 3);
	/* The second treatment cannot be had: in the first block nobody knows that yet. */
	open_block(without_second, 1, 0);
	open_block(without_second, 2, 2);
	/* The last window is missing. */
	short_one[1].samples = 1;
	open_block(short_one, 2, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_cut_off_is_finished),
		TEST(what_is_finished_is_not_made_again),
		cmocka_unit_test(rows_say_how_far_it_is),
		cmocka_unit_test(rows_say_which_block_was_cut_off),
		cmocka_unit_test(a_block_that_was_lost_has_no_visits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
