// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/code_table.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* As /proc/kallsyms has them: data and what has no address between functions, modules last. */
static const char kallsyms[] = "0000000000000000 A fixed_percpu_data\n"
			       "ffffffff81000000 T _text\n"
			       "ffffffff81000000 t secondary\n"
			       "ffffffff81000100 t local_one\n"
			       "ffffffff81000100 T a_global\n"
			       "ffffffff81000200 D some_data\n"
			       "ffffffff81000300 W a_weak_one\n"
			       "ffffffff81000380 T __ia32_sys_uprobe\n"
			       "ffffffff81000380 T __x64_sys_uprobe\n"
			       "garbage\n"
			       "ffffffffa0000000 t module_function\t[veth]\n"
			       "ffffffffa0100000 t bpf_prog_6deef7357e7b4530_null\t[bpf]\n"
			       "ffffffffa0200000 t ftrace_trampoline\t[__builtin__ftrace]\n"
			       "ffffffffa0300000 t kprobe_insn_page\t[__builtin__kprobes]";

static void table_make(struct code_table *table, const char *text)
{
	CLEANUP_FILE FILE *list = fmemopen((char *)text, strlen(text), "r");

	*table = (struct code_table){ 0 };
	assert_int_equal(code_table_add_kallsyms(table, list), 0);
	code_table_sort(table);
}

static void expect(const struct code_table *table, uint64_t address, const char *name,
		   const char *module)
{
	const struct code_name *found = code_table_find(table, address);

	assert_string_equal(found ? found->name : "(none)", name ? name : "(none)");
	if (found)
		assert_string_equal(found->module, module);
}

static void finds(void **state)
{
	struct code_table table;

	(void)state;
	table_make(&table, kallsyms);
	expect(&table, 0, NULL, NULL);
	expect(&table, 0xffffffff80ffffff, NULL, NULL);
	expect(&table, 0xffffffff810000ff, "_text", "");
	expect(&table, 0xffffffff81000100, "a_global", "");
	expect(&table, 0xffffffff81000300, "a_weak_one", "");
	expect(&table, 0xffffffff81000380, "__x64_sys_uprobe", "");
	expect(&table, 0xffffffff81010380, NULL, NULL); /* no function is that long */
	expect(&table, 0xffffffffa0000010, "module_function", "veth");
	expect(&table, 0xffffffffa0100001, "bpf_prog_6deef7357e7b4530_null", "bpf");
	expect(&table, 0xffffffffa0200001, "ftrace_trampoline", "ftrace");
	expect(&table, 0xffffffffa0300001, "kprobe_insn_page", "kprobes");
	code_table_clear(&table);
	expect(&table, 0xffffffff81000000, NULL, NULL);
}

static void json(void **state)
{
	struct code_table table;
	json_t *row;

	(void)state;
	table_make(&table, kallsyms);
	row = code_name_to_json(code_table_find(&table, 0xffffffff81000010));
	assert_string_equal(json_string_value(json_array_get(row, 0)), "ffffffff81000000");
	assert_string_equal(json_string_value(json_array_get(row, 1)), "ffffffff81000100");
	assert_string_equal(json_string_value(json_array_get(row, 2)), "_text");
	assert_string_equal(json_string_value(json_array_get(row, 3)), "");
	json_decref(row);
	code_table_clear(&table);
}

static void nothing(void **state)
{
	struct code_table table;

	(void)state;
	table_make(&table, "garbage\n");
	assert_int_equal(table.count, 0);
	assert_int_equal(code_table_add_kallsyms(&table, NULL), 0);
	assert_true(code_table_add_elf(&table, "/does/not/exist") < 0);
	expect(&table, 1, NULL, NULL);
	code_table_clear(&table);
}

/* A file that is no program has no functions; one that lies elsewhere than it was linked neither.
 */
static void no_program(void **state)
{
	struct code_table table = { 0 };

	(void)state;
	assert_int_equal(code_table_add_elf(&table, "/etc/passwd"), 0);
	assert_int_equal(code_table_add_elf(&table, "/bin/sh"), 0);
	assert_int_equal(table.count, 0);
	code_table_clear(&table);
}

/* Code is made where other code was, which nobody said has gone. */
static void what_began_there_is_forgotten(void **state)
{
	struct code_table table = { 0 };
	struct code_name names[] = {
		{ .start = 0x0f00, .end = 0x1010, .name = "reaches_in", .module = "bpf" },
		{ .start = 0x1018, .end = 0x1100, .name = "old_trampoline", .module = "bpf" },
		{ .start = 0x1020, .end = 0x1030, .name = "another", .module = "bpf" },
		{ .start = 0x1040, .end = 0x1080, .name = "behind", .module = "bpf" },
		{ .start = 0x1000, .end = 0x1040, .name = "made_now", .module = "bpf" },
	};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(code_table_add(&table, &names[i]), 0);
	code_table_remove(&table, names[4].start, names[4].end);
	assert_int_equal(code_table_add(&table, &names[4]), 0);
	code_table_sort(&table);
	assert_int_equal(table.count, 3);
	expect(&table, 0x0fff, "reaches_in", "bpf");
	expect(&table, 0x1000, "made_now", "bpf");
	expect(&table, 0x103f, "made_now", "bpf");
	expect(&table, 0x1040, "behind", "bpf");
	code_table_clear(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(json),
		cmocka_unit_test(nothing),
		cmocka_unit_test(no_program),
		cmocka_unit_test(what_began_there_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
