// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <string.h>

#include "estimate/per_hit.h"
#include "words/sentences.h"
#include "words/workload_sentences.h"

static struct report_result result_of(const char *name, double cost_ns, double hits)
{
	struct report_result result = { .role = ROLE_TREATMENT,
					.configuration = name,
					.workload = "udp-drain",
					.status = "measured",
					.hits_per_operation = hits };

	result.effects[METRIC_OPERATION_NS] =
	    (struct effect){ .absolute = { cost_ns, cost_ns - 2, cost_ns + 2 }, .n = 30 };
	return result;
}

static void the_cost_of_a_hit_is_that_of_its_share(void **state)
{
	struct report_result half = result_of("fentry-null", 69, .5);
	struct interval cost;

	(void)state;
	assert_true(report_per_hit(&half, &cost));
	assert_true(cost.estimate == 138 && cost.low == 134 && cost.high == 142);
	half.hits_per_operation = 0;
	assert_false(report_per_hit(&half, &cost));
	half = result_of("fentry-null", 69, .5);
	half.workload = "micro"; /* an event is a hit */
	assert_false(report_per_hit(&half, &cost));
	half = result_of("baseline", 69, .5);
	half.role = ROLE_BASELINE;
	assert_false(report_per_hit(&half, &cost));
}

static void what_runs_once_is_not_spoken_of(void **state)
{
	struct report_result results[] = { result_of("fentry-null", 69, .5),
					   result_of("tracepoint-null", 316, 1.004),
					   result_of("fentry-map", 131, .5) };
	struct report_workload workload = { .name = "udp-drain" };
	struct report report = { .results = results, .result_count = 3 };
	struct sentences sentences = { .report = &report };

	(void)state;
	assert_int_equal(say_hits(&sentences, &workload), 0);
	assert_int_equal(sentences.count, 1);
	assert_non_null(strstr(sentences.texts[0],
			       "fentry-null 138 [134, 142] ns (0.5 hits); fentry-map 262 "));
	assert_null(strstr(sentences.texts[0], "tracepoint"));
	sentences_release(&sentences);
	report = (struct report){ .results = &results[1], .result_count = 1 };
	sentences.report = &report;
	assert_int_equal(say_hits(&sentences, &workload), 0);
	assert_int_equal(sentences.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cost_of_a_hit_is_that_of_its_share),
		cmocka_unit_test(what_runs_once_is_not_spoken_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
