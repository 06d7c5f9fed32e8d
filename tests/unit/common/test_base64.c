// SPDX-License-Identifier: GPL-2.0-or-later
/* Base64 as RFC 4648 has it, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base64.h"
#include "common/cleanup.h"

static void examples(void **state)
{
	static const char *const texts[] = { "",	 "Zg==",     "Zm8=",	"Zm9v",
					     "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		CLEANUP_FREE char *text = base64_encode("foobar", i);
		CLEANUP_FREE unsigned char *bytes = NULL;
		size_t length;

		assert_string_equal(text, texts[i]);
		assert_int_equal(base64_decode(text, &bytes, &length), 0);
		assert_int_equal(length, i);
		assert_memory_equal(bytes, "foobar", i);
	}
}

static void every_byte(void **state)
{
	unsigned char all[256];
	CLEANUP_FREE unsigned char *bytes = NULL;
	CLEANUP_FREE char *text = NULL;
	size_t length;

	(void)state;
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (unsigned char)i;
	text = base64_encode(all, sizeof(all));
	assert_int_equal(base64_decode(text, &bytes, &length), 0);
	assert_int_equal(length, sizeof(all));
	assert_memory_equal(bytes, all, sizeof(all));
}

static void what_is_none(void **state)
{
	static const char *const texts[] = { "Z",    "Zg",     "Zg=a", "Zg==Zg==", "Z===", "====",
					     "Zm9*", "Zm9v\n", "Zm 9", "=m9v",	   "Zh==", "Zm9=" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		unsigned char *bytes;
		size_t length;

		assert_int_equal(base64_decode(texts[i], &bytes, &length), -EINVAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples),
		cmocka_unit_test(every_byte),
		cmocka_unit_test(what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
