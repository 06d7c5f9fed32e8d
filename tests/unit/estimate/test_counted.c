// SPDX-License-Identifier: GPL-2.0-or-later
/* Counted instructions are subtracted, and counts that vary are a finding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "memory_run.h"

/* A visit of udp-drain where instructions are counted. */
static void add_counted(struct memory_run *run, int c, unsigned int block, unsigned int baseline,
			double instructions)
{
	struct counters *counters;

	memory_run_add(run, c, block, baseline, 9600)->workload = (char *)"udp-drain";
	counters = memory_run_last_counters(run);
	counters->value[COUNTER_operation_ns] = instructions;
	counters->value[COUNTER_chunks] = 50;
	counters->value[COUNTER_chunks_agreeing] = 49;
	counters->value[COUNTER_chunks_disturbed] = 2;
}

/* The level has a fraction that is not the same in each block; the last cost is to be given. */
static struct memory_run *counted_run(double last)
{
	struct memory_run *run = memory_run_new("switch");

	json_object_set_new(run->cells[0].facts, "timing", json_string("icount"));
	for (unsigned int block = 0; block < 3; block++) {
		double level = 1596.30 + .01 * block;

		add_counted(run, BASELINE, block, 0, level);
		add_counted(run, FENTRY, block, 0, level + (block == 2 ? last : 138.01));
		add_counted(run, BASELINE, block, 1, level + .01);
	}
	return run;
}

static void counts_are_subtracted(void **state)
{
	struct memory_run *run = counted_run(137.99);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_true(fentry->effects[METRIC_OPERATION_INSTRUCTIONS].absolute.estimate == 138);
	assert_false(report_effect_present(&fentry->effects[METRIC_OPERATION_NS]));
	assert_int_equal(report_primary_metric(fentry), METRIC_OPERATION_INSTRUCTIONS);
	assert_true(fentry->micro.present);
	assert_true(fentry->micro.least == 138 && fentry->micro.most == 138);
	assert_true(fentry->micro.agreeing == 3 * 49 && fentry->micro.disturbed == 3 * 2);
	assert_close(fentry->micro.bare, 1596.315);
	assert_true(report_says(run->report,
				"A/A: the second baseline of a block against the first: "
				"0.01 instructions; no difference, as it must be"));
	assert_false(report_says(run->report, "not one number"));
	assert_false(report_result_find(run->report, "baseline", "udp-drain")->micro.present);
	memory_run_free(run);
}

static void counts_that_vary_are_a_finding(void **state)
{
	struct memory_run *run = counted_run(140);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_true(fentry->micro.least == 138 && fentry->micro.most == 140);
	assert_true(report_says(run->report, "fentry-null: not one number: 138.00 to 140.00"));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_subtracted),
		cmocka_unit_test(counts_that_vary_are_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
