// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/units.h"

#define UNTOUCHED 0xdeadbeefu

static void assert_duration(const char *text, uint64_t expected_ns)
{
	uint64_t ns = UNTOUCHED;
	struct error err = { 0 };

	assert_int_equal(duration_parse(text, &ns, &err), 0);
	assert_int_equal(ns, expected_ns);
}

static void durations_in_every_unit(void **state)
{
	(void)state;
	assert_duration("0", 0);
	assert_duration("0s", 0);
	assert_duration("50ns", 50);
	assert_duration("10us", 10000);
	assert_duration("250ms", 250000000);
	assert_duration("2s", 2000000000);
	assert_duration("5m", 300000000000);
	assert_duration("1h", 3600000000000);
}

static void durations_with_fractions(void **state)
{
	(void)state;
	assert_duration("1.5s", 1500000000);
	assert_duration("0.25m", 15000000000);
	assert_duration("1.000000001s", 1000000001);
	assert_duration("0.5us", 500);
}

static void no_durations(void **state)
{
	static const char *const texts[] = {
		"",
		"s",
		"5",
		"5x",
		"-5s",
		"+5s",
		" 5s",
		"5 s",
		"5s ",
		"5ss",
		"1.s",
		".5s",
		"1..5s",
		"1.5.5s",
		"5S",
		"0x5s",
		"1e3s",
		"0.5ns",
		"99999999999999999999s",
		"18446744073709551615h",
		"1.0000000001s",
		"0.000000000000000000000000000000000001s",
		"nan",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		uint64_t ns = UNTOUCHED;
		struct error err = { 0 };

		assert_int_equal(duration_parse(texts[i], &ns, &err), -EINVAL);
		assert_int_equal(ns, UNTOUCHED);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(err.text, texts[i]));
	}
}

static void durations_are_formatted_exactly(void **state)
{
	static const struct {
		uint64_t ns;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 1, "1ns" },
		{ 1500000000, "1500ms" },
		{ 90000000000, "90s" },
		{ 420000000000, "7m" },
		{ 3600000000000, "1h" },
		{ UINT64_MAX, "18446744073709551615ns" },
	};
	char text[DURATION_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint64_t again = UNTOUCHED;

		assert_string_equal(duration_format(text, sizeof(text), cases[i].ns),
				    cases[i].text);
		assert_int_equal(duration_parse(text, &again, NULL), 0);
		assert_true(again == cases[i].ns);
	}
}

static void counts_within_their_bounds(void **state)
{
	uint64_t count = UNTOUCHED;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(count_parse("1", 1, 256, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_int_equal(count_parse("256", 1, 256, &count, &err), 0);
	assert_int_equal(count, 256);
	assert_int_equal(count_parse("257", 1, 256, &count, &err), -EINVAL);
	assert_string_equal(err.text, "'257' is no whole number from 1 to 256");
	assert_int_equal(count_parse("0", 1, 256, &count, NULL), -EINVAL);
	assert_int_equal(count_parse("-1", 0, 256, &count, NULL), -EINVAL);
	assert_int_equal(count_parse("1.5", 0, 256, &count, NULL), -EINVAL);
	assert_int_equal(count_parse("12a", 0, 256, &count, NULL), -EINVAL);
	assert_int_equal(count_parse("", 0, 256, &count, NULL), -EINVAL);
	assert_int_equal(count_parse("18446744073709551616", 0, UINT64_MAX, &count, NULL), -EINVAL);
	assert_int_equal(count, 256);
}

static void memory_in_mebibytes(void **state)
{
	uint64_t mib = UNTOUCHED;

	(void)state;
	assert_int_equal(memory_parse("512", &mib, NULL), 0);
	assert_int_equal(mib, 512);
	assert_int_equal(memory_parse("768M", &mib, NULL), 0);
	assert_int_equal(mib, 768);
	assert_int_equal(memory_parse("1.5G", &mib, NULL), 0);
	assert_int_equal(mib, 1536);
	assert_int_equal(memory_parse("512K", &mib, NULL), -EINVAL);
	assert_int_equal(memory_parse("lots", &mib, NULL), -EINVAL);
	assert_int_equal(memory_parse("0.3G", &mib, NULL), -EINVAL);
	assert_int_equal(mib, 1536);
}

static void bit_rates_as_iperf3_takes_them(void **state)
{
	uint64_t rate = UNTOUCHED;

	(void)state;
	assert_int_equal(bitrate_parse("1G", &rate, NULL), 0);
	assert_int_equal(rate, 1000000000);
	assert_int_equal(bitrate_parse("2.5m", &rate, NULL), 0);
	assert_int_equal(rate, 2500000);
	assert_int_equal(bitrate_parse("0", &rate, NULL), 0);
	assert_int_equal(rate, 0);
	assert_int_equal(bitrate_parse("1Gbit", &rate, NULL), -EINVAL);
	assert_int_equal(bitrate_parse("fast", &rate, NULL), -EINVAL);
	assert_int_equal(bitrate_parse("-1M", &rate, NULL), -EINVAL);
	assert_int_equal(rate, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_in_every_unit),
		cmocka_unit_test(durations_with_fractions),
		cmocka_unit_test(no_durations),
		cmocka_unit_test(durations_are_formatted_exactly),
		cmocka_unit_test(counts_within_their_bounds),
		cmocka_unit_test(memory_in_mebibytes),
		cmocka_unit_test(bit_rates_as_iperf3_takes_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
