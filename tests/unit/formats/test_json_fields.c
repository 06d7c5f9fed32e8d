// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>

#include "formats/json_fields.h"

/* What an array's elements are, one after the other or as a whole. */
static json_t *element(size_t i)
{
	return json_pack("{s:s, s:[i, {}], s:f}", "text", "a\nb \xc2\xb5", "nested", (int)i, "real",
			 1.25);
}

static char *whole(size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, element(i));
	assert_int_equal(json_document_put(array, out), 0);
	fclose(out);
	return text;
}

static char *by_element(size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < count; i++)
		assert_int_equal(json_element_put(element(i), i, out), 0);
	json_array_end(count, out);
	fclose(out);
	return text;
}

static void an_array_is_the_same_by_element(void **state)
{
	(void)state;
	for (size_t count = 0; count <= 3; count++) {
		char *expected = whole(count), *text = by_element(count);

		assert_string_equal(text, expected);
		free(expected);
		free(text);
	}
}

static void nothing_is_no_element(void **state)
{
	(void)state;
	assert_int_equal(json_element_put(NULL, 0, stdout), -ENOMEM);
	assert_int_equal(json_document_put(NULL, stdout), -ENOMEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_array_is_the_same_by_element),
		cmocka_unit_test(nothing_is_no_element),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
