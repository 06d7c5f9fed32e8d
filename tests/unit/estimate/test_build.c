// SPDX-License-Identifier: GPL-2.0-or-later
/* From rows to a report. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "memory_run.h"

static void what_was_declared_is_used(void **state)
{
	struct memory_run *run = drifting_run();
	const struct effect *rate;

	(void)state;
	rate = &memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS];
	assert_true(isnan(rate->equivalence_p));
	assert_null(strstr(rate->method, "by stopping"));
	json_object_set_new(run->data.run.study, "precision", json_real(1));
	json_object_set_new(run->data.run.study, "equivalence", json_real(20));
	rate = &memory_run_build(run, "fentry-null")->effects[METRIC_RATE_PPS];
	assert_non_null(strstr(rate->method, "level 0.96 for 0.95 by stopping"));
	assert_true(isfinite(rate->equivalence_p));
	memory_run_free(run);
}

static void nothing_measured_is_still_a_report(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	struct error err;

	(void)state;
	assert_int_equal(report_build(&run->data, &run->report, &err), 0);
	assert_int_equal(run->report->result_count, 0);
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_declared_is_used),
		cmocka_unit_test(nothing_measured_is_still_a_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
