// SPDX-License-Identifier: GPL-2.0-or-later
/* When instructions may stand beside nanoseconds: where both are of one kernel image. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "estimate/kernel_image.h"

static bool same_with(const char *key, const char *value)
{
	json_t *one = json_pack("{s:s, s:s, s:s}", "release", "6.12.117", "kernel_version",
				"#1 SMP 6.12.117-1", "architecture", "x86_64");
	json_t *other = json_deep_copy(one);
	bool same;

	if (value)
		json_object_set_new(other, key, json_string(value));
	else
		json_object_del(other, key);
	same = kernel_image_same(one, other);
	json_decref(one);
	json_decref(other);
	return same;
}

static void test_same(void **state)
{
	(void)state;
	assert_true(same_with("cpus", "2"));
	assert_false(same_with("release", "6.12.118"));
	assert_false(same_with("kernel_version", "#1 SMP 6.12.117-2"));
	assert_false(same_with("architecture", "aarch64"));
}

/* What is not known is not the same. */
static void test_unknown(void **state)
{
	(void)state;
	assert_false(same_with("kernel_version", NULL));
	assert_false(kernel_image_same(NULL, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same),
					    cmocka_unit_test(test_unknown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
