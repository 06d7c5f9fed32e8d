// SPDX-License-Identifier: GPL-2.0-or-later
/* One configuration after the other: what its two baselines are, and when it is noise. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "memory_run.h"
#include "words/verdict.h"

/* Eight samples of each: the first baseline, the treatment, and the baseline once more. */
static struct memory_run *restart_run(double again)
{
	struct memory_run *run = memory_run_new("restart");

	for (int i = 0; i < 8; i++)
		memory_run_add(run, BASELINE, 0, 0, 1000 + i);
	for (int i = 0; i < 8; i++)
		memory_run_add(run, FENTRY, 0, 0, 2000 + i);
	for (int i = 0; i < 8; i++)
		memory_run_add(run, BASELINE, 0, 1, again + i);
	return run;
}

/* The second baseline is in none of the first's figures. */
static void restart_holds_the_baselines_apart(void **state)
{
	struct memory_run *run = restart_run(1000.5);
	const struct report_result *result = memory_run_build(run, "baseline");
	const struct effect *effect;

	(void)state;
	assert_close(result->metrics[METRIC_RATE_PPS].mean, 1003.5);
	assert_int_equal(result->samples, 8);
	result = report_result_find(run->report, "fentry-null", "iperf3");
	assert_close(result->effects[METRIC_RATE_PPS].percent.estimate,
		     100 * (2003.5 / 1003.5 - 1));
	assert_int_equal(result->verdict.rate, VERDICT_NO_INTERVAL);
	result = report_result_find(run->report, "baseline-aa", "iperf3");
	assert_non_null(result);
	assert_int_equal(result->samples, 8);
	effect = &result->effects[METRIC_RATE_PPS];
	assert_true(effect->percent.low < 0 && effect->percent.high > 0);
	assert_false(run->report->workloads[0].noise);
	memory_run_free(run);
}

static void restart_is_noise_where_they_differ(void **state)
{
	struct memory_run *run = restart_run(1100);
	const struct report_result *result = memory_run_build(run, "fentry-null");
	CLEANUP_FREE char *sentence = verdict_sentence(run->report, result);

	(void)state;
	assert_true(run->report->workloads[0].noise);
	assert_int_equal(result->verdict.rate, VERDICT_NOISE);
	assert_non_null(strstr(sentence, "noise: the two baselines differ by themselves"));
	/* The table is the original's all the same. */
	assert_close(result->effects[METRIC_RATE_PPS].percent.estimate,
		     100 * (2003.5 / 1003.5 - 1));
	memory_run_free(run);
}

/* Too few samples reach no level: nothing is known of noise then. */
static void restart_of_few_samples_is_not_judged(void **state)
{
	struct memory_run *run = memory_run_new("restart");
	const struct report_result *result;

	(void)state;
	for (int i = 0; i < 3; i++)
		memory_run_add(run, BASELINE, 0, 0, 1000 + i);
	for (int i = 0; i < 3; i++)
		memory_run_add(run, BASELINE, 0, 1, 5000 + i);
	result = memory_run_build(run, "baseline-aa");
	assert_true(isnan(result->effects[METRIC_RATE_PPS].percent.low));
	assert_true(result->effects[METRIC_RATE_PPS].percent.estimate > 300);
	assert_false(run->report->workloads[0].noise);
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(restart_holds_the_baselines_apart),
		cmocka_unit_test(restart_is_noise_where_they_differ),
		cmocka_unit_test(restart_of_few_samples_is_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
