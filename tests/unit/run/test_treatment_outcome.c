// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/object_try.h"
#include "run/support.h"
#include "run/treatment_outcome.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct counters hits_of(double hits, double operations, double misses)
{
	struct counters counters;

	counters_clear(&counters);
	counters.value[COUNTER_hits] = hits;
	counters.value[COUNTER_hit_operations] = operations;
	counters.value[COUNTER_misses] = misses;
	return counters;
}

static void hits_must_match_within_a_percent(void **state)
{
	static const struct {
		double hits, operations, misses, expected;
		enum hits_verdict verdict;
	} cases[] = {
		{ 1000, 1000, 0, 1, HITS_RIGHT },
		{ 1009, 1000, 0, 1, HITS_RIGHT },
		{ 991, 1000, 0, 1, HITS_RIGHT },
		{ 1011, 1000, 0, 1, HITS_WRONG },
		{ 989, 1000, 0, 1, HITS_WRONG },
		{ 0, 1000, 0, 1, HITS_NONE },
		{ 1000, 1000, 1, 1, HITS_WRONG },
		{ 2000, 1000, 0, 2, HITS_RIGHT },
		{ 1000, 1000, 0, 2, HITS_WRONG },
		{ 0, 0, 0, 1, HITS_WRONG },
		/* of a hook that the user chose nobody knows how often it runs */
		{ 500, 1000, 0, NAN, HITS_RIGHT },
		{ 0, 1000, 0, NAN, HITS_NONE },
		{ NAN, 1000, 0, 1, HITS_WRONG },
		{ 1000, NAN, 0, 1, HITS_WRONG },
		/* misses that this kernel does not count are no fault */
		{ 1000, 1000, NAN, 1, HITS_RIGHT },
	};
	char reason[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct counters c = hits_of(cases[i].hits, cases[i].operations, cases[i].misses);

		assert_int_equal(
		    hits_check(&c, cases[i].expected, 0, "request", reason, sizeof(reason)),
		    cases[i].verdict);
	}
}

/* Eight receivers that were frozen while they waited, as iperf 3.18's threads are. */
static void calls_that_a_freeze_cut_off(void **state)
{
	static const struct {
		double hits, operations;
		unsigned int cut;
		enum hits_verdict verdict;
	} cases[] = {
		{ 608, 601, 8, HITS_RIGHT },	 { 609, 601, 8, HITS_RIGHT },
		{ 610, 601, 8, HITS_WRONG },	 { 608, 601, 1, HITS_WRONG },
		{ 593, 601, 8, HITS_WRONG },	 { 10100, 10000, 8, HITS_RIGHT },
		{ 10101, 10000, 8, HITS_WRONG },
	};
	char reason[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct counters c = hits_of(cases[i].hits, cases[i].operations, 0);

		assert_int_equal(
		    hits_check(&c, 1, cases[i].cut, "datagram", reason, sizeof(reason)),
		    cases[i].verdict);
	}
}

/* Eight programs on the hook, as of --programs-on-hook: a call that begins twice is eight hits. */
static void each_call_that_was_cut_off_has_all_its_hits(void **state)
{
	struct counters right = hits_of(8 * 8 + 8 * 100, 100, 0);
	struct counters wrong = hits_of(8 * 8 + 8 * 100 + 1, 100, 0);
	struct counters half = hits_of(58, 100, 0);
	char reason[256];

	(void)state;
	assert_int_equal(hits_check(&right, 8, 8, "datagram", reason, sizeof(reason)), HITS_RIGHT);
	assert_int_equal(hits_check(&wrong, 8, 8, "datagram", reason, sizeof(reason)), HITS_WRONG);
	/* of a hook in each second call any call may be one */
	assert_int_equal(hits_check(&half, .5, 8, "datagram", reason, sizeof(reason)), HITS_RIGHT);
}

/* A workload that stood still, and counters that were not to be had, are different faults. */
static void what_is_missing_is_said(void **state)
{
	struct counters still = hits_of(0, 0, 0), hitless = hits_of(NAN, 7, 0);
	struct counters uncounted = hits_of(7, NAN, 0);
	char reason[256];

	(void)state;
	assert_int_equal(hits_check(&still, 1, 0, "call", reason, sizeof(reason)), HITS_WRONG);
	assert_string_equal(reason, "the workload did nothing: no call while hits were counted");
	assert_int_equal(hits_check(&hitless, 1, 0, "call", reason, sizeof(reason)), HITS_WRONG);
	assert_string_equal(reason, "the hits in 7 calls could not be counted");
	assert_int_equal(hits_check(&uncounted, 1, 0, "call", reason, sizeof(reason)), HITS_WRONG);
	assert_string_equal(reason, "calls could not be counted beside the hits");
}

static void an_operation_has_its_workloads_name(void **state)
{
	struct counters few = hits_of(900, 1000, 0), none = hits_of(0, 7, 0);
	char reason[256];

	(void)state;
	assert_int_equal(hits_check(&few, 1, 0, "request", reason, sizeof(reason)), HITS_WRONG);
	assert_string_equal(reason, "900 hits in 1000 requests, where 1 a request are right");
	assert_int_equal(hits_check(&none, 1, 0, "call", reason, sizeof(reason)), HITS_NONE);
	assert_string_equal(reason, "0 hits in 7 calls");
}

static void a_tenth_of_the_visits_may_be_dropped(void **state)
{
	struct treatment_outcome outcome = { 0 };

	(void)state;
	assert_null(outcome_status(&outcome));
	for (int i = 0; i < 9; i++)
		outcome_kept(&outcome);
	outcome_dropped(&outcome, "once");
	assert_string_equal(outcome_status(&outcome), "measured");
	outcome_dropped(&outcome, "twice");
	assert_string_equal(outcome_status(&outcome), "failed");
	assert_string_equal(outcome.reason, "twice");
}

static void three_failures_from_the_start_close_it(void **state)
{
	struct treatment_outcome outcome = { 0 };

	(void)state;
	outcome_dropped(&outcome, "a");
	outcome_dropped(&outcome, "b");
	assert_false(outcome.closed);
	outcome_dropped(&outcome, "c");
	assert_true(outcome.closed);
	assert_string_equal(outcome_status(&outcome), "failed");
}

static void a_closed_one_says_why(void **state)
{
	struct treatment_outcome outcome = { 0 };

	(void)state;
	outcome_close(&outcome, "not-fired", "0 hits");
	assert_string_equal(outcome_status(&outcome), "not-fired");
	assert_string_equal(outcome.reason, "0 hits");
}

/* Nobody else has it any more. */
static void the_look_before_is_let_go(void **state)
{
	const struct object_program object = { .mechanism = (char *)"fentry" };
	struct treatment_outcome outcome = {};
	json_t *reply = json_pack("{s:s s:s}", "step", "load", "reason", "too large"), *before;

	(void)state;
	object_refused(NULL, &object, &outcome, reply);
	before = json_incref(outcome.look);
	object_refused(NULL, &object, &outcome, reply);
	assert_ptr_not_equal(outcome.look, before);
	assert_int_equal(before->refcount, 1);
	json_decref(before);
	outcome_look(&outcome, NULL);
	assert_null(outcome.look);
	json_decref(reply);
}

static void options_of_a_config(void **state)
{
	const char *config = "CONFIG_FPROBE=y\n# CONFIG_KPROBES is not set\nCONFIG_VETH=m\n"
			     "CONFIG_FPROBE_LATER=y\nCONFIG_HZ=250\n";

	(void)state;
	assert_true(kernel_config_has(config, "CONFIG_FPROBE"));
	assert_true(kernel_config_has(config, "CONFIG_VETH"));
	assert_false(kernel_config_has(config, "CONFIG_KPROBES"));
	assert_false(kernel_config_has(config, "CONFIG_HZ"));
	assert_false(kernel_config_has(config, "CONFIG_FPRO"));
	assert_false(kernel_config_has("", "CONFIG_FPROBE"));
	assert_true(kernel_config_has(NULL, "CONFIG_FPROBE"));
}

static void reasons_name_the_missing_option(void **state)
{
	char reason[256];

	(void)state;
	assert_true(
	    support_reason(reason, sizeof(reason), "kprobe-fprobe", "CONFIG_X=y\n", "6.1", "said"));
	assert_string_equal(reason, "CONFIG_FPROBE is not set in 6.1");
	assert_false(support_reason(reason, sizeof(reason), "kprobe-fprobe", "CONFIG_FPROBE=y\n",
				    "6.1", "said"));
	assert_string_equal(reason, "said");
	assert_false(support_reason(reason, sizeof(reason), "kprobe-fprobe", NULL, "6.1",
				    "no link: Operation not supported"));
	assert_string_equal(reason, "no link: Operation not supported (it needs CONFIG_FPROBE, "
				    "among others)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hits_must_match_within_a_percent),
		cmocka_unit_test(calls_that_a_freeze_cut_off),
		cmocka_unit_test(each_call_that_was_cut_off_has_all_its_hits),
		cmocka_unit_test(an_operation_has_its_workloads_name),
		cmocka_unit_test(a_tenth_of_the_visits_may_be_dropped),
		cmocka_unit_test(three_failures_from_the_start_close_it),
		cmocka_unit_test(a_closed_one_says_why),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(the_look_before_is_let_go),
		cmocka_unit_test(options_of_a_config),
		cmocka_unit_test(reasons_name_the_missing_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
