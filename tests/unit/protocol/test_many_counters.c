// SPDX-License-Identifier: GPL-2.0-or-later
/* Packed counters with a list of more than a hundred (many/protocol/counter_list.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "protocol/packed_counters.h"

_Static_assert(COUNTER_COUNT > 128, "the list is no longer than a word or two");

static const enum counter some[] = { COUNTER_length_ns, COUNTER_two_0, COUNTER_four_4,
				     COUNTER_four_5, COUNTER_ten_9 };

static void each_is_found_where_it_was_put(void **state)
{
	struct counters counters, unpacked, sums;
	struct packed_counters packed;
	double room[COUNTER_COUNT];

	(void)state;
	counters_clear(&counters);
	counters_clear(&sums);
	for (size_t i = 0; i < 5; i++)
		counters.value[some[i]] = (double)i + 1;
	assert_int_equal(counters_present(&counters), 5);
	packed = counters_pack(&counters, room);
	unpacked = counters_unpack(&packed);
	counters_add(&sums, &packed);
	counters_add(&sums, &packed);
	for (size_t i = 0; i < 5; i++) {
		assert_true(packed_counter(&packed, some[i]) == (double)i + 1);
		assert_true(unpacked.value[some[i]] == (double)i + 1);
		assert_true(sums.value[some[i]] == 2 * ((double)i + 1));
	}
	assert_true(isnan(packed_counter(&packed, COUNTER_four_6)));
	assert_true(isnan(unpacked.value[COUNTER_four_6]));
}

static void borrowed_ones_are_all_there(void **state)
{
	struct counters counters;
	struct packed_counters packed;

	(void)state;
	for (int i = 0; i < COUNTER_COUNT; i++)
		counters.value[i] = i;
	packed = counters_borrow(&counters);
	for (int i = 0; i < COUNTER_COUNT; i++)
		assert_true(packed_counter(&packed, (enum counter)i) == i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_found_where_it_was_put),
		cmocka_unit_test(borrowed_ones_are_all_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
