// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/workloads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void table_is_complete(void **state)
{
	(void)state;
	for (size_t i = 0; i < workload_infos_count; i++) {
		const struct workload_info *info = &workload_infos[i];

		assert_true(info->budget_weight > 0);
		assert_true(info->window_ns > 0 || info->kind == WORKLOAD_EVENT);
		assert_true(workload_find(info->name) == info);
		assert_true(info->words.article && info->words.one && info->words.many &&
			    info->words.done && info->words.act);
		assert_null(info->columns[WORKLOAD_COLUMNS_MAX].heading);
		assert_true(workload_of_kind(info->kind) <= info);
		assert_int_equal(workload_of_kind(info->kind)->kind, info->kind);
		if (info->receiver)
			assert_true(workload_find_setting(info->agent, info->receiver) == info);
	}
}

static void settings_are_workloads(void **state)
{
	(void)state;
	assert_string_equal(workload_find_setting("iperf3", "free")->name, "iperf3");
	assert_string_equal(workload_find_setting("iperf3", "saturated")->name, "iperf3-saturated");
	assert_null(workload_find_setting("iperf3", "tired"));
	assert_null(workload_find_setting("udp_drain", "free"));
	assert_string_equal(workload_find_saturated("iperf3")->name, "iperf3-saturated");
	assert_null(workload_find_saturated("udp_drain"));
	assert_true(workload_is_saturated("iperf3-saturated"));
	assert_true(workload_is_paced("iperf3-paced"));
	assert_false(workload_is_paced("iperf3-saturated"));
	assert_false(workload_is_saturated("iperf3") || workload_is_saturated("udp-drain"));
	assert_false(workload_is_saturated("of-a-later-version"));
}

static void what_is_not_known_is_traffic(void **state)
{
	(void)state;
	assert_int_equal(workload_kind_of("udp-drain"), WORKLOAD_DIRECT);
	assert_int_equal(workload_kind_of("iperf3-paced"), WORKLOAD_TRAFFIC);
	assert_int_equal(workload_kind_of("of-a-later-version"), WORKLOAD_TRAFFIC);
	assert_null(workload_find("of-a-later-version"));
	assert_string_equal(workload_words("udp-drain")->one, "datagram");
	assert_string_equal(workload_words("of-a-later-version")->one, "operation");
	assert_string_equal(workload_words(NULL)->one, "operation");
	assert_null(workload_columns("of-a-later-version")->heading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_complete),
		cmocka_unit_test(settings_are_workloads),
		cmocka_unit_test(what_is_not_known_is_traffic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
