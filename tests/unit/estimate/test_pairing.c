// SPDX-License-Identifier: GPL-2.0-or-later
/* What is paired with what, and held against which baseline. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "memory_run.h"

static void pairs_by_block(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result = memory_run_build(run, "fentry-null");
	const struct effect *rate = &result->effects[METRIC_RATE_PPS];

	(void)state;
	assert_int_equal(rate->n, 7);
	assert_close(rate->percent.estimate, 10);
	assert_close(rate->percent.low, 10);
	assert_close(rate->percent.high, 10);
	assert_int_equal(result->samples, 7);
	assert_int_equal(result->metrics[METRIC_RATE_PPS].n, 7);
	assert_ptr_equal(result->cell, &run->cells[0]);
	assert_int_equal(run->report->workloads[0].blocks, 7);
	assert_false(
	    report_effect_present(&memory_run_build(run, "baseline")->effects[METRIC_RATE_PPS]));
	assert_int_equal(memory_run_build(run, "baseline-aa")->samples, 7);
	assert_close(
	    memory_run_build(run, "baseline-aa")->effects[METRIC_RATE_PPS].percent.estimate, 0);
	assert_true(report_says(run->report, "7 blocks with both baselines"));
	memory_run_free(run);
}

/* A run that was cut off in its last block: what is there counts, but is not paired. */
static void half_a_block_is_not_paired(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	memory_run_add(run, BASELINE, 7, 0, 1000);
	memory_run_add(run, FENTRY, 7, 0, 5000);
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_close(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].percent.high,
		     10);
	assert_int_equal(memory_run_build(run, "fentry-null")->samples, 8);
	assert_int_equal(run->report->workloads[0].blocks, 7);
	memory_run_free(run);
}

static void bitrate_from_the_studys_length(void **state)
{
	struct memory_run *run = memory_run_new("switch");

	(void)state;
	memory_run_add(run, BASELINE, 0, 0, 5000);
	assert_close(memory_run_build(run, "baseline")->metrics[METRIC_BITRATE_MBPS].mean, 4);
	memory_run_free(run);
}

static void blocks_of_cells_are_different(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->cells[1] = (struct cell_record){ .id = 10, .number = 1, .boot = 1 };
	run->data.cell_count = 2;
	for (size_t v = 9; v < run->data.visit_count; v++) {
		run->visits[v].cell = 10;
		run->visits[v].block -= 3;
	}
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_close(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].percent.high,
		     10);
	memory_run_free(run);
}

static void statistics_alone_are_compared_with_their_baseline(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	const struct effect *rate;

	(void)state;
	memory_run_add(run, BASELINE_STAT, 0, 0, 1000);
	memory_run_add(run, BASELINE_STAT, 0, 1, 1000);
	memory_run_add(run, FENTRY_STAT, 0, 0, 1500);
	rate = &memory_run_build(run, "fentry-null-stat")->effects[METRIC_RATE_PPS];
	assert_close(rate->percent.estimate, 50);
	assert_true(isnan(rate->percent.low));
	assert_non_null(strstr(rate->method, "against baseline-stat"));
	memory_run_free(run);
}

/* Its ballast is a program as well: 10 % of it statistics take with or without the configuration.
 */
static void a_saturated_receivers_statistics_have_their_own_baseline(void **state)
{
	static const struct {
		int configuration;
		unsigned int baseline;
		double pps;
	} windows[] = {
		{ BASELINE, 0, 1000 },	   { BASELINE, 1, 1000 }, { BASELINE_STAT, 0, 900 },
		{ BASELINE_STAT, 1, 900 }, { FENTRY, 0, 500 },	  { FENTRY_STAT, 0, 450 },
	};
	static char *const workloads[] = { "iperf3-saturated", "iperf3" };
	static const double wanted_percent[] = { -50, -55 };

	(void)state;
	for (size_t w = 0; w < 2; w++) {
		struct memory_run *run = memory_run_new("switch");
		const struct report_result *result;

		for (size_t i = 0; i < ARRAY_SIZE(windows); i++)
			memory_run_add(run, windows[i].configuration, 0, windows[i].baseline,
				       windows[i].pps)
			    ->workload = workloads[w];
		result = memory_run_build_of(run, "fentry-null-stat", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, wanted_percent[w]);
		assert_int_equal(
		    !!strstr(result->effects[METRIC_RATE_PPS].method, "against baseline-stat"),
		    w == 0);
		result = memory_run_build_of(run, "fentry-null", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, -50);
		result = memory_run_build_of(run, "baseline-stat", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, -10);
		memory_run_free(run);
	}
}

static void restart_compares_means(void **state)
{
	struct memory_run *run = memory_run_new("restart");
	const struct report_result *result;

	(void)state;
	for (int i = 0; i < 8; i++)
		memory_run_add(run, BASELINE, 0, 0, 1000 + 10 * (i % 2));
	for (int i = 0; i < 8; i++)
		memory_run_add(run, FENTRY, 0, 0, 2000 + 20 * (i % 2));
	result = memory_run_build(run, "fentry-null");
	assert_close(result->metrics[METRIC_RATE_PPS].mean, 2010);
	assert_true(isnan(result->metrics[METRIC_RATE_PPS].interval.low));
	assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, 100);
	assert_true(isnan(result->effects[METRIC_RATE_PPS].percent.low));
	assert_non_null(strstr(result->effects[METRIC_RATE_PPS].method, "no interval holds"));
	assert_null(report_result_find(run->report, "baseline-aa", "iperf3"));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_by_block),
		cmocka_unit_test(half_a_block_is_not_paired),
		cmocka_unit_test(bitrate_from_the_studys_length),
		cmocka_unit_test(blocks_of_cells_are_different),
		cmocka_unit_test(statistics_alone_are_compared_with_their_baseline),
		cmocka_unit_test(a_saturated_receivers_statistics_have_their_own_baseline),
		cmocka_unit_test(restart_compares_means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
