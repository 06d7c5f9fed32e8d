// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines as kernels 6.1 and 6.12 printed them. */
#include "agent/trace_text.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char kprobes[] = "ffffffff81b290f4  r  udp_recvmsg+0x4    [FTRACE]\n"
			      "ffffffff81b290f9  k  udp_recvmsg+0x9    [OPTIMIZED]\n"
			      "ffffffff81b26e49  k  udp_recvmsg_other+0x9    \n";

static const char enabled[] =
    "udp_recvmsg_other (1) R         \ttramp: 0xffffffffc024b000 (fprobe_handler+0x0/0x240)\n"
    "udp_recvmsg (1) R   D   M \ttramp: ftrace_regs_caller+0x0/0x65 (call_direct_funcs+0x0/0x20)\n"
    "\tdirect-->bpf_trampoline_6442550171+0x0/0xc4\n"
    "vfs_read (2) R\n";

static void same(char *got, const char *wanted)
{
	if (wanted)
		assert_string_equal(got, wanted);
	else
		assert_null(got);
	free(got);
}

static void kprobes_by_function_offset_and_type(void **state)
{
	(void)state;
	same(trace_kprobe_line(kprobes, "udp_recvmsg", 9, 'k'),
	     "ffffffff81b290f9  k  udp_recvmsg+0x9    [OPTIMIZED]");
	same(trace_kprobe_line(kprobes, "udp_recvmsg", KPROBE_ANY_OFFSET, 'r'),
	     "ffffffff81b290f4  r  udp_recvmsg+0x4    [FTRACE]");
	same(trace_kprobe_line(kprobes, "udp_recvmsg", 5, 'k'), NULL);
	same(trace_kprobe_line(kprobes, "udp_recv", 9, 'k'), NULL);
	same(trace_kprobe_line(NULL, "udp_recvmsg", 9, 'k'), NULL);
	same(trace_kprobe_line("", "udp_recvmsg", 9, 'k'), NULL);
}

static void enabled_functions_with_their_direct_call(void **state)
{
	(void)state;
	same(trace_enabled_line(enabled, "udp_recvmsg"),
	     "udp_recvmsg (1) R   D   M \ttramp: ftrace_regs_caller+0x0/0x65 "
	     "(call_direct_funcs+0x0/0x20)\n\tdirect-->bpf_trampoline_6442550171+0x0/0xc4");
	same(trace_enabled_line(enabled, "vfs_read"), "vfs_read (2) R");
	same(trace_enabled_line(enabled, "vfs_rea"), NULL);
	same(trace_enabled_line("", "vfs_read"), NULL);
	same(trace_enabled_line(NULL, "vfs_read"), NULL);
	same(trace_enabled_line("vfs_read (1)", "vfs_read"), "vfs_read (1)");
}

/* A name that stands twice is one function that was asked for. */
static void enabled_functions_of_a_list(void **state)
{
	char *const names[] = { "vfs_read", "udp_recvmsg", "udp_recv", "vfs_write" };
	static const char twice[] = "vfs_read (1)\nvfs_read (1)\n";

	(void)state;
	assert_int_equal(trace_enabled_among(enabled, names, 4), 2);
	assert_int_equal(trace_enabled_among(enabled, names, 1), 1);
	assert_int_equal(trace_enabled_among(enabled, names, 0), 0);
	assert_int_equal(trace_enabled_among(twice, names, 4), 1);
	assert_int_equal(trace_enabled_among("", names, 4), 0);
	assert_int_equal(trace_enabled_among(NULL, names, 4), 0);
	/* What the list of the caller says stays in its order. */
	assert_string_equal(names[0], "vfs_read");
}

/* Each by its first line alone. */
static void enabled_functions_of_a_pattern(void **state)
{
	(void)state;
	assert_int_equal(trace_enabled_count(enabled, "udp_recvms?"), 1);
	assert_int_equal(trace_enabled_count(enabled, "vfs_*"), 1);
	assert_int_equal(trace_enabled_count(enabled, "direct*"), 0);
	assert_int_equal(trace_enabled_count(enabled, "vfs_"), 0);
	assert_int_equal(trace_enabled_count("vfs_a (1)\nvfs_b (1) R\nvfs_c\n\n", "vfs_*"), 3);
	assert_int_equal(trace_enabled_count("", "*"), 0);
	assert_int_equal(trace_enabled_count(NULL, "*"), 0);
}

static void added_lines(void **state)
{
	json_t *added = json_array();

	(void)state;
	trace_lines_added("a\nab\n", "ab\na\n", added);
	assert_int_equal(json_array_size(added), 0);
	trace_lines_added("ab\n", "ab\na\n", added);
	assert_int_equal(json_array_size(added), 1);
	assert_string_equal(json_string_value(json_array_get(added, 0)), "a");
	trace_lines_added(NULL, "b\n", added);
	assert_int_equal(json_array_size(added), 2);
	trace_lines_added("b\n", NULL, added);
	assert_int_equal(json_array_size(added), 2);
	json_decref(added);
}

static void damaged_texts(void **state)
{
	unsigned int seed = 99;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		CLEANUP_FREE char *text = strdup(round % 2 ? kprobes : enabled);
		size_t length = strlen(text);

		for (int i = 0; i < 4; i++) {
			seed = seed * 1103515245 + 12345;
			text[seed / 65536 % length] = "\n\t +x\0k0("[seed / 7 % 9];
		}
		free(trace_kprobe_line(text, "udp_recvmsg", 9, 'k'));
		free(trace_enabled_line(text, "udp_recvmsg"));
		trace_enabled_count(text, "udp*");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kprobes_by_function_offset_and_type),
		cmocka_unit_test(enabled_functions_with_their_direct_call),
		cmocka_unit_test(enabled_functions_of_a_list),
		cmocka_unit_test(enabled_functions_of_a_pattern),
		cmocka_unit_test(added_lines),
		cmocka_unit_test(damaged_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
