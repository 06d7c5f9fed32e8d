// SPDX-License-Identifier: GPL-2.0-or-later
/* Names, layers and quotients: what an anatomy calls things. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "anatomy/counts.h"
#include "anatomy/function_name.h"
#include "anatomy/layers.h"
#include "common/cleanup.h"

static void names_have_nothing_of_a_load(void **state)
{
	static const char *const names[][2] = {
		{ "bpf_prog_6deef7357e7b4530_fentry_map", "bpf_prog_fentry_map" },
		{ "bpf_prog_6deef7357e7b4530", "bpf_prog" },
		{ "bpf_prog_6deef7357e7b4530_a.b", "bpf_prog_a.b" },
		{ "bpf_prog_test_run_raw_tp", "bpf_prog_test_run_raw_tp" },
		{ "bpf_prog_6deef7357e7b45301_x", "bpf_prog_6deef7357e7b45301_x" },
		{ "bpf_trampoline_6442463286", "bpf_trampoline" },
		{ "bpf_trampoline_6442463286_1", "bpf_trampoline" },
		{ "bpf_trampoline_link_prog", "bpf_trampoline_link_prog" },
		{ "ftrace_trampoline", "ftrace_trampoline" },
		{ "get_entry_ip.isra.0", "get_entry_ip.isra.0" },
	};
	char name[FUNCTION_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_string_equal(function_name(name, names[i][0]), names[i][1]);
}

static void long_names_stay_in_bounds(void **state)
{
	char symbol[1000], name[FUNCTION_NAME_SIZE];

	(void)state;
	memset(symbol, 'a', sizeof(symbol));
	symbol[sizeof(symbol) - 1] = '\0';
	assert_int_equal(strlen(function_name(name, symbol)), FUNCTION_NAME_SIZE - 1);
	assert_int_equal(strlen(function_stem(name, symbol)), FUNCTION_NAME_SIZE - 1);
}

static void stems_have_nothing_of_a_compiler(void **state)
{
	static const char *const names[][2] = {
		{ "get_entry_ip.isra.0", "get_entry_ip" },
		{ "f.constprop.0.isra.12", "f" },
		{ "f.part.0", "f" },
		{ "f.cold", "f" },
		{ "f", "f" },
		{ ".cold", ".cold" },
	};
	char stem[FUNCTION_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_string_equal(function_stem(stem, names[i][0]), names[i][1]);
}

static void programs_are_known_by_name(void **state)
{
	(void)state;
	assert_true(function_is_program("bpf_prog_fentry_map", "bpf"));
	assert_true(function_is_program("bpf_prog", "bpf"));
	assert_false(function_is_program("bpf_trampoline", "bpf"));
	assert_false(function_is_program("bpf_prog_test_run_raw_tp", NULL));
	assert_false(function_is_program("bpf_prog_x", "a_module"));
	assert_false(function_is_program(NULL, NULL));
}

static void quotients_are_exact(void **state)
{
	static const struct {
		int64_t sum;
		uint64_t events;
		const char *text;
	} quotients[] = {
		{ 259000, 1000, "259" },
		{ 259250, 1000, "259 1/4" },
		{ -3, 1, "-3" },
		{ -1, 2, "-1/2" },
		{ 0, 7, "0" },
		{ 43001, 1000, "43 1/1000" },
		{ -1500, 1000, "-1 1/2" },
		{ INT64_MIN, 1, "-9223372036854775808" },
	};
	char text[QUOTIENT_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(quotients); i++)
		assert_string_equal(counts_quotient(text, quotients[i].sum, quotients[i].events),
				    quotients[i].text);
}

/* Each rule fits where those before it do not. */
static void layers_are_by_the_first_rule(void **state)
{
	static const struct {
		struct layer_facts facts;
		enum layer layer;
	} rules[] = {
		{ { .before_program = true }, LAYER_unknown },
		{ { .below_program = true }, LAYER_helpers },
		{ { .function = "f", .hooked = true, .in_bare = true }, LAYER_hooked },
		{ { .function = "f", .in_bare = true, .before_program = true }, LAYER_trigger },
		{ { .function = "bpf_prog_x", .program = true }, LAYER_program },
		{ { .function = "memcpy", .below_program = true, .before_program = true },
		  LAYER_helpers },
		{ { .function = "bpf_trampoline", .after_programs = true }, LAYER_exit },
		{ { .function = "bpf_trampoline", .before_program = true }, LAYER_entry },
		{ { .function = "bpf_trampoline" }, LAYER_entry },
		{ { .function = "kprobe_ftrace_handler", .before_program = true }, LAYER_dispatch },
		{ { .function = "kprobe_ftrace_handler" }, LAYER_unknown },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		assert_int_equal(layer_of(&rules[i].facts), rules[i].layer);
}

static void layers_are_found_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < LAYERS; i++)
		assert_int_equal(layer_find(layer_names[i]), i);
	assert_int_equal(layer_find("skin"), LAYERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_have_nothing_of_a_load),
		cmocka_unit_test(long_names_stay_in_bounds),
		cmocka_unit_test(stems_have_nothing_of_a_compiler),
		cmocka_unit_test(programs_are_known_by_name),
		cmocka_unit_test(quotients_are_exact),
		cmocka_unit_test(layers_are_by_the_first_rule),
		cmocka_unit_test(layers_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
