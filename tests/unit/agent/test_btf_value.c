// SPDX-License-Identifier: GPL-2.0-or-later
/* Values as they are typed become the bytes of their types, or a sentence. */
#include "agent/btf_value.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

struct types {
	struct btf *btf;
	int number[9], is_signed[9]; /* by their bytes */
	int flag, text, pointer, real, words, enumeration, wide, composite, of_typedef, nothing;
};

static struct types types;

static int types_make(void **state)
{
	struct btf *btf = types.btf = btf__new_empty();
	char name[16];

	(void)state;
	for (int bytes = 1; bytes <= 8; bytes *= 2) {
		snprintf(name, sizeof(name), "u%d", bytes);
		types.number[bytes] = btf__add_int(btf, name, (size_t)bytes, 0);
		*name = 's';
		types.is_signed[bytes] = btf__add_int(btf, name, (size_t)bytes, BTF_INT_SIGNED);
	}
	types.flag = btf__add_int(btf, "_Bool", 1, BTF_INT_BOOL);
	types.text = btf__add_array(btf, types.number[4], types.is_signed[1], 8);
	types.words = btf__add_array(btf, types.number[4], types.number[4], 2);
	types.pointer = btf__add_ptr(btf, 0);
	types.real = btf__add_float(btf, "double", 8);
	types.enumeration = btf__add_enum(btf, "level", 4);
	btf__add_enum_value(btf, "LEVEL_LOW", 1);
	btf__add_enum_value(btf, "LEVEL_HIGH", 9);
	types.wide = btf__add_enum64(btf, "wide", 8, false);
	btf__add_enum64_value(btf, "WIDE", 0x100000002);
	types.composite = btf__add_struct(btf, "pair", 8);
	btf__add_field(btf, "one", types.number[4], 0, 0);
	types.of_typedef =
	    btf__add_typedef(btf, "pid_t", btf__add_volatile(btf, types.is_signed[4]));
	types.nothing = btf__add_fwd(btf, "nothing", BTF_FWD_STRUCT);
	return 0;
}

static int types_free(void **state)
{
	(void)state;
	btf__free(types.btf);
	return 0;
}

/* What the bytes are afterwards, as a number, with what is behind them unharmed. */
static uint64_t put(int type, size_t size, const char *text)
{
	unsigned char bytes[17];
	struct error err = {};
	uint64_t value = 0;

	memset(bytes, 0xa5, sizeof(bytes));
	if (btf_value_put(types.btf, (__u32)type, text, bytes, size, &err) < 0)
		fail_msg("'%s': %s", text, err.text);
	assert_int_equal(bytes[size], 0xa5);
	memcpy(&value, bytes, size);
	return value;
}

static void refused(int type, size_t size, const char *text, int code, const char *sentence)
{
	unsigned char bytes[16], before[16];
	struct error err = {};

	memset(bytes, 0x5a, sizeof(bytes));
	memcpy(before, bytes, sizeof(bytes));
	assert_int_equal(btf_value_put(types.btf, (__u32)type, text, bytes, size, &err), -code);
	assert_int_equal(err.kind, ERROR_USAGE);
	if (!strstr(err.text, sentence))
		fail_msg("'%s': %s", text, err.text);
	assert_memory_equal(bytes, before, sizeof(bytes));
}

static void whole_numbers_fill_their_range_and_no_more(void **state)
{
	(void)state;
	assert_int_equal(put(types.number[1], 1, "255"), 255);
	assert_int_equal(put(types.number[2], 2, "0xffff"), 0xffff);
	assert_int_equal(put(types.number[4], 4, "4294967295"), UINT32_MAX);
	assert_true(put(types.number[8], 8, "18446744073709551615") == UINT64_MAX);
	assert_int_equal(put(types.is_signed[1], 1, "-128"), 0x80);
	assert_int_equal(put(types.is_signed[2], 2, "-1"), 0xffff);
	assert_int_equal(put(types.is_signed[4], 4, "-2147483648"), 0x80000000);
	assert_true(put(types.is_signed[8], 8, "-9223372036854775808") == (uint64_t)1 << 63);
	assert_int_equal(put(types.of_typedef, 4, "-7"), (uint32_t)-7);
	assert_int_equal(put(types.number[4], 4, "-0"), 0);
	refused(types.number[1], 1, "256", ERANGE, "0 to 255, not '256'");
	refused(types.number[4], 4, "-1", ERANGE, "0 to 4294967295");
	refused(types.number[4], 4, "4294967296", ERANGE, "of 4 bytes");
	refused(types.number[8], 8, "18446744073709551616", EINVAL, "a whole number");
	refused(types.is_signed[1], 1, "128", ERANGE, "-128 to 127");
	refused(types.is_signed[8], 8, "9223372036854775808", ERANGE, "9223372036854775807");
}

static void what_is_no_number_is_none(void **state)
{
	static const char *const words[] = { "",    "-",   "0x",  "1 ",	 " 1", "+1",
					     "1.5", "12k", "--1", "0xg", "ten" };

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		refused(types.number[4], 4, words[i], EINVAL, "takes a whole number");
}

static void bools_characters_enums_and_texts(void **state)
{
	char text[8];
	uint64_t bytes;

	(void)state;
	assert_int_equal(put(types.flag, 1, "true"), 1);
	assert_int_equal(put(types.flag, 1, "0"), 0);
	refused(types.flag, 1, "2", EINVAL, "true or false");
	assert_int_equal(put(types.is_signed[1], 1, "'a'"), 'a');
	refused(types.number[2], 2, "'a'", EINVAL, "a whole number");
	assert_int_equal(put(types.enumeration, 4, "LEVEL_HIGH"), 9);
	assert_int_equal(put(types.enumeration, 4, "3"), 3);
	refused(types.enumeration, 4, "LEVEL_HIG", EINVAL, "a name of its enum");
	assert_true(put(types.wide, 8, "WIDE") == 0x100000002);
	bytes = put(types.text, 8, "sshd");
	memcpy(text, &bytes, sizeof(text));
	assert_memory_equal(text, "sshd\0\0\0\0", 8);
	assert_int_equal(put(types.text, 8, ""), 0);
	put(types.text, 8, "1234567");
	refused(types.text, 8, "12345678", ERANGE, "has 8 bytes, the last a zero");
}

static void what_is_not_set_says_so(void **state)
{
	(void)state;
	refused(types.pointer, 8, "1", ENOTSUP, "is a pointer");
	refused(types.real, 8, "1", ENOTSUP, "floating-point");
	refused(types.words, 8, "1", ENOTSUP, "is an array");
	refused(types.composite, 8, "1", ENOTSUP, "NAME.MEMBER=VALUE");
	refused(types.nothing, 0, "1", EINVAL, "has no size");
	refused(types.number[4], 8, "1", EINVAL, "has no size");
	refused(9999, 4, "1", EINVAL, "has no size");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_fill_their_range_and_no_more),
		cmocka_unit_test(what_is_no_number_is_none),
		cmocka_unit_test(bools_characters_enums_and_texts),
		cmocka_unit_test(what_is_not_set_says_so),
	};

	return cmocka_run_group_tests(tests, types_make, types_free);
}
