// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "protocol/names.h"

static void every_mechanism_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < mechanism_names_count; i++) {
		assert_ptr_equal(mechanism_name_find(mechanism_names[i].name), &mechanism_names[i]);
		assert_true(strlen(mechanism_names[i].summary) > 0);
	}
	assert_null(mechanism_name_find("fentr"));
	assert_null(mechanism_name_find(""));
	assert_null(mechanism_name_find("all"));
}

/* None of them is offered where built-in programs are chosen. */
static void those_of_objects_are_known_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < OBJECT_MECHANISM_COUNT; i++) {
		const struct object_mechanism_name *known = &object_mechanism_names[i];

		assert_ptr_equal(object_mechanism_name_find(known->name), known);
		assert_null(mechanism_name_find(known->name));
		assert_string_equal(mechanism_needs(known->name), known->needs);
	}
	assert_null(object_mechanism_name_find("fentry"));
	assert_string_equal(mechanism_needs("kprobe-fprobe"), "CONFIG_FPROBE");
	assert_null(mechanism_needs("xdp"));
}

static void hooks_are_what_the_mechanisms_need(void **state)
{
	(void)state;
	assert_int_equal(mechanism_name_find("fentry")->hook, HOOK_FUNCTION);
	assert_int_equal(mechanism_name_find("tracepoint")->hook, HOOK_TRACEPOINT);
	assert_int_equal(mechanism_name_find("tp-btf")->hook, HOOK_TRACEPOINT);
	assert_int_equal(mechanism_name_find("uprobe")->hook, HOOK_USER);
	assert_int_equal(mechanism_name_find("fmod-ret")->hook, HOOK_MODIFY_RETURN);
	assert_string_equal(hook_kind_name(HOOK_MODIFY_RETURN), "modify-return");
	assert_true(hook_kind_in_workload(HOOK_TRACEPOINT));
	assert_false(hook_kind_in_workload(HOOK_USER));
}

static void programs_without_a_parameter(void **state)
{
	uint64_t delay_ns = 99;

	(void)state;
	assert_string_equal(program_name_find("null", &delay_ns)->name, "null");
	assert_int_equal(delay_ns, 0);
	assert_string_equal(program_name_find("map", NULL)->name, "map");
	assert_null(program_name_find("nul", NULL));
	assert_null(program_name_find("nulls", NULL));
	assert_null(program_name_find("", NULL));
}

static void delays_carry_their_nanoseconds(void **state)
{
	uint64_t delay_ns = 99;

	(void)state;
	assert_string_equal(program_name_find("delay-343ns", &delay_ns)->name, "delay-");
	assert_int_equal(delay_ns, 343);
	assert_non_null(program_name_find("delay-0ns", &delay_ns));
	assert_int_equal(delay_ns, 0);
}

static void bad_delays_leave_the_output_alone(void **state)
{
	static const char *const names[] = {
		"delay-",     "delay",	    "delay-343",   "delay-ns",
		"delay--5ns", "delay-+5ns", "delay-5us",   "delay-5nss",
		"delay- 5ns", "delay-5 ns", "delay-1.5ns", "delay-99999999999999999999ns",
	};
	uint64_t delay_ns = 99;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_null(program_name_find(names[i], &delay_ns));
	assert_int_equal(delay_ns, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mechanism_is_found_by_its_name),
		cmocka_unit_test(those_of_objects_are_known_apart),
		cmocka_unit_test(hooks_are_what_the_mechanisms_need),
		cmocka_unit_test(programs_without_a_parameter),
		cmocka_unit_test(delays_carry_their_nanoseconds),
		cmocka_unit_test(bad_delays_leave_the_output_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
