// SPDX-License-Identifier: GPL-2.0-or-later
/* Effects are withheld where the two baselines differ. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "memory_run.h"
#include "words/withheld.h"

/* The second baseline has twice the first's rate in every block, but as much CPU a datagram. */
static struct memory_run *run_with_two_baselines(unsigned int blocks)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < blocks; block++) {
		memory_run_add(run, BASELINE, block, 0, 1000);
		memory_run_add(run, BASELINE, block, 1, 2000);
		memory_run_add(run, FENTRY, block, 0, 3000);
	}
	for (size_t i = 0; i < run->data.sample_count; i++)
		run->counters[i].value[COUNTER_receiver_cpu_ns] =
		    run->counters[i].value[COUNTER_operations];
	return run;
}

static void effects_are_withheld_where_the_baselines_differ(void **state)
{
	struct memory_run *run = run_with_two_baselines(12);
	const struct report_result *result = memory_run_build(run, "fentry-null");
	CLEANUP_FREE char *why = withheld_words(result, METRIC_RATE_PPS);

	(void)state;
	assert_false(report_effect_present(&result->effects[METRIC_RATE_PPS]));
	assert_int_equal(result->withheld[METRIC_RATE_PPS], WITHHELD_BASELINES_DIFFER);
	/* Estimates make no sentence: that is of src/words. */
	assert_string_equal(result->effects[METRIC_RATE_PPS].method, "");
	assert_string_equal(why, "withheld: the two baselines differ by +100 % [100, 100]");
	assert_true(report_effect_present(&result->effects[METRIC_OPERATION_CPU_NS]));
	assert_false(result->withheld[METRIC_OPERATION_CPU_NS]);
	assert_int_equal(result->verdict.rate, VERDICT_WITHHELD);
	assert_true(report_says(run->report, "+100.0 % [100.0, 100.0] in rate_pps"));
	/* The pair's own effect is why: it stays. */
	assert_true(
	    report_effect_present(&memory_run_build(run, "baseline-aa")->effects[METRIC_RATE_PPS]));
	memory_run_free(run);
}

/* Of nine blocks the smallest p is 2 / 2^9 = .004, adjusted some .02: once in fifty runs. */
static void baselines_off_by_chance_withhold_nothing(void **state)
{
	struct memory_run *run = run_with_two_baselines(9);
	const struct report_result *result = memory_run_build(run, "fentry-null");

	(void)state;
	assert_false(result->withheld[METRIC_RATE_PPS]);
	assert_true(report_effect_present(&result->effects[METRIC_RATE_PPS]));
	assert_true(
	    report_says(run->report, "+100.0 % [100.0, 100.0] in rate_pps; among this run's A/A"));
	assert_true(report_says(run->report, "believe no effect of that size"));
	memory_run_free(run);
}

/* Of a width, it must not matter where the baselines lie: it decides when a run ends. */
static void withheld_effects_have_a_width(void **state)
{
	struct memory_run *run = run_with_two_baselines(12);

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++)
		if (run->visits[i].baseline)
			run->counters[i].value[COUNTER_receiver_cpu_ns] *= 2;
	assert_true(memory_run_build(run, "fentry-null")->withheld[METRIC_OPERATION_CPU_NS]);
	assert_true(isfinite(run->report->workloads[0].half_width_percent));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(effects_are_withheld_where_the_baselines_differ),
		cmocka_unit_test(baselines_off_by_chance_withhold_nothing),
		cmocka_unit_test(withheld_effects_have_a_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
