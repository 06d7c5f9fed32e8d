// SPDX-License-Identifier: GPL-2.0-or-later
/* Blocks that covariates exclude. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "memory_run.h"

/* 30 ms of 1 s a window are 3 %, above the limit of 2 %; 15 ms are not. */
static void covariates_exclude_whole_blocks(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++) {
		run->counters[i].value[COUNTER_steal_ns] = i / 3 == 2 ? 3e7 : 15e6;
		if (i / 3 == 4)
			run->counters[i].value[COUNTER_vcpu_wait_ns] = 1.1e9;
	}
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 5);
	assert_int_equal(memory_run_build(run, "baseline")->samples, 10);
	assert_int_equal(run->report->workloads[0].exclusion.excluded, 2);
	assert_int_equal(run->report->workloads[0].exclusion.by_reason[EXCLUSION_FOREIGN_CPU], 1);
	assert_int_equal(run->report->workloads[0].exclusion.unknown[EXCLUSION_FOREIGN_CPU], 6);
	assert_true(report_says(run->report, "1 of 7 blocks excluded: steal time as a share of the "
					     "window above 2 %"));
	memory_run_free(run);
}

/* What was measured is no covariate: a wild outcome stays. */
static void outcome_excludes_nothing(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->counters[4].value[COUNTER_operations] *= 1e6;
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_int_equal(run->report->workloads[0].exclusion.excluded, 0);
	memory_run_free(run);
}

static size_t blocks_of(struct memory_run *run, const char *workload)
{
	for (size_t v = 0; v < run->data.visit_count; v++)
		run->visits[v].workload = (char *)workload;
	return memory_run_build_of(run, "fentry-null", workload)->effects[METRIC_RATE_PPS].n;
}

/* A sender that is paced and never waits was at its limit; others always are. */
static void the_senders_limit_counts_where_it_is_paced(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++)
		run->counters[i].value[COUNTER_sender_cpu_ns] = i == 7 ? .99e9 : .5e9;
	assert_int_equal(blocks_of(run, "iperf3"), 7);
	assert_int_equal(blocks_of(run, "iperf3-saturated"), 7);
	assert_int_equal(blocks_of(run, "iperf3-paced"), 6);
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(covariates_exclude_whole_blocks),
		cmocka_unit_test(outcome_excludes_nothing),
		cmocka_unit_test(the_senders_limit_counts_where_it_is_paced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
