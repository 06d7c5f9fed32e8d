// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/sums.h"
#include "words/table.h"
#include "words/sums_table.h"

static struct effect effect(double estimate, double half_width)
{
	return (
	    struct effect){ .percent = { 1, 1, 1 },
			    .absolute = { estimate, estimate - half_width, estimate + half_width },
			    .n = 30 };
}

/* A report of one configuration, by udp-drain and by micro. */
struct both {
	struct report report;
	struct report_result results[2];
};

static void both_make(struct both *both, double direct_ns, double event_ns, double hits)
{
	*both = (struct both){};
	both->results[0] = (struct report_result){ .configuration = "fentry-null",
						   .workload = "udp-drain",
						   .hits_per_operation = hits };
	both->results[1] =
	    (struct report_result){ .configuration = "fentry-null", .workload = "micro" };
	both->results[0].effects[METRIC_OPERATION_NS] = effect(direct_ns, 3);
	both->results[1].effects[METRIC_EVENT_NS] = effect(event_ns, 4);
	both->report = (struct report){ .results = both->results, .result_count = 2 };
}

static void what_agrees_within_both_errors_adds_up(void **state)
{
	struct both both;
	const struct report_sum *sum = &both.results[0].sum;

	(void)state;
	both_make(&both, 104, 100, 1);
	sums_fill(&both.report);
	assert_true(sum->present && sum->agrees);
	assert_true(fabs(sum->difference.estimate - 4) < 1e-9);
	assert_true(fabs(sum->difference.high - 9) < 1e-9); /* 3 and 4 make 5 */
}

static void what_differs_by_more_does_not(void **state)
{
	struct both both;

	(void)state;
	both_make(&both, 106, 100, 1);
	sums_fill(&both.report);
	assert_true(both.results[0].sum.present);
	assert_false(both.results[0].sum.agrees);
}

/* A return probe on a function that is called for every second operation. */
static void an_event_counts_as_often_as_it_is_hit(void **state)
{
	struct both both;

	(void)state;
	both_make(&both, 50, 100, .5);
	sums_fill(&both.report);
	assert_true(both.results[0].sum.agrees);
	assert_true(fabs(both.results[0].sum.micro_ns.low - 48) < 1e-9);
}

static void one_way_alone_is_no_sum(void **state)
{
	struct both both;

	(void)state;
	both_make(&both, 50, 100, NAN);
	sums_fill(&both.report);
	assert_false(both.results[0].sum.present);
	both_make(&both, 50, 100, 1);
	both.results[0].effects[METRIC_OPERATION_NS].absolute.low = NAN; /* too few blocks */
	sums_fill(&both.report);
	assert_false(both.results[0].sum.present);
	both_make(&both, 50, 100, 1);
	both.report.result_count = 1;
	sums_fill(&both.report);
	assert_false(both.results[0].sum.present);
}

/* The text of the table, which the caller frees. */
static char *table_text(const struct report *report)
{
	static const struct text_style style = { .width = 80 };
	struct table *table = table_sums(report);
	size_t size;
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	table_print_text(table, out, &style);
	fclose(out);
	table_free(table);
	return text;
}

static void the_table_has_all_three_ways(void **state)
{
	struct report_response response = { .workload = "iperf3" };
	struct report_result results[3];
	struct both both;
	char *text;

	(void)state;
	both_make(&both, 106, 100, 1);
	sums_fill(&both.report);
	results[0] = both.results[0];
	results[1] = both.results[1];
	results[2] = (struct report_result){
		.configuration = "fentry-null",
		.workload = "iperf3",
		.prediction = { .present = true, .difference = { 1, -2, 3 }, .agrees = true },
	};
	both.report = (struct report){
		.results = results, .result_count = 3, .responses = &response, .response_count = 1
	};
	text = table_text(&both.report);
	assert_non_null(strstr(text, "iperf3 (%)"));
	assert_non_null(strstr(text, "+6 [1, 11] NO "));
	assert_non_null(strstr(text, "+1.0 [-2.0, 3.0]\n"));
	free(text);
	both.report.response_count = 0;
	text = table_text(&both.report);
	assert_null(strstr(text, "iperf3"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_agrees_within_both_errors_adds_up),
		cmocka_unit_test(what_differs_by_more_does_not),
		cmocka_unit_test(an_event_counts_as_often_as_it_is_hit),
		cmocka_unit_test(one_way_alone_is_no_sum),
		cmocka_unit_test(the_table_has_all_three_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
