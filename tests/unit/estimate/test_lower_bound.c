// SPDX-License-Identifier: GPL-2.0-or-later
/* A program that leaves out what others do is said to be a lower bound, by its row of the list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "estimate/lower_bound.h"
#include "memory_run.h"

static const char *program_of(struct memory_run *run, const char *program)
{
	const struct program_name *known;

	run->configurations[FENTRY].program = (char *)program;
	known = lower_bound_program(memory_run_build(run, "fentry-null"));
	return known ? known->name : "";
}

static void a_program_that_leaves_something_out_is_a_lower_bound(void **state)
{
	struct memory_run *run = drifting_run();
	size_t bounds = 0;

	(void)state;
	for (size_t i = 0; i < program_names_count; i++) {
		const struct program_name *program = &program_names[i];

		if (program->parameter)
			continue;
		assert_string_equal(program_of(run, program->name),
				    program->leaves_out ? program->name : "");
		bounds += program->leaves_out != NULL;
		assert_int_equal(report_says(run->report, "is a lower bound: "),
				 program->leaves_out != NULL);
	}
	assert_int_equal(bounds, 2);
	memory_run_free(run);
}

static void at_scale_too_and_once_for_all_that_ran_it(void **state)
{
	static const char *const bounds[] = { "ringbuf", "perf-output" };
	struct memory_run *run = drifting_run();
	char name[32];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		snprintf(name, sizeof(name), "%s@4threads", bounds[i]);
		assert_string_equal(program_of(run, name), bounds[i]);
	}
	memory_run_free(run);
}

static void what_was_not_measured_has_no_cost_to_bound(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->configurations[FENTRY_STAT].program = (char *)"ringbuf";
	assert_null(lower_bound_program(memory_run_build(run, "fentry-null-stat")));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_that_leaves_something_out_is_a_lower_bound),
		cmocka_unit_test(at_scale_too_and_once_for_all_that_ran_it),
		cmocka_unit_test(what_was_not_measured_has_no_cost_to_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
