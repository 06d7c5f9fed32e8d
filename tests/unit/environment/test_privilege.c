// SPDX-License-Identifier: GPL-2.0-or-later
/* What a process may, by a /proc of files. */
#include "tree.h"
#include "common/cleanup.h"
#include "environment/privilege.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define STATUS(effective)                                                                          \
	{                                                                                          \
		"/proc/self/status", "Name:\tx\nCapPrm:\t0\nCapEff:\t" effective "\n"              \
	}
#define FIRST_NAMESPACE                                                                            \
	{                                                                                          \
		"/proc/self/uid_map", "         0          0 4294967295\n"                         \
	}

static const struct {
	struct tree_file files[2];
	const char *missing; /* NULL: nobody knows */
} cases[] = {
	{ { STATUS("000001ffffffffff"), FIRST_NAMESPACE }, "" },
	{ { STATUS("0000000000000000"), FIRST_NAMESPACE },
	  "CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN" },
	/* The capability for all has its parts. */
	{ { STATUS("0000000000200000"), FIRST_NAMESPACE }, "" },
	{ { STATUS("000000c000000000"), FIRST_NAMESPACE }, "CAP_SYS_ADMIN" },
	{ { STATUS("0000008000000000"), FIRST_NAMESPACE }, "CAP_PERFMON and CAP_SYS_ADMIN" },
	/* Root of a user namespace: its capabilities are for what belongs to that. */
	{ { STATUS("000001ffffffffff"), { "/proc/self/uid_map", "0 1000 1\n" } },
	  "CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN" },
	{ { { "/proc/self/uid_map", "0 0 4294967295\n" } }, NULL },
};

static void expect(size_t i)
{
	char root[TREE_ROOT_SIZE], text[128];
	size_t count = cases[i].files[1].path ? 2 : 1;
	json_t *missing;

	tree_make(root, cases[i].files, count);
	missing = privilege_missing(root);
	tree_remove(root);
	assert_int_equal(missing == NULL, cases[i].missing == NULL);
	privilege_text(missing, text, sizeof(text));
	assert_string_equal(text, cases[i].missing ? cases[i].missing : "");
	json_decref(missing);
}

static void each(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		expect(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
