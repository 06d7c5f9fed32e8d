// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/options.h"
#include "study/plan.h"

static void set(struct study *study, const char *name, const char *text)
{
	assert_int_equal(option_set(option_find(name, OPTION_FOR_RUN), text, study, NULL), 0);
}

static void make_study(struct study *study, uint64_t seed)
{
	study_init(study);
	study->seed = seed;
	study->seed_given = true;
	assert_int_equal(study_check(study, NULL), 0);
}

static char *plan_text(const struct study *study, const char *workload, unsigned int blocks)
{
	struct plan plan;
	json_t *object;
	char *text;

	assert_int_equal(plan_make(study, workload, blocks, &plan), 0);
	object = plan_to_json(&plan, workload);
	assert_non_null(object);
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	plan_free(&plan);
	return text;
}

static void the_same_seed_gives_the_same_plan(void **state)
{
	struct study a, b, c;
	CLEANUP_FREE char *first = NULL;
	CLEANUP_FREE char *again = NULL;
	CLEANUP_FREE char *other_seed = NULL;
	CLEANUP_FREE char *other_workload = NULL;

	(void)state;
	make_study(&a, 5);
	make_study(&b, 5);
	make_study(&c, 6);
	first = plan_text(&a, "iperf3", 3);
	again = plan_text(&b, "iperf3", 3);
	other_seed = plan_text(&c, "iperf3", 3);
	other_workload = plan_text(&a, "udp-drain", 3);
	assert_string_equal(first, again);
	assert_string_not_equal(first, other_seed);
	assert_string_not_equal(strstr(first, "visits"), strstr(other_workload, "visits"));
	study_free(&a);
	study_free(&b);
	study_free(&c);
}

/* Plans stored by one version have to be the plans of the next. */
static void a_plan_is_what_it_was(void **state)
{
	static const char expected[] =
	    "{\"workload\":\"udp-drain\",\"blocks\":2,\"visits\":"
	    "[[0,0,\"treatment\",0,\"fentry\",\"map\",[false,true]],"
	    "[0,1,\"treatment\",0,\"kprobe-int3\",\"map\",[true,false]],"
	    "[0,2,\"treatment\",0,\"kprobe-int3\",\"null\",[false,true]],"
	    "[0,3,\"baseline\",0,\"kprobe-int3\",\"null\",[true,false]],"
	    "[0,4,\"baseline\",1,\"kprobe-int3\",\"null\",[true,false]],"
	    "[0,5,\"treatment\",0,\"fentry\",\"null\",[false,true]],"
	    "[1,0,\"treatment\",0,\"kprobe-int3\",\"map\",[true,false]],"
	    "[1,1,\"treatment\",0,\"kprobe-int3\",\"null\",[false,true]],"
	    "[1,2,\"treatment\",0,\"fentry\",\"null\",[true,false]],"
	    "[1,3,\"baseline\",0,\"kprobe-int3\",\"null\",[false,true]],"
	    "[1,4,\"treatment\",0,\"fentry\",\"map\",[false,true]],"
	    "[1,5,\"baseline\",1,\"kprobe-int3\",\"null\",[false,true]]]}";
	struct study study;
	CLEANUP_FREE char *text = NULL;

	(void)state;
	make_study(&study, 42);
	set(&study, "mechanism", "fentry,kprobe-int3");
	text = plan_text(&study, "udp-drain", 2);
	assert_string_equal(text, expected);
	study_free(&study);
}

/* How often a block visits this. */
static size_t visits_of(const struct visit *visits, size_t count, const char *mechanism,
			const char *program)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += visits[i].kind == VISIT_TREATMENT &&
			 !strcmp(visits[i].mechanism, mechanism) &&
			 !strcmp(visits[i].program, program);
	return found;
}

static size_t baselines_of(const struct visit *visits, size_t count, unsigned int number)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += visits[i].kind == VISIT_BASELINE && visits[i].baseline == number &&
			 !strcmp(visits[i].program, "null");
	return found;
}

static void assert_block_complete(const struct study *study, const struct visit *visits,
				  size_t count, unsigned int block)
{
	for (size_t m = 0; m < study->mechanisms.count; m++)
		for (size_t p = 0; p < study->programs.count; p++)
			assert_int_equal(visits_of(visits, count, study->mechanisms.words[m],
						   study->programs.words[p]),
					 1);
	assert_int_equal(baselines_of(visits, count, 0), 1);
	assert_int_equal(baselines_of(visits, count, 1), 1);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(visits[i].block, block);
		assert_int_equal(visits[i].position, i);
		assert_int_equal(visits[i].window_count, 2);
		assert_int_not_equal(visits[i].statistics[0], visits[i].statistics[1]);
	}
}

static void every_block_has_every_visit_once(void **state)
{
	enum { PER_BLOCK = 12, BLOCKS = 4 };

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct study study;
		struct plan plan;

		make_study(&study, seed);
		assert_int_equal(plan_make(&study, "udp-drain", BLOCKS, &plan), 0);
		assert_int_equal(plan.count, PER_BLOCK * BLOCKS);
		assert_int_equal(plan.blocks, BLOCKS);
		for (unsigned int b = 0; b < BLOCKS; b++)
			assert_block_complete(&study, plan.visits + b * PER_BLOCK, PER_BLOCK, b);
		plan_free(&plan);
		study_free(&study);
	}
}

/* Where fentry-null stands, which statistics come first, and what carries the sham. */
static void draws_are_roughly_uniform(void **state)
{
	enum { PER_BLOCK = 12, BLOCKS = 12000 };
	unsigned int positions[PER_BLOCK] = { 0 }, off_first = 0, sham_fexit = 0;
	struct study study;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	assert_int_equal(plan_make(&study, "udp-drain", BLOCKS, &plan), 0);
	for (size_t i = 0; i < plan.count; i++) {
		const struct visit *visit = &plan.visits[i];

		if (visits_of(visit, 1, "fentry", "null")) {
			positions[visit->position]++;
			off_first += !visit->statistics[0];
		}
		sham_fexit += visit->kind == VISIT_BASELINE && !strcmp(visit->mechanism, "fexit");
	}
	/* Expected 1000, 6000 and 4800; the bounds are five standard deviations away. */
	for (int i = 0; i < PER_BLOCK; i++)
		assert_in_range(positions[i], 1000 - 152, 1000 + 152);
	assert_in_range(off_first, 6000 - 274, 6000 + 274);
	assert_in_range(sham_fexit, 4800 - 310, 4800 + 310);
	plan_free(&plan);
	study_free(&study);
}

static void more_blocks_leave_the_first_alone(void **state)
{
	struct study study;
	struct plan few, many;

	(void)state;
	make_study(&study, 9);
	assert_int_equal(plan_make(&study, "iperf3", 3, &few), 0);
	assert_int_equal(plan_make(&study, "iperf3", 10, &many), 0);
	assert_true(many.count > few.count);
	assert_memory_equal(few.visits, many.visits, few.count * sizeof(*few.visits));
	plan_free(&few);
	plan_free(&many);
	study_free(&study);
}

static void one_choice_of_statistics_is_one_window(void **state)
{
	static const char *const choices[] = { "off", "on" };

	(void)state;
	for (size_t c = 0; c < ARRAY_SIZE(choices); c++) {
		struct study study;
		struct plan plan;

		make_study(&study, 1);
		set(&study, "stats", choices[c]);
		assert_int_equal(plan_make(&study, "iperf3", 1, &plan), 0);
		for (size_t i = 0; i < plan.count; i++) {
			assert_int_equal(plan.visits[i].window_count, 1);
			assert_int_equal(plan.visits[i].statistics[0], c == 1);
		}
		plan_free(&plan);
		study_free(&study);
	}
}

/* The nine rows of the original, one after the other. */
static void restart_keeps_the_originals_order(void **state)
{
	static const char *const expected[] = {
		"baseline",
		"fentry-null",
		"fentry-null-stat",
		"fentry-map",
		"fentry-map-stat",
		"kprobe-fprobe-null",
		"kprobe-fprobe-null-stat",
		"kprobe-fprobe-map",
		"kprobe-fprobe-map-stat",
	};
	struct study study;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	set(&study, "protocol", "restart");
	set(&study, "mechanism", "fentry,kprobe-fprobe");
	assert_int_equal(plan_make(&study, "iperf3", 7, &plan), 0);
	assert_int_equal(plan.count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < plan.count; i++) {
		const struct visit *visit = &plan.visits[i];
		char name[64];

		assert_string_equal(
		    configuration_name(name, sizeof(name), visit->mechanism, visit->program,
				       visit->kind == VISIT_BASELINE, visit->statistics[0]),
		    expected[i]);
		assert_int_equal(visit->window_count, 1);
		assert_int_equal(visit->position, i);
	}
	plan_free(&plan);
	study_free(&study);
}

static void names_of_configurations(void **state)
{
	char name[64], small[8];

	(void)state;
	assert_string_equal(configuration_name(name, sizeof(name), "fentry", "map", false, true),
			    "fentry-map-stat");
	assert_string_equal(
	    configuration_name(name, sizeof(name), "kprobe-fprobe", "null", false, false),
	    "kprobe-fprobe-null");
	assert_string_equal(configuration_name(name, sizeof(name), "fexit", "null", true, false),
			    "baseline");
	assert_string_equal(configuration_name(name, sizeof(name), "fexit", "null", true, true),
			    "baseline-stat");
	assert_string_equal(configuration_name(small, sizeof(small), "fentry", "map", false, true),
			    "fentry-");
}

static void no_blocks_are_no_visits(void **state)
{
	struct study study;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	assert_int_equal(plan_make(&study, "iperf3", 0, &plan), 0);
	assert_int_equal(plan.count, 0);
	plan_free(&plan);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_plan),
		cmocka_unit_test(a_plan_is_what_it_was),
		cmocka_unit_test(every_block_has_every_visit_once),
		cmocka_unit_test(draws_are_roughly_uniform),
		cmocka_unit_test(more_blocks_leave_the_first_alone),
		cmocka_unit_test(one_choice_of_statistics_is_one_window),
		cmocka_unit_test(restart_keeps_the_originals_order),
		cmocka_unit_test(names_of_configurations),
		cmocka_unit_test(no_blocks_are_no_visits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
