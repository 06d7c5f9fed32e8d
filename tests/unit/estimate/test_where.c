// SPDX-License-Identifier: GPL-2.0-or-later
/* Hits that are not within what is timed: no effect there, which is not an effect of none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "compare/cost_metric.h"
#include "estimate/per_hit.h"
#include "estimate/precision.h"
#include "memory_run.h"
#include "common/cleanup.h"
#include "protocol/hit_place.h"
#include "words/front_page.h"
#include "words/verdict.h"

#define OPERATIONS 9600
#define WATCHED 96
#define BLOCKS 7

static struct counters *add(struct memory_run *run, int c, unsigned int block,
			    unsigned int baseline, double operation_ns)
{
	struct visit_record *visit = memory_run_add(run, c, block, baseline, OPERATIONS);
	struct counters *counters;

	visit->workload = (char *)"udp-drain";
	visit->proof = json_loads("{\"where\":{\"context\":\"softirq\",\"cpu\":0,"
				  "\"process\":\"sender\"}}",
				  0, NULL);
	counters = memory_run_last_counters(run);
	counters->value[COUNTER_operation_ns] = operation_ns;
	return counters;
}

/* Windows without statistics have no hits; those with them have, and so many inside. */
static struct memory_run *run_of(const char *timing, double added, double hits, double inside)
{
	struct memory_run *run = memory_run_new("switch");

	json_object_set_new(run->cells[0].facts, "timing", json_string(timing));
	for (unsigned int block = 0; block < BLOCKS; block++) {
		double level = 1600 + block;
		struct counters *counted;

		add(run, BASELINE, block, 0, level);
		add(run, FENTRY, block, 0, level + added);
		counted = add(run, FENTRY_STAT, block, 0, level + added);
		counted->value[COUNTER_hits] = hits * OPERATIONS;
		counted->value[COUNTER_hit_operations] = OPERATIONS;
		counted->value[COUNTER_hits_inside] = inside * WATCHED;
		counted->value[COUNTER_inside_operations] = WATCHED;
		add(run, BASELINE, block, 1, level + (block % 2 ? .01 : -.01));
	}
	return run;
}

static void release(struct memory_run *run)
{
	for (size_t i = 0; i < run->data.visit_count; i++)
		json_decref(run->visits[i].proof);
	memory_run_free(run);
}

static void check_outside(const char *timing, enum metric metric)
{
	struct memory_run *run = run_of(timing, 0, 1, 0);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");
	char *verdict = verdict_sentence(run->report, fentry);
	char *missing = cost_missing_words(run->report, fentry, metric);

	assert_string_equal(fentry->status, "measured");
	assert_int_equal(fentry->withheld[metric], WITHHELD_OUTSIDE);
	assert_int_equal(fentry->where.place, PLACE_OUTSIDE);
	assert_true(fentry->where.hits_inside == 0 && fentry->hits_per_operation == 1);
	assert_string_equal(fentry->where.context, "softirq");
	assert_string_equal(fentry->where.process, "sender");
	assert_true(fentry->where.cpu == 0);
	assert_true(report_metric_present(&fentry->metrics[metric]));
	assert_false(report_effect_present(&fentry->effects[metric]));
	assert_false(fentry->micro.present);
	assert_non_null(strstr(missing, "outside"));
	free(missing);
	if (verdict)
		assert_null(strstr(verdict, "no difference"));
	assert_true(report_says(run->report, "udp-drain: fentry-null, fentry-null-stat: hits are "
					     "outside of the timed receive, in a softirq"));
	free(verdict);
	release(run);
}

static void what_runs_elsewhere_has_no_effect_there(void **state)
{
	(void)state;
	check_outside("kvm", METRIC_OPERATION_NS);
	check_outside("icount", METRIC_OPERATION_INSTRUCTIONS);
}

static void a_verdict_says_outside(void **state)
{
	struct memory_run *run = run_of("kvm", 0, 1, 0);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");
	char *verdict = verdict_sentence(run->report, fentry);

	(void)state;
	assert_int_equal(fentry->verdict.cost, VERDICT_OUTSIDE);
	assert_string_equal(verdict, "outside: the program does not run within what is timed");
	free(verdict);
	release(run);
}

/* The first page: neither a figure nor another reason for its absence, and once where they are. */
static void the_first_page_says_outside_and_where(void **state)
{
	struct memory_run *run = run_of("kvm", 0, 1, 0);
	CLEANUP(cleanup_run_report) struct run_report *whole = NULL;
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	struct report_options options = { .width = 200 };
	struct error err = { 0 };
	struct treatment_record treatments[] = {
		{ .id = 1, .name = (char *)"baseline", .kind = (char *)"sham" },
		{ .id = 2,
		  .name = (char *)"fentry-null",
		  .kind = (char *)"builtin",
		  .mechanism = (char *)"fentry",
		  .program = (char *)"ringbuf",
		  .threads = 1,
		  .programs = 1 },
	};
	const char *page, *said;

	(void)state;
	run->data.treatments = treatments;
	run->data.treatment_count = 2;
	run->configurations[FENTRY].program = run->configurations[FENTRY_STAT].program =
	    (char *)"ringbuf";
	assert_int_equal(run_report_build(&run->data, &whole, &err), 0);
	assert_int_equal(front_page_tell(whole, &options, &text), 0);
	page = text_buffer_get(&text);
	assert_null(strstr(page, "withheld"));
	assert_non_null(strstr(page, "outside  "));
	said = strstr(page, "hits are outside of the timed receive, in a softirq");
	assert_non_null(said);
	assert_null(strstr(said + 1, "hits are outside"));
	assert_non_null(strstr(page, "ringbuf: what it costs is a lower bound"));
	release(run);
}

/* Two hits a datagram, half of them in the receive: 138 is what one of these costs. */
static void what_is_partly_inside_costs_its_inner_hits(void **state)
{
	struct memory_run *run = run_of("icount", 138, 2, 1);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");
	struct interval cost;

	(void)state;
	assert_int_equal(fentry->where.place, PLACE_BOTH);
	assert_true(fentry->hits_per_operation == 2 && fentry->where.hits_inside == 1);
	assert_true(fentry->effects[METRIC_OPERATION_INSTRUCTIONS].absolute.estimate == 138);
	assert_true(report_per_hit(fentry, &cost));
	assert_true(cost.estimate == 138);
	assert_true(report_says(run->report, "1 hits of a datagram are within the timed receive"));
	release(run);
}

static void what_is_inside_is_as_it_was(void **state)
{
	struct memory_run *run = run_of("icount", 138, 1, 1);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_int_equal(fentry->where.place, PLACE_INSIDE);
	assert_true(fentry->effects[METRIC_OPERATION_INSTRUCTIONS].absolute.estimate == 138);
	assert_false(report_says(run->report, "timed receive"));
	release(run);
}

/* Runs of before: nothing is known of it, and nothing else is said than then. */
static void what_was_not_counted_is_unknown(void **state)
{
	struct memory_run *run = run_of("icount", 138, 1, NAN);
	const struct report_result *fentry = memory_run_build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_int_equal(fentry->where.place, PLACE_UNKNOWN);
	assert_true(isnan(fentry->where.hits_inside));
	assert_true(fentry->effects[METRIC_OPERATION_INSTRUCTIONS].absolute.estimate == 138);
	release(run);
}

/* A run that waits for a precision must not wait for an effect that never comes. */
static void no_run_waits_for_what_is_outside(void **state)
{
	struct memory_run *run = run_of("kvm", 0, 1, 0);

	(void)state;
	memory_run_build_of(run, "fentry-null", "udp-drain");
	assert_true(precision_half_width_percent(run->report->results, run->report->result_count) ==
		    0);
	/* Nor may a user read of a width of 0. */
	assert_true(isnan(precision_told_percent(run->report, &run->report->workloads[0])));
	release(run);
}

static void one_in_a_hundred_is_a_strangers(void **state)
{
	(void)state;
	assert_int_equal(hit_place_of(0, 1), PLACE_OUTSIDE);
	assert_int_equal(hit_place_of(.01, 1), PLACE_OUTSIDE);
	assert_int_equal(hit_place_of(.02, 1), PLACE_BOTH);
	assert_int_equal(hit_place_of(.98, 1), PLACE_BOTH);
	assert_int_equal(hit_place_of(.99, 1), PLACE_INSIDE);
	assert_int_equal(hit_place_of(1.5, 1), PLACE_INSIDE);
	assert_int_equal(hit_place_of(0, 0), PLACE_UNKNOWN);
	assert_int_equal(hit_place_of(NAN, 1), PLACE_UNKNOWN);
	assert_int_equal(hit_place_of(1, NAN), PLACE_UNKNOWN);
	assert_null(hit_place_name(PLACE_UNKNOWN));
	assert_string_equal(hit_place_name(PLACE_BOTH), "both");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_runs_elsewhere_has_no_effect_there),
		cmocka_unit_test(a_verdict_says_outside),
		cmocka_unit_test(the_first_page_says_outside_and_where),
		cmocka_unit_test(what_is_partly_inside_costs_its_inner_hits),
		cmocka_unit_test(what_is_inside_is_as_it_was),
		cmocka_unit_test(what_was_not_counted_is_unknown),
		cmocka_unit_test(no_run_waits_for_what_is_outside),
		cmocka_unit_test(one_in_a_hundred_is_a_strangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
