// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "protocol/packed_counters.h"

static void cleared_counters_are_absent(void **state)
{
	struct counters counters;
	json_t *object;

	(void)state;
	counters_clear(&counters);
	for (int i = 0; i < COUNTER_COUNT; i++)
		assert_true(isnan(counters.value[i]));
	object = counters_to_json(&counters);
	assert_int_equal(json_object_size(object), 0);
	json_decref(object);
}

static void what_is_present_round_trips(void **state)
{
	struct counters counters, again;
	json_t *object;

	(void)state;
	counters_clear(&counters);
	counters.value[COUNTER_operations] = 21344;
	counters.value[COUNTER_hits] = 0;
	counters.value[COUNTER_length_ns] = 9007199254740991.0;
	counters.value[COUNTER_operation_ns] = 1613.25;
	object = counters_to_json(&counters);
	assert_int_equal(json_object_size(object), 4);
	assert_true(json_is_integer(json_object_get(object, "operations")));
	assert_true(json_is_integer(json_object_get(object, "hits")));
	assert_true(json_is_real(json_object_get(object, "operation_ns")));
	counters_from_json(object, &again);
	assert_true(again.value[COUNTER_operations] == 21344);
	assert_true(again.value[COUNTER_hits] == 0);
	assert_true(again.value[COUNTER_length_ns] == 9007199254740991.0);
	assert_true(again.value[COUNTER_operation_ns] == 1613.25);
	assert_true(isnan(again.value[COUNTER_misses]));
	json_decref(object);
}

static void what_is_no_number_is_absent(void **state)
{
	json_t *object = json_loads(
	    "{\"hits\": \"3\", \"misses\": null, \"later\": 1, \"steal_ns\": 2}", 0, NULL);
	struct counters counters;

	(void)state;
	counters_from_json(object, &counters);
	assert_true(isnan(counters.value[COUNTER_hits]));
	assert_true(isnan(counters.value[COUNTER_misses]));
	assert_true(counters.value[COUNTER_steal_ns] == 2);
	json_decref(object);
}

/* As the store has them, without those that are absent, and as tests have them. */
static void sums_are_of_what_is_present(void **state)
{
	struct counters counters, sums;
	struct packed_counters packed;
	double room[COUNTER_COUNT];

	(void)state;
	counters_clear(&sums);
	counters_clear(&counters);
	counters.value[COUNTER_hits] = 3;
	counters.value[COUNTER_vcpu_wait_ns] = 5;
	packed = counters_pack(&counters, room);
	counters_add(&sums, &packed);
	counters.value[COUNTER_hits] = NAN;
	packed = counters_borrow(&counters);
	counters_add(&sums, &packed);
	assert_true(sums.value[COUNTER_hits] == 3);
	assert_true(sums.value[COUNTER_vcpu_wait_ns] == 10);
	assert_true(isnan(sums.value[COUNTER_misses]));
}

static void names_are_unique(void **state)
{
	(void)state;
	for (int i = 0; i < COUNTER_COUNT; i++)
		for (int j = 0; j < i; j++)
			assert_string_not_equal(counter_names[i].name, counter_names[j].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleared_counters_are_absent),
		cmocka_unit_test(what_is_present_round_trips),
		cmocka_unit_test(what_is_no_number_is_absent),
		cmocka_unit_test(sums_are_of_what_is_present),
		cmocka_unit_test(names_are_unique),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
