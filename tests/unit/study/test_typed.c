// SPDX-License-Identifier: GPL-2.0-or-later
/* What the default study has and nobody named gives way to what was typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "study/options.h"
#include "study/study_fields.h"
#include "study/typed.h"

static void set(struct study *study, const char *name, const char *value)
{
	assert_int_equal(option_set(option_find(name, OPTION_FOR_RUN), value, study, NULL), 0);
}

/* As the default study's file has it. */
static struct study make(void)
{
	struct study study;

	study_init(&study);
	set(&study, "timing", "counted,timed");
	set(&study, "delays", "auto");
	return study;
}

static void assert_left(struct study_typed typed, size_t delays, size_t timings)
{
	struct study study = make();

	study_default_yield(&study, &typed);
	assert_int_equal(study.delays.count, delays);
	assert_int_equal(study.timings.count, timings);
	study_free(&study);
}

static void a_workload_alone_is_all_that_was_asked_for(void **state)
{
	(void)state;
	assert_left((struct study_typed){ .workload = true }, 0, 0);
}

static void what_was_typed_beside_it_stays(void **state)
{
	(void)state;
	assert_left((struct study_typed){ .workload = true, .delays = true }, 1, 0);
	assert_left((struct study_typed){ .workload = true, .timing = true }, 0, 2);
}

static void a_study_that_was_named_means_what_it_says(void **state)
{
	(void)state;
	assert_left((struct study_typed){ .workload = true, .file = true }, 1, 2);
	assert_left((struct study_typed){}, 1, 2);
}

static void assert_counted(const char *option, const char *value, bool typed_timing,
			   const char *reason)
{
	const struct study_typed typed = { .timing = typed_timing };
	struct study study = make();
	struct error why = { 0 };

	set(&study, option, value);
	assert_int_equal(study_counted_yield(&study, &typed, &why), reason != NULL);
	assert_int_equal(study.timings.count, reason ? 0 : 2);
	if (reason)
		assert_non_null(strstr(why.text, reason));
	study_free(&study);
}

static void what_cannot_be_counted_is_left_out(void **state)
{
	(void)state;
	assert_counted("target", "local", false, "a counted cell: timing counted needs target vm");
	assert_counted("client", "host", false, "timing counted excludes client host");
	assert_counted("protocol", "restart", false, "timing counted excludes protocol restart");
	assert_counted("accel", "kvm", false, NULL);
	assert_counted("cpus", "4", false, NULL);
}

/* The run refuses it. */
static void counting_that_was_typed_stays(void **state)
{
	(void)state;
	assert_counted("target", "local", true, NULL);
}

/* Not for its counted cells: the timed ones are refused as well, in their own words. */
static void what_is_wrong_anyway_is_not_hidden(void **state)
{
	struct study study = make();
	struct error why = { 0 };

	(void)state;
	set(&study, "target", "local");
	set(&study, "boots", "2");
	assert_false(study_counted_yield(&study, &(struct study_typed){}, &why));
	study_free(&study);
}

/* The default study names mechanisms and programs, and delays: nobody typed these. */
static void objects_are_alone_where_nothing_else_was_named(void **state)
{
	const struct study_typed typed = {};
	struct study study = make();

	(void)state;
	study.builtins_named = false;
	set(&study, "object", "my.bpf.o");
	study_default_yield(&study, &typed);
	study_objects_yield(&study);
	assert_int_equal(study_program_count(&study), 0);
	assert_int_equal(study.delays.count, 0);
	assert_int_equal(study.timings.count, 2);
	assert_false(study.mechanisms_named);
	study_free(&study);
}

static void objects_stand_beside_what_was_named(void **state)
{
	static const char *const options[][2] = { { "program", "map" }, { "mechanism", "fexit" } };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct study study = make();

		study.builtins_named = false;
		set(&study, "object", "my.bpf.o");
		set(&study, options[i][0], options[i][1]);
		study_objects_yield(&study);
		assert_true(study_program_count(&study) > 0);
		assert_true(study.mechanisms_named);
		study_free(&study);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workload_alone_is_all_that_was_asked_for),
		cmocka_unit_test(what_was_typed_beside_it_stays),
		cmocka_unit_test(a_study_that_was_named_means_what_it_says),
		cmocka_unit_test(what_cannot_be_counted_is_left_out),
		cmocka_unit_test(counting_that_was_typed_stays),
		cmocka_unit_test(what_is_wrong_anyway_is_not_hidden),
		cmocka_unit_test(objects_are_alone_where_nothing_else_was_named),
		cmocka_unit_test(objects_stand_beside_what_was_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
