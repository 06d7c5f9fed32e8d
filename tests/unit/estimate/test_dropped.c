// SPDX-License-Identifier: GPL-2.0-or-later
/* What of a run counts: visits dropped, left open, not fired. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "memory_run.h"

static void a_dropped_baseline_takes_its_block_along(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result;

	(void)state;
	run->visits[2].state = (char *)"dropped";
	run->visits[2].reason = (char *)"steal";
	result = memory_run_build(run, "fentry-null");
	assert_int_equal(result->effects[METRIC_RATE_PPS].n, 6);
	assert_int_equal(result->samples, 6);
	assert_int_equal(memory_run_build(run, "baseline")->samples, 12);
	assert_true(report_says(run->report, "excluded 1 block as a whole"));
	assert_true(report_says(run->report, "dropped 1 of 21 visits: steal"));
	memory_run_free(run);
}

static void a_dropped_treatment_goes_alone(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->visits[1].state = (char *)"dropped";
	run->visits[1].reason = (char *)"misses";
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 6);
	assert_int_equal(memory_run_build(run, "baseline")->samples, 14);
	assert_true(report_says(run->report, "excluded 0 blocks"));
	memory_run_free(run);
}

static void an_open_visit_does_not_count(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->visits[19].state = (char *)"open";
	run->data.run.duration_s = NAN;
	assert_int_equal(memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 6);
	assert_true(report_says(run->report, "1 visit had not ended"));
	assert_true(memory_run_says(run, "has not ended, or was killed"));
	memory_run_free(run);
}

/* What a run that goes on has not come to has not failed. */
static void what_is_to_come_has_not_failed(void **state)
{
	struct memory_run *run = memory_run_new("switch");

	(void)state;
	memory_run_add(run, BASELINE, 0, 0, 1000);
	assert_string_equal(memory_run_build(run, "fentry-null")->status, "failed");
	run->data.goes_on = true;
	assert_string_equal(memory_run_build(run, "fentry-null")->status, STATUS_TO_COME);
	assert_null(memory_run_build(run, "fentry-null")->reason);
	assert_string_equal(memory_run_build(run, "baseline")->status, "measured");
	memory_run_free(run);
}

/* Figures of what failed its proof would be taken for a measurement. */
static void not_fired_has_no_figures(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result;

	(void)state;
	run->results[run->data.result_count++] =
	    (struct result_record){ .configuration = 10 + FENTRY,
				    .workload = (char *)"iperf3",
				    .status = (char *)"not-fired",
				    .reason = (char *)"udpv6_recvmsg ran instead" };
	result = memory_run_build(run, "fentry-null");
	assert_string_equal(result->status, "not-fired");
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		assert_false(report_metric_present(&result->metrics[metric]));
		assert_false(report_effect_present(&result->effects[metric]));
	}
	assert_true(report_says(run->report, "fentry-null: not-fired: udpv6_recvmsg ran instead."));
	memory_run_free(run);
}

static void hits_of_the_paired_window_prove_the_one_without(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	const struct report_result *result;

	(void)state;
	memory_run_add(run, BASELINE, 0, 0, 1000);
	memory_run_add(run, BASELINE, 0, 1, 1000);
	memory_run_add(run, FENTRY, 0, 0, 1000);
	memory_run_add(run, FENTRY_STAT, 0, 0, 1000);
	memory_run_last_counters(run)->value[COUNTER_hits] = 500;
	memory_run_last_counters(run)->value[COUNTER_hit_operations] = 1000;
	result = memory_run_build(run, "fentry-null");
	assert_close(result->hits, 500);
	assert_close(result->hits_per_operation, .5);
	assert_true(isnan(result->misses));
	assert_false(report_metric_present(&result->metrics[METRIC_HITS_PER_OPERATION]));
	memory_run_free(run);
}

/* Of two windows with four hits more than datagrams each: six streams may have had them, one not.
 */
static void hits_of_calls_that_a_freeze_cut_off_are_no_datagrams(void **state)
{
	static const struct {
		int streams;
		double hits_per_operation;
	} cases[] = { { 6, 1 }, { 1, 1.004 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct memory_run *run = memory_run_new("switch");
		const struct report_result *result;

		json_object_set_new(run->data.run.study, "parallel",
				    json_integer(cases[i].streams));
		for (unsigned int block = 0; block < 2; block++) {
			memory_run_add(run, FENTRY_STAT, block, 0, 1000);
			memory_run_last_counters(run)->value[COUNTER_hits] = 1004;
			memory_run_last_counters(run)->value[COUNTER_hit_operations] = 1000;
		}
		result = memory_run_build(run, "fentry-null-stat");
		assert_close(result->hits, 2008); /* what was counted stays what it is */
		assert_close(result->hits_per_operation, cases[i].hits_per_operation);
		memory_run_free(run);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dropped_baseline_takes_its_block_along),
		cmocka_unit_test(a_dropped_treatment_goes_alone),
		cmocka_unit_test(what_is_to_come_has_not_failed),
		cmocka_unit_test(an_open_visit_does_not_count),
		cmocka_unit_test(not_fired_has_no_figures),
		cmocka_unit_test(hits_of_the_paired_window_prove_the_one_without),
		cmocka_unit_test(hits_of_calls_that_a_freeze_cut_off_are_no_datagrams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
