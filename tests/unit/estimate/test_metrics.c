// SPDX-License-Identifier: GPL-2.0-or-later
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "estimate/cut_hits.h"
#include "estimate/metrics.h"
#include "protocol/workloads.h"

static const struct metric_context context = { .datagram_bytes = 64 };

static double value(enum metric metric, const struct counters *counters)
{
	return metric_infos[metric].value(counters, &context);
}

static void by_hand(void **state)
{
	struct counters c;

	(void)state;
	counters_clear(&c);
	c.value[COUNTER_length_ns] = 5e8;
	c.value[COUNTER_operations] = 20000;
	c.value[COUNTER_receiver_cpu_ns] = 4e8;
	c.value[COUNTER_sleeps] = 2000;
	c.value[COUNTER_sender_cpu_ns] = 3e8;
	c.value[COUNTER_hits] = 100;
	c.value[COUNTER_hit_operations] = 200;
	c.value[COUNTER_run_time_ns] = 3100;
	c.value[COUNTER_vcpu_cpu_ns] = 1e9;
	c.value[COUNTER_operation_ns] = 2170;
	assert_true(value(METRIC_OPERATION_NS, &c) == 2170);
	assert_true(value(METRIC_OPERATION_CPU_NS, &c) == 20000);
	assert_true(value(METRIC_RATE_PPS, &c) == 40000);
	assert_true(fabs(value(METRIC_BITRATE_MBPS, &c) - 20.48) < 1e-12);
	assert_true(fabs(value(METRIC_TRANSFER_MB, &c) - 1.28) < 1e-12);
	assert_true(value(METRIC_SLEEPS_PER_OPERATION, &c) == .1);
	assert_true(value(METRIC_RECEIVER_BUSY, &c) == .8);
	assert_true(value(METRIC_SENDER_CPU_NS, &c) == 15000);
	assert_true(value(METRIC_HITS_PER_OPERATION, &c) == .5);
	assert_true(value(METRIC_KERNEL_REPORTED_NS, &c) == 31);
	assert_true(value(METRIC_VCPU_CPU_NS, &c) == 50000);
	c.value[COUNTER_received_bytes] = 1e6; /* what was counted goes before what is computed */
	assert_true(value(METRIC_BITRATE_MBPS, &c) == 16);
}

/* 601 datagrams and 608 hits, of eight streams whose receives a freeze had cut off. */
static void hits_of_calls_that_were_cut_are_no_operations(void **state)
{
	static const struct {
		double hits, operations, calls, of_operations;
	} counts[] = {
		{ 608, 601, 8, 601 },	/* all that is over may be theirs */
		{ 608, 601, 6, 608 },	/* more than they can have: it stays */
		{ 608, 601, 0, 608 },	/* nothing is cut off there */
		{ 1210, 601, 8, 1202 }, /* two an operation, and two a call */
		{ 599, 601, 8, 599 },	/* less is less */
		{ 100, 601, 8, 100 },	/* most operations are without */
	};
	struct metric_context streams = { .calls_cut = 8 };
	struct counters c;

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		assert_true(hits_of_operations(counts[i].hits, counts[i].operations,
					       counts[i].calls) == counts[i].of_operations);
	assert_true(isnan(hits_of_operations(NAN, 601, 8)));
	counters_clear(&c);
	c.value[COUNTER_hits] = 608;
	c.value[COUNTER_hit_operations] = 601;
	assert_true(metric_infos[METRIC_HITS_PER_OPERATION].value(&c, &streams) == 1);
	assert_true(value(METRIC_HITS_PER_OPERATION, &c) > 1.01);
}

static void absent_makes_absent(void **state)
{
	struct counters c;

	(void)state;
	counters_clear(&c);
	for (int metric = 0; metric < METRIC_COUNT; metric++)
		assert_true(isnan(value(metric, &c)));
	for (int i = 0; i < COUNTER_COUNT; i++)
		c.value[i] = 1;
	for (int metric = 0; metric < METRIC_COUNT; metric++)
		assert_int_equal(isfinite(value(metric, &c)),
				 strcmp(metric_unit_word(metric), "instructions") != 0);
	/* No operations, no figure per operation: not infinity, not zero. */
	c.value[COUNTER_operations] = c.value[COUNTER_hits] = c.value[COUNTER_hit_operations] = 0;
	assert_true(isnan(value(METRIC_OPERATION_CPU_NS, &c)));
	assert_true(isnan(value(METRIC_SLEEPS_PER_OPERATION, &c)));
	assert_true(isnan(value(METRIC_HITS_PER_OPERATION, &c)));
	assert_true(isnan(value(METRIC_KERNEL_REPORTED_NS, &c)));
}

/* The same counters are nanoseconds or instructions, by the machine's clock. */
static void events_by_hand(void **state)
{
	const struct metric_context icount = { .icount = true };
	struct counters c;

	(void)state;
	counters_clear(&c);
	c.value[COUNTER_event_ns] = 135.004;
	c.value[COUNTER_event_bare_ns] = 5.53;
	assert_true(fabs(value(METRIC_EVENT_NS, &c) - 140.534) < 1e-9);
	assert_true(isnan(value(METRIC_EVENT_INSTRUCTIONS, &c)));
	assert_true(fabs(metric_infos[METRIC_EVENT_INSTRUCTIONS].value(&c, &icount) - 140.53) <
		    1e-9);
	assert_true(isnan(metric_infos[METRIC_EVENT_NS].value(&c, &icount)));
	assert_true(metric_event_whole(135.004, NAN, true) == 135);
	assert_true(metric_event_whole(135.004, NAN, false) == 135.004);
	assert_true(metric_event_whole(135.5, NAN, true) == 135.5);
	assert_true(metric_event_whole(-.004, NAN, true) == 0);
	/* As many events as a chunk has, so little of what it takes once is one's; no more than
	 * .05. */
	assert_true(metric_event_whole(153.976, 200, true) == 154);
	assert_true(metric_event_whole(153.976, 4000, true) == 153.976);
	assert_true(metric_event_whole(154.002, 4000, true) == 154);
	assert_true(metric_event_whole(153.8, 10, true) == 153.8);
}

static void operations_are_counted_or_timed(void **state)
{
	static const enum metric pairs[][2] = {
		{ METRIC_OPERATION_NS, METRIC_OPERATION_INSTRUCTIONS },
		{ METRIC_OPERATION_CPU_NS, METRIC_OPERATION_CPU_INSTRUCTIONS },
	};
	const struct metric_context icount = { .icount = true };
	struct counters c;

	(void)state;
	counters_clear(&c);
	c.value[COUNTER_operation_ns] = c.value[COUNTER_receiver_cpu_ns] = 1596.25;
	c.value[COUNTER_operations] = 1;
	for (int i = 0; i < 2; i++) {
		assert_true(value(pairs[i][0], &c) == 1596.25);
		assert_true(isnan(value(pairs[i][1], &c)));
		assert_true(isnan(metric_infos[pairs[i][0]].value(&c, &icount)));
		assert_true(metric_infos[pairs[i][1]].value(&c, &icount) == 1596.25);
	}
	assert_string_equal(metric_unit_word(METRIC_OPERATION_NS), "ns");
}

static void table_is_complete(void **state)
{
	(void)state;
	for (int i = 0; i < METRIC_COUNT; i++) {
		assert_non_null(metric_infos[i].name);
		assert_non_null(metric_infos[i].unit);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(metric_infos[i].name, metric_infos[j].name);
	}
	assert_false(metric_applies(METRIC_RATE_PPS, "udp-drain"));
	assert_true(metric_applies(METRIC_RATE_PPS, "iperf3"));
	assert_true(metric_applies(METRIC_RATE_PPS, "iperf3-saturated"));
	assert_true(metric_applies(METRIC_OPERATION_NS, "udp-drain"));
}

static void every_workload_is_judged_by_a_metric(void **state)
{
	(void)state;
	assert_int_equal(metric_primary("udp-drain"), METRIC_OPERATION_NS);
	for (size_t i = 0; i < workload_infos_count; i++)
		assert_true(metric_find(workload_infos[i].primary_metric) < METRIC_COUNT);
	assert_int_equal(metric_primary("of-a-later-version"), METRIC_OPERATION_CPU_NS);
}

static void columns_of_workloads_are_metrics(void **state)
{
	(void)state;
	for (size_t i = 0; i < workload_infos_count; i++) {
		const struct workload_column *column = workload_infos[i].columns;

		for (; column->heading; column++) {
			assert_true(metric_find(column->metric) < METRIC_COUNT);
			assert_true(column->where && column->scale > 0);
		}
	}
	assert_int_equal(metric_find("of_a_later_version"), METRIC_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(hits_of_calls_that_were_cut_are_no_operations),
		cmocka_unit_test(absent_makes_absent),
		cmocka_unit_test(events_by_hand),
		cmocka_unit_test(operations_are_counted_or_timed),
		cmocka_unit_test(table_is_complete),
		cmocka_unit_test(every_workload_is_judged_by_a_metric),
		cmocka_unit_test(columns_of_workloads_are_metrics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
