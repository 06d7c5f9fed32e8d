// SPDX-License-Identifier: GPL-2.0-or-later
/* What is said of a report, and when. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "words/run_sentences.h"
#include "words/verdict.h"
#include "memory_run.h"

static struct memory_run *run_with_sleeps(double baseline, double traced)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < 7; block++) {
		memory_run_add(run, BASELINE, block, 0, 1000);
		memory_run_last_counters(run)->value[COUNTER_sleeps] = baseline;
		memory_run_add(run, BASELINE, block, 1, 1000);
		memory_run_last_counters(run)->value[COUNTER_sleeps] = baseline;
		memory_run_add(run, FENTRY, block, 0, 1100);
		memory_run_last_counters(run)->value[COUNTER_sleeps] = traced;
	}
	return run;
}

static void expect_verdict(double baseline, double traced, const char *words, bool implausible)
{
	struct memory_run *run = run_with_sleeps(baseline, traced);
	const struct report_result *result = memory_run_build(run, "fentry-null");
	CLEANUP_FREE char *sentence = verdict_sentence(run->report, result);

	if (!strstr(sentence, words))
		fail_msg("%s", sentence);
	assert_int_equal(result->verdict.rate, VERDICT_MORE);
	assert_int_equal(verdict_implausible(&result->verdict), implausible);
	memory_run_free(run);
}

static void faster_needs_a_reason(void **state)
{
	(void)state;
	expect_verdict(100, 50,
		       "throughput +10.0 % [10.0, 10.0], feedback and no gain: the receiver slept "
		       "half as often per datagram (0.100 -> 0.045)",
		       false);
	expect_verdict(100, 110, "implausible: the receiver is not seen to sleep less", true);
	expect_verdict(NAN, NAN, "implausible: nothing that was counted explains it", true);
}

static void set_busy(struct memory_run *run, double busy, double drops)
{
	for (size_t i = 0; i < run->data.sample_count; i++) {
		run->counters[i].value[COUNTER_receiver_cpu_ns] = busy * 1e9;
		run->counters[i].value[COUNTER_drops] = drops;
	}
	memory_run_build(run, "baseline");
}

static void saturation_has_to_be_proved(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	set_busy(run, .996, 5);
	assert_true(report_says(run->report, "the receiver was saturated"));
	set_busy(run, .99, 0);
	assert_true(report_says(run->report, "not saturated (busy 99.0 %, no drops"));
	set_busy(run, .97, 5);
	assert_true(report_says(run->report, "throughput cannot show the cost of a hook"));
	set_busy(run, .99, NAN);
	assert_true(report_says(run->report, "drops not counted"));
	memory_run_free(run);
}

static void only_emulated_time_has_the_warning(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	memory_run_build(run, "baseline");
	assert_null(report_warning(run->report));
	json_object_set_new(run->cells[0].facts, "timing", json_string("emulated"));
	memory_run_build(run, "baseline");
	assert_ptr_equal(report_warning(run->report), report_emulation_warning);
	json_object_set_new(run->cells[0].facts, "timing", json_string("icount"));
	memory_run_build(run, "baseline");
	assert_null(report_warning(run->report));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faster_needs_a_reason),
		cmocka_unit_test(saturation_has_to_be_proved),
		cmocka_unit_test(only_emulated_time_has_the_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
