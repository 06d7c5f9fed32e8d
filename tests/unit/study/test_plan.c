// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/options.h"
#include "study/plan.h"
#include "study/study_fields.h"
#include "study/study_check.h"

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

static void plan_of(const struct study *study, const char *workload, unsigned int blocks,
		    struct treatment_list *ret_treatments, struct plan *ret_plan)
{
	assert_int_equal(treatments_make(study, NULL, ret_treatments), 0);
	assert_int_equal(plan_make(study, ret_treatments, workload, blocks, ret_plan), 0);
}

static char *plan_text(const struct study *study, const char *workload, unsigned int blocks)
{
	struct treatment_list treatments;
	struct plan plan;
	json_t *object;
	char *text;

	plan_of(study, workload, blocks, &treatments, &plan);
	object = plan_to_json(&plan, &treatments, workload);
	assert_non_null(object);
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	plan_free(&plan);
	treatments_free(&treatments);
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
static size_t visits_of(const struct visit *visits, size_t count, unsigned int treatment)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += visits[i].treatment == treatment && !visits[i].carrier;
	return found;
}

static size_t baselines_of(const struct visit *visits, size_t count, unsigned int number)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += visits[i].treatment == TREATMENT_SHAM_ID && visits[i].baseline == number &&
			 visits[i].carrier;
	return found;
}

static void assert_block_complete(const struct treatment_list *list, const struct visit *visits,
				  size_t count, unsigned int block)
{
	for (size_t t = 1; t < list->count; t++)
		assert_int_equal(visits_of(visits, count, list->treatments[t].id), 1);
	assert_int_equal(baselines_of(visits, count, 0), 1);
	assert_int_equal(baselines_of(visits, count, 1), 1);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(visits[i].block, block);
		assert_int_equal(visits[i].position, i);
		assert_int_equal(visits[i].window_count, 2);
		assert_int_not_equal(visits[i].windows[0].statistics,
				     visits[i].windows[1].statistics);
	}
}

static const struct treatment *treatment_named(const struct treatment_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->treatments[i].name, name))
			return &list->treatments[i];
	fail_msg("no %s", name);
	return NULL;
}

static void every_block_has_every_visit_once(void **state)
{
	enum { PER_BLOCK = 12, BLOCKS = 4 };

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct study study;
		struct treatment_list treatments;
		struct plan plan;

		make_study(&study, seed);
		plan_of(&study, "udp-drain", BLOCKS, &treatments, &plan);
		assert_int_equal(plan.count, PER_BLOCK * BLOCKS);
		assert_int_equal(plan.blocks, BLOCKS);
		for (unsigned int b = 0; b < BLOCKS; b++)
			assert_block_complete(&treatments, plan.visits + b * PER_BLOCK, PER_BLOCK,
					      b);
		plan_free(&plan);
		treatments_free(&treatments);
		study_free(&study);
	}
}

/* Where fentry-null stands, which statistics come first, and what carries the sham. */
static void draws_are_roughly_uniform(void **state)
{
	enum { PER_BLOCK = 12, BLOCKS = 12000 };
	unsigned int positions[PER_BLOCK] = { 0 }, off_first = 0, sham_fexit = 0;
	struct study study;
	struct treatment_list treatments;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	plan_of(&study, "udp-drain", BLOCKS, &treatments, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		const struct visit *visit = &plan.visits[i];

		if (visits_of(visit, 1, treatment_named(&treatments, "fentry-null")->id)) {
			positions[visit->position]++;
			off_first += !visit->windows[0].statistics;
		}
		sham_fexit += visit->carrier && !strcmp(visit->carrier, "fexit");
	}
	/* Expected 1000, 6000 and 4800; the bounds are five standard deviations away. */
	for (int i = 0; i < PER_BLOCK; i++)
		assert_in_range(positions[i], 1000 - 152, 1000 + 152);
	assert_in_range(off_first, 6000 - 274, 6000 + 274);
	assert_in_range(sham_fexit, 4800 - 310, 4800 + 310);
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

static void more_blocks_leave_the_first_alone(void **state)
{
	struct study study;
	struct treatment_list treatments, again;
	struct plan few, many;

	(void)state;
	make_study(&study, 9);
	plan_of(&study, "iperf3", 3, &treatments, &few);
	plan_of(&study, "iperf3", 10, &again, &many);
	assert_true(many.count > few.count);
	assert_memory_equal(few.visits, many.visits, few.count * sizeof(*few.visits));
	plan_free(&few);
	plan_free(&many);
	treatments_free(&treatments);
	treatments_free(&again);
	study_free(&study);
}

static void one_choice_of_statistics_is_one_window(void **state)
{
	static const char *const choices[] = { "off", "on" };

	(void)state;
	for (size_t c = 0; c < ARRAY_SIZE(choices); c++) {
		struct study study;
		struct treatment_list treatments;
		struct plan plan;

		make_study(&study, 1);
		set(&study, "stats", choices[c]);
		plan_of(&study, "iperf3", 1, &treatments, &plan);
		for (size_t i = 0; i < plan.count; i++) {
			assert_int_equal(plan.visits[i].window_count, 1);
			assert_int_equal(plan.visits[i].windows[0].statistics, c == 1);
		}
		plan_free(&plan);
		treatments_free(&treatments);
		study_free(&study);
	}
}

/* The nine rows of the original, one after the other, and once more the first: its A/A. */
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
		"baseline",
	};
	struct study study;
	struct treatment_list treatments;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	set(&study, "protocol", "restart");
	set(&study, "mechanism", "fentry,kprobe-fprobe");
	plan_of(&study, "iperf3", 7, &treatments, &plan);
	assert_int_equal(plan.count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < plan.count; i++) {
		const struct visit *visit = &plan.visits[i];
		char name[64];

		assert_string_equal(configuration_name(name, sizeof(name),
						       &treatments.treatments[visit->treatment],
						       visit->windows[0].statistics, NAN),
				    expected[i]);
		assert_int_equal(visit->window_count, 1);
		assert_int_equal(visit->position, i);
		assert_int_equal(visit->baseline, i + 1 == ARRAY_SIZE(expected));
	}
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

static void no_blocks_are_no_visits(void **state)
{
	struct study study;
	struct treatment_list treatments;
	struct plan plan;

	(void)state;
	make_study(&study, 1);
	plan_of(&study, "iperf3", 0, &treatments, &plan);
	assert_int_equal(plan.count, 0);
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

static bool is_same_but_for_its_block(const struct visit *a, const struct visit *b)
{
	return a->position == b->position && a->treatment == b->treatment &&
	       a->baseline == b->baseline && a->window_count == b->window_count &&
	       !memcmp(a->windows, b->windows, sizeof(a->windows));
}

/* Under the number behind its own, as it was planned; the others keep their order. */
static void a_block_that_was_cut_off_comes_again(void **state)
{
	struct treatment_list treatments;
	struct plan before, plan;
	struct study study;
	json_t *json;
	size_t size;

	(void)state;
	make_study(&study, 5);
	plan_of(&study, "udp-drain", 3, &treatments, &before);
	treatments_free(&treatments);
	plan_of(&study, "udp-drain", 3, &treatments, &plan);
	size = plan.count / 3;
	assert_int_equal(plan_block_again(&plan, 3), -EINVAL);
	assert_int_equal(plan_block_again(&plan, 1), 0);
	assert_int_equal(plan.blocks, 4);
	assert_int_equal(plan.cut_blocks, 1);
	assert_int_equal(plan.count, before.count + size);
	for (size_t i = 0; i < plan.count; i++) {
		size_t of = i < 2 * size ? i : i - size;

		assert_int_equal(plan.visits[i].block, i / size);
		assert_int_equal(plan.visits[i].cut, i / size == 1);
		assert_true(is_same_but_for_its_block(&plan.visits[i], &before.visits[of]));
	}
	json = plan_to_json(&plan, &treatments, "udp-drain");
	assert_int_equal(json_array_size(json_object_get(json, "cut")), 1);
	assert_int_equal(json_integer_value(json_array_get(json_object_get(json, "cut"), 0)), 1);
	json_decref(json);
	plan_free(&before);
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

/* A value that two rows have is there once; the delays' own lists are none of these. */
static void assert_is_shared(const json_t *row, const json_t *other)
{
	for (size_t i = 0; i < json_array_size(row); i++) {
		const json_t *value = json_array_get(row, i), *others = json_array_get(other, i);

		if (strcmp(json_string_value(json_array_get(row, 2)), "delays") != 0 &&
		    json_equal(value, others))
			assert_ptr_equal(value, others);
	}
}

/* Else the plan of 10,000 blocks of 40 treatments took 330 MB, and twice its text beside it. */
static void rows_share_what_is_the_same(void **state)
{
	struct treatment_list treatments;
	struct plan plan;
	struct study study;
	json_t *json, *visits;

	(void)state;
	make_study(&study, 5);
	plan_of(&study, "udp-drain", 3, &treatments, &plan);
	json = plan_to_json(&plan, &treatments, "udp-drain");
	visits = json_object_get(json, "visits");
	assert_int_equal(json_array_size(visits), plan.count);
	for (size_t i = 0; i < plan.count; i++)
		for (size_t k = 0; k < i; k++)
			assert_is_shared(json_array_get(visits, i), json_array_get(visits, k));
	json_decref(json);
	plan_free(&plan);
	treatments_free(&treatments);
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
		cmocka_unit_test(no_blocks_are_no_visits),
		cmocka_unit_test(a_block_that_was_cut_off_comes_again),
		cmocka_unit_test(rows_share_what_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
