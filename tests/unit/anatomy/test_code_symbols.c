// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/code_symbols.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <string.h>
#include <cmocka.h>

static int symbols_make(const char *text, struct code_symbols *ret_symbols, struct error *err)
{
	json_t *list = json_loads(text, 0, NULL);
	int r;

	assert_non_null(list);
	r = code_symbols_from_json(list, ret_symbols, err);
	json_decref(list);
	return r;
}

static void name_check(const struct code_symbols *symbols, uint64_t address, const char *name)
{
	const struct code_symbol *symbol = code_symbols_find(symbols, address);

	if (name)
		assert_string_equal(symbol ? symbol->name : "(none)", name);
	else
		assert_null(symbol);
}

static void test_find(void **state)
{
	struct code_symbols symbols;
	struct error err;

	(void)state;
	assert_int_equal(symbols_make("[[\"ffffffff81000100\", \"ffffffff81000180\", \"b\", \"\"],"
				      " [\"ffffffff81000000\", \"ffffffff81000110\", \"a\", \"\"],"
				      " [\"400000\", \"400010\", \"main\", \"user\"]]",
				      &symbols, &err),
			 0);
	assert_int_equal(symbols.count, 3);
	name_check(&symbols, 0x3fffff, NULL);
	name_check(&symbols, 0x400000, "main");
	name_check(&symbols, 0x40000f, "main");
	name_check(&symbols, 0x400010, NULL);
	name_check(&symbols, 0xffffffff810000ff, "a");
	name_check(&symbols, 0xffffffff81000100, "b"); /* a is cut where b begins */
	name_check(&symbols, 0xffffffff81000180, NULL);
	assert_string_equal(symbols.symbols[0].module, "user");
	code_symbols_clear(&symbols);
	name_check(&symbols, 0x400000, NULL);
}

static void test_malformed(void **state)
{
	const char *wrong[] = { "[[1, 2, \"a\", \"\"]]", "[[\"10\", \"zz\", \"a\", \"\"]]",
				"[[\"10\", \"10\", \"a\", \"\"]]", "[[\"10\", \"20\", \"a\"]]",
				"[7]" };
	struct code_symbols symbols;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(symbols_make(wrong[i], &symbols, &err), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
