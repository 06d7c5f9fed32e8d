// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/window_role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <string.h>
#include <cmocka.h>

#define ROLE                                                                                       \
	"{\"bare\":true,\"window\":1,\"path\":false,\"events\":20,\"ns\":700,\"disturbed\":true}"

static int read_text(const char *text, struct window_roles *roles)
{
	json_t *list = json_loads(text, 0, NULL);
	struct error err;
	int r = window_roles_from_json(list, roles, &err);

	assert_non_null(list);
	json_decref(list);
	return r;
}

static void test_read(void **state)
{
	struct window_roles roles;

	(void)state;
	assert_int_equal(read_text("[" ROLE "," ROLE "]", &roles), 0);
	assert_int_equal(roles.count, 2);
	assert_true(roles.roles[1].bare && roles.roles[1].after && roles.roles[1].disturbed);
	assert_false(roles.roles[1].path);
	assert_int_equal(roles.roles[1].window, 1);
	assert_int_equal(roles.roles[1].events, 20);
	assert_int_equal(roles.roles[1].elapsed_ns, 700);
	window_roles_clear(&roles);
	assert_int_equal(roles.count, 0);
	assert_int_equal(read_text("[]", &roles), 0);
	window_roles_clear(&roles);
}

/* What is no role is refused, not taken for zeroes: as many events as there are divide the sums. */
static void test_refused(void **state)
{
	static const char *const others[][2] = {
		{ "true", "1" },       { "1", "-1" },	   { "1", "4294967296" },
		{ "false", "null" },   { "20", "-20" },	   { "20", "20.5" },
		{ "20", "1048577" },   { "20", "\"20\"" }, { "700", "9007199254740993" },
		{ "\"ns\"", "\"n\"" },
	};
	static const char role[] = ROLE;
	struct window_roles roles = { .count = 99 };

	(void)state;
	assert_int_equal(read_text("[" ROLE ",7]", &roles), -EBADMSG);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		char text[256] = "[";
		const char *at = strstr(role, others[i][0]);

		strncat(text, role, (size_t)(at - role));
		strcat(text, others[i][1]);
		strcat(text, at + strlen(others[i][0]));
		strcat(text, "]");
		if (read_text(text, &roles) != -EBADMSG)
			fail_msg("%s was taken", text);
	}
	assert_int_equal(roles.count, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
