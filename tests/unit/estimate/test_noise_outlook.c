// SPDX-License-Identifier: GPL-2.0-or-later
/* A workload whose baselines do not agree is known not to be of use before all of its time is
 * spent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "estimate/noise_outlook.h"

/* The baseline's level with its deviation, and the pair's interval where it has one. */
static double outlook(const char *workload, enum metric metric, double deviation_percent,
		      double half_width_percent, size_t done, double expected)
{
	struct report_result results[2] = {
		{ .role = ROLE_BASELINE, .workload = workload },
		{ .role = ROLE_BASELINE_PAIR, .workload = workload },
	};
	struct report report = { .results = results, .result_count = 2 };

	results[0].metrics[metric].n = 2 * done;
	results[0].metrics[metric].mean = 1000;
	results[0].metrics[metric].sd = 10 * deviation_percent;
	results[1].effects[metric].n = done;
	results[1].effects[metric].percent =
	    (struct interval){ 0, -half_width_percent, half_width_percent };
	return noise_outlook_percent(&report, workload, done, expected);
}

/* Four times the blocks, half as wide; never wider than it is by now. */
static void it_narrows_with_the_root_of_the_blocks(void **state)
{
	(void)state;
	assert_float_equal(outlook("iperf3", METRIC_OPERATION_CPU_NS, 5, 12, 6, 24), 6, 1e-9);
	assert_float_equal(outlook("iperf3", METRIC_OPERATION_CPU_NS, 5, 12, 6, 3), 12, 1e-9);
}

/* As in docs/example-report.txt, whose rate had 6.5 % and, of 26 blocks, 3.1 % to either side. */
static void without_an_interval_the_deviation_says(void **state)
{
	(void)state;
	assert_float_equal(outlook("iperf3", METRIC_OPERATION_CPU_NS, 6.5, NAN, 3, 26), 3.1, .2);
}

/* A saturated receiver shows an effect by what it takes. */
static void a_loaded_receiver_is_judged_by_its_rate(void **state)
{
	(void)state;
	assert_float_equal(outlook("iperf3-saturated", METRIC_RATE_PPS, 5, 12, 6, 6), 12, 1e-9);
	assert_true(isnan(outlook("iperf3-saturated", METRIC_OPERATION_CPU_NS, 5, 12, 6, 6)));
}

/* What others take of the CPUs may leave no block at all, and no deviation either. */
static void blocks_that_do_not_count_are_no_hope(void **state)
{
	struct report_workload workload = { .name = "iperf3", .blocks = 0, .blocks_excluded = 3 };
	struct report report = { .workloads = &workload, .workload_count = 1 };

	(void)state;
	assert_true(isinf(noise_outlook_percent(&report, "iperf3", 3, 8)));
	assert_true(noise_outlook_is_hopeless(INFINITY, 3));
	workload.blocks_excluded = 1;
	workload.blocks = 2;
	assert_true(isnan(noise_outlook_percent(&report, "iperf3", 3, 8)));
	workload.blocks_excluded = 8;
	workload.blocks = 4;
	assert_true(isnan(noise_outlook_percent(&report, "iperf3", 12, 40)));
}

/* The fewer have been seen, the worse it has to look. */
static void few_blocks_have_to_be_plain(void **state)
{
	(void)state;
	assert_false(noise_outlook_is_hopeless(400, 2));
	assert_false(noise_outlook_is_hopeless(44, 3));
	assert_true(noise_outlook_is_hopeless(46, 3));
	assert_true(noise_outlook_is_hopeless(16, 6));
	assert_false(noise_outlook_is_hopeless(14, 6));
	assert_false(noise_outlook_is_hopeless(NAN, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_narrows_with_the_root_of_the_blocks),
		cmocka_unit_test(without_an_interval_the_deviation_says),
		cmocka_unit_test(a_loaded_receiver_is_judged_by_its_rate),
		cmocka_unit_test(blocks_that_do_not_count_are_no_hope),
		cmocka_unit_test(few_blocks_have_to_be_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
