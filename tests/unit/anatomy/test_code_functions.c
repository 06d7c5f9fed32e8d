// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/code_functions.h"
#include "recording_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* A function, and two copies of instructions in a page that has one symbol. */
static const struct sample_instruction code[] = {
	{ .address = 0x1000, .size = 4 },
	{ .address = 0x1004, .size = 1, .flow = FLOW_RETURN },
	{ .address = 0x9044, .size = 5, .flow = FLOW_JUMP },
	{ .address = 0x9040, .size = 4 },
	{ .address = 0x9080, .size = 2, .flow = FLOW_JUMP },
};
static const uint32_t path[] = { 0, 1, 3, 2, 4 };
static const struct sample_window windows[] = { { path, 5, true } };

static void starts_check(const char *module, const bool *expected)
{
	struct code_symbol list[] = { { 0x1000, 0x1010, (char *)"of_its_own", (char *)"" },
				      { 0x9000, 0xa000, (char *)"a_page", (char *)module } };
	struct code_symbols symbols = { list, 2 };
	struct code_functions functions;
	struct text_pool texts = { 0 };
	struct recording recording;

	recording_sample_make(code, 5, windows, 1, &recording);
	assert_int_equal(code_functions_find(&recording, &symbols, &texts, &functions), 0);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(functions.at_start[i], expected[i]);
	code_functions_release(&functions);
	recording_clear(&recording);
	text_pool_release(&texts);
}

/* Which copy of a page it is depends on what was probed before, not on what an event calls. */
static void test_each_copy_begins(void **state)
{
	(void)state;
	starts_check("kprobes", (const bool[]){ true, false, false, true, true });
	starts_check("uprobes", (const bool[]){ true, false, false, true, true });
}

static void test_a_function_begins_at_its_symbol(void **state)
{
	(void)state;
	starts_check("ftrace", (const bool[]){ true, false, false, false, false });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_copy_begins),
		cmocka_unit_test(test_a_function_begins_at_its_symbol),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
