// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "common/c_locale.h"
#include "common/cleanup.h"

/* Whatever locales are installed: after the scope the thread's locale is what it was before. */
static void scope_is_all(void **state)
{
	locale_t own = newlocale(LC_ALL_MASK, "C", NULL);
	locale_t before = uselocale(own);

	(void)state;
	{
		CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();
		char text[16];

		assert_true(locale.plain != (locale_t)0 && uselocale((locale_t)0) == locale.plain);
		snprintf(text, sizeof(text), "%.1f", 1.5);
		assert_string_equal(text, "1.5");
	}
	assert_true(uselocale((locale_t)0) == own);
	uselocale(before);
	freelocale(own);
}

/* Without memory nothing was changed, and nothing is to be taken back. */
static void leaving_nothing(void **state)
{
	struct c_locale none = { 0 };
	locale_t before = uselocale((locale_t)0);

	(void)state;
	c_locale_leave(&none);
	assert_true(uselocale((locale_t)0) == before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scope_is_all),
		cmocka_unit_test(leaving_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
