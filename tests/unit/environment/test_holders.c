// SPDX-License-Identifier: GPL-2.0-or-later
/* Who has BPF statistics on, by a /proc of files. */
#include "tree.h"
#include "common/cleanup.h"
#include "environment/statistics_holders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define SYSCTL "/proc/sys/kernel/bpf_stats_enabled"
#define STATISTICS "-> anon_inode:bpf-stats"

static void expect(const struct tree_file *files, size_t count, size_t holders, const char *name)
{
	char root[TREE_ROOT_SIZE], text[128];
	json_t *found;

	tree_make(root, files, count);
	found = statistics_holders(root);
	tree_remove(root);
	statistics_holders_name(found, text, sizeof(text));
	assert_int_equal(json_array_size(found), holders);
	assert_string_equal(text, name);
	json_decref(found);
}

static void a_descriptor_that_the_sysctl_does_not_show(void **state)
{
	const struct tree_file files[] = { { SYSCTL, "0\n" },
					   { "/proc/7/comm", "sshd\n" },
					   { "/proc/7/fd/3", "-> socket:[4711]" },
					   { "/proc/812/comm", "bpftool\n" },
					   { "/proc/812/fd/0", "-> /dev/null" },
					   { "/proc/812/fd/5", STATISTICS },
					   { "/proc/812/fd/6", STATISTICS } };

	(void)state;
	expect(files, ARRAY_SIZE(files), 1, "process 812 (bpftool)");
}

static void the_sysctl_and_a_process(void **state)
{
	const struct tree_file files[] = { { SYSCTL, "1\n" },
					   { "/proc/812/comm", "bpftool\n" },
					   { "/proc/812/fd/5", STATISTICS } };

	(void)state;
	expect(files, 1, 1, "kernel.bpf_stats_enabled");
	expect(files, ARRAY_SIZE(files), 2, "kernel.bpf_stats_enabled and 1 more");
}

static void nobody_is_seen(void **state)
{
	const struct tree_file files[] = { { SYSCTL, "0\n" },
					   { "/proc/7/fd/3", "-> anon_inode:bpf-prog" } };

	(void)state;
	expect(files, ARRAY_SIZE(files), 0, "somebody whom /proc does not show");
	expect(files, 0, 0, "somebody whom /proc does not show");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_descriptor_that_the_sysctl_does_not_show),
		cmocka_unit_test(the_sysctl_and_a_process),
		cmocka_unit_test(nobody_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
