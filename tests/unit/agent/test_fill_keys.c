// SPDX-License-Identifier: GPL-2.0-or-later
/* Shares as they are typed, and the keys that maps are filled with. */
#include "agent/fill_keys.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void read_as(const char *text, double share, bool is_sequential)
{
	struct filling filling = {};
	struct error err = {};

	if (filling_read(text, &filling, &err) < 0)
		fail_msg("%s", err.text);
	assert_true(filling.share > share - 1e-12 && filling.share < share + 1e-12);
	assert_int_equal(filling.is_sequential, is_sequential);
}

static void shares_and_orders_are_read(void **state)
{
	(void)state;
	read_as("0.9", .9, false);
	read_as("90%", .9, false);
	read_as("1", 1, false);
	read_as(".5:random", .5, false);
	read_as("100%:sequential", 1, true);
}

static void what_is_no_share_is_refused(void **state)
{
	static const char *const words[] = {
		"",	   "0",	   "1.1",  "101%",  "-0.5",  "nan",
		"inf",	   "0x1",  "1e-3", ".",	    "0..5",  "half",
		"0.5 ",	   "0.5:", "0.5:", "0.5:r", "0.5%%", "0.5:sequential:",
		":random", "%"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct filling filling = { 7, true };
		struct error err = {};

		if (filling_read(words[i], &filling, &err) != -EINVAL)
			fail_msg("'%s' was taken", words[i]);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_true(filling.share > 6);
	}
}

static void sequential_keys_count(void **state)
{
	struct fill_keys keys = { .size = 12, .is_sequential = true };
	unsigned char key[13] = "";

	(void)state;
	for (unsigned int i = 0; i < 300; i++) {
		memset(key, 0xa5, sizeof(key));
		fill_key_next(&keys, key);
		assert_int_equal(key[0] + 256 * key[1], i);
		assert_int_equal(key[11], 0);
		assert_int_equal(key[12], 0xa5);
	}
}

/* The words of splitmix64 from seed 0, as its authors' program prints them. */
static void random_keys_are_those_of_splitmix64_in_every_run(void **state)
{
	static const uint64_t words[] = { 0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4,
					  0x06c45d188009454f, 0xf88bb8a8724c81ec };
	struct fill_keys keys = { .size = 8 }, longer = { .size = 12 };
	unsigned char key[13];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		fill_key_next(&keys, key);
		assert_memory_equal(key, &words[i], 8);
	}
	for (size_t i = 0; i < 2; i++) {
		key[12] = 0xa5;
		fill_key_next(&longer, key);
		assert_memory_equal(key, &words[2 * i], 12);
		assert_int_equal(key[12], 0xa5);
	}
}

static void short_keys_are_few(void **state)
{
	bool seen[256] = { false };
	struct fill_keys keys = { .size = 1 };
	unsigned char key;
	int different = 0;

	(void)state;
	assert_int_equal(fill_keys_most(1), 256);
	assert_int_equal(fill_keys_most(0), 1);
	assert_true(fill_keys_most(7) == UINT64_C(1) << 56);
	assert_true(fill_keys_most(8) == UINT64_MAX && fill_keys_most(16) == UINT64_MAX);
	for (int i = 0; i < 64 * 256; i++) {
		fill_key_next(&keys, &key);
		different += !seen[key];
		seen[key] = true;
	}
	assert_int_equal(different, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_and_orders_are_read),
		cmocka_unit_test(what_is_no_share_is_refused),
		cmocka_unit_test(sequential_keys_count),
		cmocka_unit_test(random_keys_are_those_of_splitmix64_in_every_run),
		cmocka_unit_test(short_keys_are_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
