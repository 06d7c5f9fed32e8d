// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "common/cleanup.h"
#include "page/figure.h"
#include "estimate/types.h"
#include "words/response_sentence.h"
#include "estimate/responses.h"
#include "estimate/saturation.h"

/* A hill: +4 % at 1 us, +8 % at 3 us, where the receiver stops sleeping, -20 % at 9 us. */
enum { BASELINE, NONE, SHORT, LONGER, LONGEST, PROGRAM, DRAINED };

struct hill {
	struct configuration_record records[DRAINED];
	struct report_result results[2 * DRAINED];
	struct report_workload workloads[2];
	struct report report;
};

static struct effect effect_of(double estimate, double half_width)
{
	struct interval interval = { estimate, estimate - half_width, estimate + half_width };

	return (struct effect){ .percent = interval, .absolute = interval, .n = 30 };
}

static struct report_metric level_of(double level)
{
	return (struct report_metric){ .interval = { level, level, level }, .n = 30 };
}

static const struct {
	const char *name;
	double delay_ns, cost_ns, rate_percent, busy, sleeps;
} rows[] = {
	[BASELINE] = { "baseline", NAN, 0, 0, .90, .1 },
	[NONE] = { "delay-0ns", 0, 100, 1, .91, .09 },
	[SHORT] = { "delay-1000ns", 1000, 1000, 4, .94, .05 },
	[LONGER] = { "delay-3000ns", 3000, 3000, 8, .97, .004 },
	[LONGEST] = { "delay-9000ns", 9000, 9000, -20, .98, 0 },
	[PROGRAM] = { "fentry-map", NAN, 500, 2.5, .92, .08 },
};

/* The order in the store is not that of the costs. */
static void hill_make(struct hill *hill)
{
	static const int order[DRAINED] = { LONGEST, BASELINE, PROGRAM, SHORT, NONE, LONGER };

	*hill = (struct hill){};
	for (int i = 0; i < DRAINED; i++) {
		const int row = order[i];
		struct report_result *drain = &hill->results[i];
		struct report_result *flow = &hill->results[DRAINED + i];
		bool is_delay = row != BASELINE && row != PROGRAM;

		hill->records[i] = (struct configuration_record){
			.mechanism = (char *)(row == BASELINE ? "" : "fentry"),
			.delay_ns = is_delay ? rows[row].delay_ns : NAN,
		};
		*drain = (struct report_result){
			.configuration = rows[row].name,
			.status = "measured",
			.role = row == BASELINE ? ROLE_BASELINE : ROLE_TREATMENT,
			.record = &hill->records[i],
		};
		*flow = *drain;
		drain->workload = "udp-drain";
		flow->workload = "iperf3";
		flow->metrics[METRIC_RECEIVER_BUSY] = level_of(rows[row].busy);
		flow->metrics[METRIC_SLEEPS_PER_OPERATION] = level_of(rows[row].sleeps);
		if (row == BASELINE)
			continue;
		drain->effects[METRIC_OPERATION_NS] = effect_of(rows[row].cost_ns, 10);
		flow->effects[METRIC_RATE_PPS] = effect_of(rows[row].rate_percent, 1);
	}
	hill->workloads[0].name = "udp-drain";
	hill->workloads[1].name = "iperf3";
	hill->report = (struct report){ .results = hill->results,
					.result_count = 2 * DRAINED,
					.workloads = hill->workloads,
					.workload_count = 2 };
}

/* Builds the responses and says what the one of iperf3 is; responses_free() is the caller's. */
static const struct report_response *sentence_of(struct hill *hill, char *text, size_t size)
{
	const struct report_response *response;
	CLEANUP(text_buffer_release) struct text_buffer told = { 0 };

	assert_int_equal(responses_build(&hill->report), 0);
	response = report_response_find(&hill->report, "iperf3");
	response_tell(response, &told);
	snprintf(text, size, "%s", text_buffer_get(&told));
	return response;
}

static const struct report_result *program_of(const struct hill *hill)
{
	return report_result_find(&hill->report, "fentry-map", "iperf3");
}

static void points_are_by_cost_and_programs_are_none(void **state)
{
	static const char *const wanted[] = { "baseline", "delay-0ns", "delay-1000ns",
					      "delay-3000ns", "delay-9000ns" };
	const struct report_response *response;
	struct hill hill;

	(void)state;
	hill_make(&hill);
	assert_int_equal(responses_build(&hill.report), 0);
	assert_int_equal(hill.report.response_count, 1); /* none of udp-drain itself */
	response = report_response_find(&hill.report, "iperf3");
	assert_int_equal(response->count, 5);
	for (size_t i = 0; i < response->count; i++)
		assert_string_equal(response->points[i].result->configuration, wanted[i]);
	assert_string_equal(response->points[response->top].result->configuration, "delay-3000ns");
	responses_free(&hill.report);
}

/* Busy never gets to .995 here; the sleeps get below .002 halfway from 3 to 9 us. */
static void saturation_is_where_it_stops_sleeping(void **state)
{
	const struct report_response *response;
	struct hill hill;
	char text[512];

	(void)state;
	hill_make(&hill);
	response = sentence_of(&hill, text, sizeof(text));
	assert_string_equal(response->saturation_by, "sleeps");
	assert_true(fabs(response->saturation_ns.estimate - 6000) < 1e-6);
	assert_string_equal(report_response_state(response), "unsaturated");
	assert_non_null(strstr(text, "saturates at a cost of 6.0 us"));
	assert_non_null(strstr(text, "highest at delay-3000ns (+8.0 %"));
	responses_free(&hill.report);
}

/* Nothing rises: the sentence must not call the baseline a gain of 0 %. */
static void a_hill_without_a_rise_is_highest_at_no_delay(void **state)
{
	const struct report_response *response;
	struct hill hill;
	char text[512];

	(void)state;
	hill_make(&hill);
	for (size_t i = 0; i < hill.report.result_count; i++)
		hill.results[i].effects[METRIC_RATE_PPS].percent = (struct interval){ -2, -3, -1 };
	response = sentence_of(&hill, text, sizeof(text));
	assert_true(report_response_has_top(response));
	assert_non_null(strstr(text, "which is highest without a delay"));
	responses_free(&hill.report);
}

/* Few blocks have a middle and no interval. */
static void a_rise_without_an_interval(void **state)
{
	CLEANUP(text_buffer_release) struct text_buffer briefly = { 0 };
	const struct report_response *response;
	struct hill hill;
	char text[512];

	(void)state;
	hill_make(&hill);
	for (size_t i = 0; i < hill.report.result_count; i++) {
		struct interval *rise = &hill.results[i].effects[METRIC_RATE_PPS].percent;

		rise->low = rise->high = NAN;
	}
	response = sentence_of(&hill, text, sizeof(text));
	response_tell_briefly(response, &briefly);
	assert_non_null(strstr(text, "highest at delay-3000ns (+8.0 %, without an interval)"));
	assert_non_null(
	    strstr(text_buffer_get(&briefly), "best: delay-3000ns, +8.0 %, without an interval"));
	assert_null(strstr(text, "nan"));
	assert_null(strstr(text_buffer_get(&briefly), "nan"));
	responses_free(&hill.report);
}

static void withheld_effects_have_no_top(void **state)
{
	const struct report_response *response;
	struct hill hill;
	char text[512];

	(void)state;
	hill_make(&hill);
	for (size_t i = 0; i < hill.report.result_count; i++)
		hill.results[i].effects[METRIC_RATE_PPS] = (struct effect){ .n = 0 };
	response = sentence_of(&hill, text, sizeof(text));
	assert_false(report_response_has_top(response));
	assert_non_null(strstr(text, "saturates at a cost of"));
	assert_null(strstr(text, "highest"));
	responses_free(&hill.report);
}

static void a_receiver_that_never_idled_is_saturated(void **state)
{
	struct hill hill;

	(void)state;
	hill_make(&hill);
	for (size_t i = 0; i < hill.report.result_count; i++)
		hill.results[i].metrics[METRIC_SLEEPS_PER_OPERATION] = level_of(0);
	assert_int_equal(responses_build(&hill.report), 0);
	assert_string_equal(report_response_state(&hill.report.responses[0]), "saturated");
	responses_free(&hill.report);
}

/* What is said of a workload as it stands, and of its curve at no cost, is one thing. */
static void one_rule_says_what_is_saturated(void **state)
{
	static const double busy[] = { .5, .98, .994, .995, .999 };
	static const double sleeps[] = { .5, .01, .0021, .002, 0 };

	(void)state;
	for (size_t i = 0; i < 25; i++) {
		double b = busy[i / 5], s = sleeps[i % 5];
		struct hill hill;

		hill_make(&hill);
		hill.results[DRAINED + 1].metrics[METRIC_RECEIVER_BUSY] = level_of(b);
		hill.results[DRAINED + 1].metrics[METRIC_SLEEPS_PER_OPERATION] = level_of(s);
		assert_int_equal(responses_build(&hill.report), 0);
		assert_int_equal(
		    !strcmp(report_response_state(&hill.report.responses[0]), "saturated"),
		    receiver_is_saturated(b, s));
		responses_free(&hill.report);
	}
}

/* 500 ns lie between +1 % at 100 and +4 % at 1,000: +2.33 %. */
static void a_program_is_predicted_at_its_own_cost(void **state)
{
	const struct report_prediction *prediction;
	struct hill hill;

	(void)state;
	hill_make(&hill);
	assert_int_equal(responses_build(&hill.report), 0);
	prediction = &program_of(&hill)->prediction;
	assert_true(prediction->present && prediction->agrees);
	assert_true(fabs(prediction->percent.estimate - (1 + 3 * 400. / 900)) < 1e-9);
	assert_true(fabs(prediction->difference.estimate - (2.5 - 1 - 3 * 400. / 900)) < 1e-9);
	responses_free(&hill.report);
}

static void what_the_curve_does_not_say_is_a_disagreement(void **state)
{
	struct hill hill;

	(void)state;
	hill_make(&hill);
	hill.results[DRAINED + 2].effects[METRIC_RATE_PPS] = effect_of(11, 1);
	assert_int_equal(responses_build(&hill.report), 0);
	assert_true(program_of(&hill)->prediction.present);
	assert_false(program_of(&hill)->prediction.agrees);
	responses_free(&hill.report);
}

/* Its cost lies behind the curve's end, though the lower end of its interval does not. */
static void off_the_curve_nothing_is_predicted(void **state)
{
	static const double costs_ns[] = { 9005, -5 }; /* +- 10 */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(costs_ns); i++) {
		struct hill hill;

		hill_make(&hill);
		hill.results[2].effects[METRIC_OPERATION_NS] = effect_of(costs_ns[i], 10);
		assert_int_equal(responses_build(&hill.report), 0);
		assert_false(program_of(&hill)->prediction.present);
		responses_free(&hill.report);
	}
}

/* Withheld, or with its blocks all excluded: then there is nothing to respond from. */
static void without_a_baseline_there_is_no_response(void **state)
{
	struct hill hill;

	(void)state;
	hill_make(&hill);
	hill.results[DRAINED + 1].metrics[METRIC_RECEIVER_BUSY] = (struct report_metric){};
	assert_int_equal(responses_build(&hill.report), 0);
	assert_int_equal(hill.report.response_count, 0);
	assert_false(program_of(&hill)->prediction.present);
	responses_free(&hill.report);
}

/* Where udp-drain says nothing of the delays, their cost is what was put in, and known as that. */
static void costs_that_were_not_measured_are_told(void **state)
{
	const struct report_response *response;
	struct hill hill;

	(void)state;
	hill_make(&hill);
	assert_int_equal(responses_build(&hill.report), 0);
	assert_true(report_response_costs_measured(&hill.report.responses[0]));
	responses_free(&hill.report);
	hill_make(&hill);
	for (size_t i = 0; i < DRAINED; i++)
		hill.results[i].effects[METRIC_OPERATION_NS] = (struct effect){};
	assert_int_equal(responses_build(&hill.report), 0);
	response = &hill.report.responses[0];
	assert_false(report_response_costs_measured(response));
	assert_true(fabs(response->points[2].cost_ns.estimate - 1000) < 1e-9);
	assert_false(program_of(&hill)->prediction.present);
	responses_free(&hill.report);
}

/* Neither the baseline nor programs are delays; the cheapest comes first, whatever the store's
 * order. */
static void the_figure_has_a_row_a_delay(void **state)
{
	static const double costs_ns[] = { 100, 1000, 3000, 9000 };
	struct figure figure;
	struct hill hill;

	(void)state;
	hill_make(&hill);
	assert_int_equal(responses_build(&hill.report), 0);
	assert_int_equal(figure_response(&hill.report, "iperf3", &figure), 0);
	assert_int_equal(figure.count, ARRAY_SIZE(costs_ns));
	for (size_t i = 0; i < figure.count; i++)
		assert_true(fabs(figure.rows[i].cost_ns - costs_ns[i]) < 1e-9);
	assert_true(fabs(figure.rows[3].interval.estimate + 20) < 1e-9);
	figure_release(&figure);
	assert_int_equal(figure_response(&hill.report, "udp-drain", &figure), 0);
	assert_int_equal(figure.count, 0);
	figure_release(&figure);
	responses_free(&hill.report);
}

/* A delay of 9 us beside programs of some hundred ns left them all at zero in the picture. */
static void figures_of_programs_leave_delays_out(void **state)
{
	struct figure figure;
	struct hill hill;

	(void)state;
	hill_make(&hill);
	assert_int_equal(figure_effects(&hill.report, "udp-drain", &figure), 0);
	assert_int_equal(figure.count, 1);
	assert_string_equal(figure.rows[0].result->configuration, "fentry-map");
	figure_release(&figure);
	for (size_t i = 0; i < hill.report.result_count; i++)
		if (!strcmp(hill.results[i].configuration, "fentry-map"))
			hill.results[i].role = ROLE_BASELINE_PAIR;
	assert_int_equal(figure_effects(&hill.report, "udp-drain", &figure), 0);
	assert_int_equal(figure.count, 0);
	figure_release(&figure);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_are_by_cost_and_programs_are_none),
		cmocka_unit_test(saturation_is_where_it_stops_sleeping),
		cmocka_unit_test(a_hill_without_a_rise_is_highest_at_no_delay),
		cmocka_unit_test(a_rise_without_an_interval),
		cmocka_unit_test(withheld_effects_have_no_top),
		cmocka_unit_test(a_receiver_that_never_idled_is_saturated),
		cmocka_unit_test(one_rule_says_what_is_saturated),
		cmocka_unit_test(a_program_is_predicted_at_its_own_cost),
		cmocka_unit_test(off_the_curve_nothing_is_predicted),
		cmocka_unit_test(what_the_curve_does_not_say_is_a_disagreement),
		cmocka_unit_test(without_a_baseline_there_is_no_response),
		cmocka_unit_test(costs_that_were_not_measured_are_told),
		cmocka_unit_test(the_figure_has_a_row_a_delay),
		cmocka_unit_test(figures_of_programs_leave_delays_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
