// SPDX-License-Identifier: GPL-2.0-or-later
/* Guests that a bpftax left behind, by a /proc of files; agents are in test_checks.c. */
#include "tree.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "environment/leftovers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* Arguments of a process, each ended by NUL. */
static void words_write(const char *root, const char *words, size_t size)
{
	CLEANUP_FREE char *path = file_path("%s/proc/9/cmdline", root);
	CLEANUP_FILE FILE *file = fopen(path, "w");

	assert_int_equal(fwrite(words, 1, size, file), size);
}

static void expect(const char *parent, const char *words, size_t size, size_t count)
{
	const struct tree_file files[] = { { "/proc/9/comm", "qemu-system-x86\n" },
					   { "/proc/9/status", "Name:\tq\nPPid:\t7\n" },
					   { "/proc/9/cmdline", "" },
					   { "/proc/7/comm", parent } };
	char root[TREE_ROOT_SIZE];
	json_t *found;

	tree_make(root, files, ARRAY_SIZE(files));
	words_write(root, words, size);
	found = leftovers_find(root);
	tree_remove(root);
	assert_int_equal(json_array_size(found), count);
	json_decref(found);
}

static void a_guest_is_known_by_its_name(void **state)
{
	static const char ours[] = "qemu-system-x86_64\0-name\0bpftax-1a2b\0-M\0pc";
	static const char others[] = "qemu-system-x86_64\0-name\0vm-7\0-M\0pc";

	(void)state;
	expect("init\n", ours, sizeof(ours), 1);
	expect("bpftax\n", ours, sizeof(ours), 0);
	expect("init\n", others, sizeof(others), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_is_known_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
