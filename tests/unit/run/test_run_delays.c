// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Known delays against a scripted agent whose program can spend only so much: what is chosen fits,
 * and one that was named and is too long is unsupported by itself.
 */
#include "run/delays_find.h"
#include "run/results.h"
#include "run/switch.h"
#include "protocol/version.h"
#include "run_fixture.h"
#include "common/cleanup.h"
#include "study/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HELLO                                                                                      \
	{                                                                                          \
		NULL, PROTOCOL_HELLO_LINE                                                          \
	}
#define OFF                                                                                        \
	{                                                                                          \
		"\"statistics\"", "{\"statistics\":false}"                                         \
	}
#define ON                                                                                         \
	{                                                                                          \
		"\"statistics\"", "{\"statistics\":true}"                                          \
	}
#define ATTACHED                                                                                   \
	{                                                                                          \
		"\"delay-0ns\"", "{\"status\":\"attached\",\"hook\":\"udp_recvmsg\",\"hits_per_"   \
				 "operation\":1.0,"                                                \
				 "\"proof\":{}}"                                                   \
	}
#define DETACHED                                                                                   \
	{                                                                                          \
		"\"detach\"", "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}"              \
	}
#define SET(ns)                                                                                    \
	{                                                                                          \
		"\"delay_ns\":" ns "}", "{\"status\":\"set\",\"injected_ns\":" ns "}"              \
	}
#define TOO_LONG "a delay of 240000 ns is too long; the most here is 181535 ns"
#define REFUSED(ns, status)                                                                        \
	{                                                                                          \
		"\"delay_ns\":" ns "}", "{\"status\":\"" status "\",\"reason\":\"" TOO_LONG "\"}"  \
	}
#define WINDOW(operations, length_ns)                                                              \
	{                                                                                          \
		"\"window\"",                                                                      \
		    "{\"counters\":{\"operations\":" operations ",\"length_ns\":" length_ns "}}"   \
	}
#define COUNTED                                                                                    \
	{                                                                                          \
		"\"window\"",                                                                      \
		    "{\"counters\":{\"operations\":1000,\"length_ns\":1000000,\"hits\":1000,"      \
		    "\"hit_operations\":1000,\"misses\":0}}"                                       \
	}
#define PASSED WINDOW("1000", "250000000") /* 250 us an operation */
#define NOTHING WINDOW("0", "250000000")

struct fixture {
	struct run_fixture run;
};

#define DELAYS 3
#define DELAY_TREATMENT 1 /* behind the sham, as there are no programs */

/* Delays of nothing, 2 us and 240 us, and no programs. */
static void delays_make(struct fixture *f)
{
	option_set(option_find("delays", OPTION_FOR_RUN), "2us,240us", &f->run.study, NULL);
	option_set(option_find("program", OPTION_FOR_RUN), "none", &f->run.study, NULL);
	delays_resolve(&f->run.study.delays, NAN, NAN, &f->run.bench.delays);
	assert_int_equal(f->run.bench.delays.count, DELAYS);
}

static int64_t delay_configuration(struct fixture *f, short rank)
{
	const struct bench *bench = &f->run.bench;

	return bench->configuration_ids[configuration_find(&bench->configurations, DELAY_TREATMENT,
							   (struct window_setting){ false, rank })];
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_fixture_begin(&f->run);
	delays_make(f);
	run_fixture_prepare(&f->run, "iperf3");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	run_fixture_end(&f->run);
	free(f);
	return 0;
}

/* Delays 2, 0, 1: so that the one that is too long comes first, or 0, 1, 2: last. */
static const struct visit longest_first = { .treatment = DELAY_TREATMENT,
					    .window_count = DELAYS,
					    .windows = {
						{ .delay = 2 }, { .delay = 0 }, { .delay = 1 } } };
static const struct visit longest_last = { .treatment = DELAY_TREATMENT,
					   .window_count = DELAYS,
					   .windows = {
					       { .delay = 0 }, { .delay = 1 }, { .delay = 2 } } };

static struct run_data *stored(struct fixture *f)
{
	struct run_data *data = NULL;
	struct error err = { 0 };

	assert_int_equal(store_run_load(f->run.context.store, f->run.run.record.id, &data, &err),
			 0);
	return data;
}

static const struct result_record *result_of(const struct run_data *data, int64_t configuration)
{
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].configuration == configuration)
			return &data->results[i];
	fail();
	return NULL;
}

static void results_are(struct fixture *f)
{
	const struct run_outcome *outcome = &f->run.run.outcome;
	struct error err = { 0 };
	struct run_data *data;

	if (results_add(&f->run.course, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(outcome->measured, 2);
	assert_int_equal(outcome->unsupported, 1);
	data = stored(f);
	for (short i = 0; i < 2; i++)
		assert_string_equal(result_of(data, delay_configuration(f, i))->status, "measured");
	assert_string_equal(result_of(data, delay_configuration(f, 2))->status, "unsupported");
	assert_string_equal(result_of(data, delay_configuration(f, 2))->reason, TOO_LONG);
	run_data_free(data);
}

static void one_that_is_too_long_leaves_the_others(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		ATTACHED,
		OFF,
		REFUSED("240000", "unsupported"),
		OFF,
		SET("0"),
		PASSED,
		OFF,
		SET("2000"),
		PASSED,
		ON,
		COUNTED,
		OFF,
		DETACHED,
		/* the next block does not ask again */
		ATTACHED,
		OFF,
		OFF,
		SET("0"),
		PASSED,
		OFF,
		SET("2000"),
		PASSED,
		ON,
		COUNTED,
		OFF,
		DETACHED,
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	run_fixture_target(&f->run, script, ARRAY_SIZE(script));
	assert_int_equal(visit_run(&protocol_switch, NULL, &f->run.course, &longest_first, &err),
			 0);
	assert_int_equal(visit_run(&protocol_switch, NULL, &f->run.course, &longest_first, &err),
			 0);
	data = stored(f);
	assert_int_equal(data->sample_count, 4);
	assert_string_equal(data->visits[1].state, "kept");
	run_data_free(data);
	results_are(f);
}

/* The last window's hits prove the visit; without it the program has to be proved all the same. */
static void the_last_window_left_out_is_no_proof_left_out(void **state)
{
	static const struct target_exchange script[] = {
		HELLO, ATTACHED,    OFF,    SET("0"), PASSED,
		OFF,   SET("2000"), PASSED, OFF,      REFUSED("240000", "unsupported"),
		ON,    COUNTED,	    OFF,    DETACHED,
	};
	struct fixture *f = *state;
	struct error err = { 0 };

	run_fixture_target(&f->run, script, ARRAY_SIZE(script));
	assert_int_equal(visit_run(&protocol_switch, NULL, &f->run.course, &longest_last, &err), 0);
	assert_int_equal(f->run.course.outcomes[DELAY_TREATMENT].kept, 1);
	results_are(f);
}

static void what_was_not_calibrated_drops_the_visit(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,	     ATTACHED, OFF,    REFUSED("240000", "failed"),
		OFF,	     SET("0"), PASSED, OFF,
		SET("2000"), PASSED,   ON,     COUNTED,
		OFF,	     DETACHED,
	};
	struct fixture *f = *state;
	struct error err = { 0 };

	run_fixture_target(&f->run, script, ARRAY_SIZE(script));
	assert_int_equal(visit_run(&protocol_switch, NULL, &f->run.course, &longest_first, &err),
			 0);
	assert_int_equal(f->run.course.outcomes[DELAY_TREATMENT].dropped, 1);
	assert_false(f->run.course.delay_lengths[2].closed);
}

static void auto_of(struct fixture *f, const char *workloads, const struct target_exchange *script,
		    size_t count)
{
	struct error err = { 0 };

	option_set(option_find("delays", OPTION_FOR_RUN), "auto", &f->run.study, NULL);
	option_set(option_find("workload", OPTION_FOR_RUN), workloads, &f->run.study, NULL);
	f->run.study.settings.client = CLIENT_GUEST;
	run_fixture_target(&f->run, script, count);
	assert_int_equal(delays_find(&f->run.bench, &err), 0);
}

static void auto_with(struct fixture *f, const struct target_exchange *script, size_t count)
{
	auto_of(f, "udp-drain,iperf3", script, count);
}

#define PILOT                                                                                      \
	HELLO, { "\"workload-start\"", "{\"started\":\"iperf3\",\"placement\":{}}" }, PASSED,      \
	    PASSED, PASSED, PASSED, PASSED, PASSED,                                                \
	{                                                                                          \
		"\"workload-stop\"", "{\"stopped\":true}"                                          \
	}

/* Twice an operation of 250 us is more than the program can spend. */
static void auto_keeps_within_what_can_be_had(void **state)
{
	static const struct target_exchange script[] = {
		PILOT,
		{ "\"delay-longest\"", "{\"longest_ns\":181535.0}" },
	};
	struct fixture *f = *state;
	const struct delays *delays = &f->run.bench.delays;

	auto_with(f, script, ARRAY_SIZE(script));
	assert_int_equal(delays->count, 8);
	assert_int_equal(delays->ns[7], 130000);
	assert_int_equal(delays->ns[6], 64000);
}

static void auto_is_as_ever_where_there_is_room(void **state)
{
	static const struct target_exchange script[] = {
		PILOT,
		{ "\"delay-longest\"", "{\"longest_ns\":1000000.0}" },
	};
	struct fixture *f = *state;

	auto_with(f, script, ARRAY_SIZE(script));
	assert_int_equal(f->run.bench.delays.ns[7], 500000);
	assert_int_equal(f->run.bench.delays.ns[1], 7800);
}

/* An agent that cannot run the body alone says so when the program is attached. */
static void an_unknown_limit_limits_nothing(void **state)
{
	static const struct target_exchange script[] = {
		PILOT,
		{ "\"delay-longest\"", "{\"reason\":\"the delay was not calibrated\"}" },
	};
	struct fixture *f = *state;

	auto_with(f, script, ARRAY_SIZE(script));
	assert_int_equal(f->run.bench.delays.ns[7], 500000);
}

/* A path that lets nothing through is no reason to measure nothing else. */
static void another_workload_stands_in(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "\"workload\":\"iperf3\"", "{\"started\":\"iperf3\",\"placement\":{}}" },
		NOTHING,
		NOTHING,
		NOTHING,
		NOTHING,
		NOTHING,
		NOTHING,
		{ "\"workload-stop\"", "{\"stopped\":true}" },
		{ "\"workload\":\"udp_drain\"", "{\"started\":\"udp_drain\",\"placement\":{}}" },
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		{ "\"workload-stop\"", "{\"stopped\":true}" },
		{ "\"delay-longest\"", "{\"longest_ns\":1000000.0}" },
	};
	struct fixture *f = *state;

	auto_with(f, script, ARRAY_SIZE(script));
	assert_int_equal(f->run.bench.delays.ns[7], 500000);
}

/* A load that this kernel cannot have is left out of the study, not the study with it. */
static void another_stands_in_for_a_load_that_cannot_be_had(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "\"workload\":\"iperf3\"", "{\"error\":\"no ballast can be had\"}" },
		{ "\"workload-stop\"", "{\"stopped\":true}" },
		{ "\"workload\":\"udp_drain\"", "{\"started\":\"udp_drain\",\"placement\":{}}" },
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		{ "\"workload-stop\"", "{\"stopped\":true}" },
		{ "\"delay-longest\"", "{\"longest_ns\":1000000.0}" },
	};
	struct fixture *f = *state;

	auto_of(f, "iperf3-saturated,udp-drain", script, ARRAY_SIZE(script));
	assert_int_equal(f->run.bench.delays.ns[7], 500000);
}

static void a_free_receiver_is_asked_before_a_loaded_one(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "\"receiver\":\"free\"", "{\"started\":\"iperf3\",\"placement\":{}}" },
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		PASSED,
		{ "\"workload-stop\"", "{\"stopped\":true}" },
		{ "\"delay-longest\"", "{\"longest_ns\":1000000.0}" },
	};
	struct fixture *f = *state;

	auto_of(f, "iperf3-saturated,iperf3", script, ARRAY_SIZE(script));
	assert_int_equal(f->run.bench.delays.ns[7], 500000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_is_too_long_leaves_the_others),
		TEST(the_last_window_left_out_is_no_proof_left_out),
		TEST(what_was_not_calibrated_drops_the_visit),
		TEST(auto_keeps_within_what_can_be_had),
		TEST(auto_is_as_ever_where_there_is_room),
		TEST(an_unknown_limit_limits_nothing),
		TEST(another_workload_stands_in),
		TEST(another_stands_in_for_a_load_that_cannot_be_had),
		TEST(a_free_receiver_is_asked_before_a_loaded_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
