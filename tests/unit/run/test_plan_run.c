// SPDX-License-Identifier: GPL-2.0-or-later
/* A plan that is gone through in parts: what the store has is not made again. */
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_cut_off_is_finished),
		TEST(what_is_finished_is_not_made_again),
		cmocka_unit_test(rows_say_how_far_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
