// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The pilot against receivers that are a formula: what a datagram costs its softirq and its
 * server, and how fast the sender is.  Where no pace is kept the softirq is the sender's.
 */
#include "agent/workload/pilot.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <string.h>

/* Where the receiver stands still for a while, it drops and is idle. */
#define HELD_UP_BUSY .5

struct model {
	double softirq_s, server_s; /* a datagram */
	double sender;		    /* datagrams a second at most */
	double pace;		    /* the last one set */
	bool proved;		    /* the last one was after a standstill */
	unsigned int tries, fails_at;
	unsigned int held_up_at; /* this try, whatever the pace; 0: never */
	double ballast_ns;	 /* that the server carries */
	double heaviest_ns;	 /* that can be had; 0: any */
	double leak;		 /* datagrams a second that are dropped whatever the pace */
};

/* What is left of the CPU after the softirq is the server's: beyond the limit it takes less. */
static int model_try(void *context, double pace, bool after_standstill, double length_s,
		     struct pilot_trial *ret_trial, struct error *err)
{
	struct model *model = context;
	double offered = pace > 0 ? fmin(pace, model->sender) : model->sender, left;
	double server_s = model->server_s + model->ballast_ns / 1e9;
	double softirq_s = pace > 0 ? model->softirq_s : 0;

	assert_true(length_s > 0);
	model->proved = after_standstill;
	model->pace = pace;
	if (++model->tries == model->fails_at)
		return error_set(err, ERROR_RESULT, EIO, "the sender is gone");
	left = fmax(0, 1 - offered * softirq_s);
	ret_trial->offered = offered;
	ret_trial->received = fmin(offered, left / server_s);
	ret_trial->dropped = offered - ret_trial->received + model->leak;
	if (model->tries == model->held_up_at) {
		ret_trial->dropped = offered / 10;
		ret_trial->busy = HELD_UP_BUSY;
		return 0;
	}
	ret_trial->sleeps = ret_trial->received < offered ? 0 : offered / 10;
	ret_trial->busy = fmin(1, offered * (softirq_s + server_s));
	return 0;
}

static int model_weigh(void *context, double ns, double *ret_ns, struct error *err)
{
	struct model *model = context;

	(void)err;
	model->ballast_ns = model->heaviest_ns > 0 ? fmin(ns, model->heaviest_ns) : ns;
	*ret_ns = model->ballast_ns;
	return 0;
}

static int run(struct model *model, enum receiver receiver, struct pilot *ret_pilot,
	       struct error *err)
{
	struct pilot_load load = { model_try, model_weigh, model };

	return pilot_run(&load, receiver, ret_pilot, err);
}

/* From an emulated CPU to a fast one. */
static const double costs_s[] = { 40e-6, 10e-6, 1e-6, 200e-9 };

static void finds_the_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(costs_s); i++) {
		struct model model = { .softirq_s = costs_s[i] / 2,
				       .server_s = costs_s[i] / 2,
				       .sender = 2.5 / costs_s[i] };
		struct pilot pilot;
		struct error err = {};

		assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), 0);
		assert_true(fabs(pilot.limit * costs_s[i] - 1) < .04);
		assert_true(pilot.count == model.tries && pilot.count < 45);
	}
}

static void the_pace_does_what_it_is_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(costs_s); i++) {
		struct model model = { .softirq_s = costs_s[i] / 3,
				       .server_s = costs_s[i],
				       .sender = 2 / costs_s[i] };
		struct pilot pilot;
		struct error err = {};
		const struct pilot_trial *taken;

		assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), 0);
		taken = &pilot.trials[pilot.count - 1];
		assert_true(taken->pace == model.pace && taken->pace < pilot.limit);
		assert_true(taken->busy < .9 && taken->dropped == 0 && model.proved);
		assert_true(pilot.ballast_ns == 0);
	}
}

/* On a machine that others use too. */
static void one_disturbed_trial_does_no_harm(void **state)
{
	(void)state;
	for (unsigned int at = 1; at < 7; at++) {
		struct model model = {
			.softirq_s = 8e-6, .server_s = 12e-6, .sender = 100000, .held_up_at = at
		};
		struct pilot pilot;
		struct error err = {};

		assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), 0);
		assert_true(pilot.limit > 45000);
	}
}

/* Whatever the two take: the sender always has clearly more, and no pace is kept. */
static void ballast_saturates(void **state)
{
	(void)state;
	for (double server_s = 100e-9; server_s < 1e-4; server_s *= 3)
		for (double sender = 2e4; sender < 3e6; sender *= 4) {
			struct model model = { .server_s = server_s, .sender = sender };
			struct pilot pilot;
			struct error err = {};
			const struct pilot_trial *taken;

			assert_int_equal(run(&model, RECEIVER_SATURATED, &pilot, &err), 0);
			taken = &pilot.trials[pilot.count - 1];
			assert_true(taken->busy == 1 && model.proved && model.pace == 0);
			assert_true(taken->dropped >= .5 * taken->received);
			assert_true(pilot.ballast_ns == model.ballast_ns);
			assert_true(pilot.count <= 3 && pilot.limit == taken->received);
		}
}

/* A sender that is the faster one by far needs none. */
static void no_ballast_without_need(void **state)
{
	struct model model = { .server_s = 12e-6, .sender = 200000 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_SATURATED, &pilot, &err), 0);
	assert_true(pilot.count == 1 && pilot.ballast_ns == 0);
}

/* A slow host: what a datagram takes the sender is more than the ballast can be. */
static void ballast_that_is_all_that_can_be_had_may_do(void **state)
{
	struct model model = { .server_s = 150e-6, .sender = 5000, .heaviest_ns = 180e3 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_SATURATED, &pilot, &err), 0);
	assert_true(pilot.ballast_ns == 180e3 && model.tries == 2);
	assert_true(pilot_trial_suits(&pilot.trials[1], RECEIVER_SATURATED));
}

static void ballast_that_cannot_be_had_is_asked_for_once(void **state)
{
	struct model model = { .server_s = 5e-6, .sender = 4000, .heaviest_ns = 180e3 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_SATURATED, &pilot, &err), -ERANGE);
	assert_non_null(strstr(err.text, "no ballast up to the 180 us that can be had here makes"));
	assert_int_equal(model.tries, 2);
}

static void what_ballast_cannot_do_is_said(void **state)
{
	struct model model = { .server_s = 5e-6, .sender = 0 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_SATURATED, &pilot, &err), -ERANGE);
	assert_non_null(strstr(err.text, "no ballast makes the receiver saturated: of 0"));
}

static void a_slow_sender_is_named(void **state)
{
	struct model model = { .softirq_s = 5e-6, .server_s = 5e-6, .sender = 60000 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), -ERANGE);
	assert_non_null(strstr(err.text, "the sender reached 60000 datagrams a second"));
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
}

/* Drops that do not depend on the pace leave no limit; the search must end all the same. */
static void no_limit_is_an_error(void **state)
{
	struct model model = { .softirq_s = 5e-6, .server_s = 5e-6, .sender = 2e5, .leak = 1e4 };
	struct pilot pilot;
	struct error err = {};

	(void)state;
	assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), -ERANGE);
	assert_true(model.tries <= PILOT_TRIALS_MAX);
}

static void a_failed_trial_ends_it(void **state)
{
	(void)state;
	for (unsigned int at = 1; at < 12; at++) {
		struct model model = {
			.softirq_s = 5e-6, .server_s = 5e-6, .sender = 2e5, .fails_at = at
		};
		struct pilot pilot;
		struct error err = {};

		assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), -EIO);
		assert_int_equal(model.tries, at);
	}
}

static void json_has_every_trial(void **state)
{
	struct model model = { .softirq_s = 5e-6, .server_s = 5e-6, .sender = 2e5 };
	struct pilot pilot;
	struct error err = {};
	json_t *json, *last;

	(void)state;
	assert_int_equal(run(&model, RECEIVER_PACED, &pilot, &err), 0);
	json = pilot_to_json(&pilot);
	assert_string_equal(json_string_value(json_object_get(json, "receiver")), "paced");
	assert_int_equal(json_array_size(json_object_get(json, "trials")), pilot.count);
	last = json_array_get(json_object_get(json, "trials"), pilot.count - 1);
	assert_true(json_number_value(json_object_get(last, "pace_pps")) == model.pace);
	json_decref(json);
}

static void names(void **state)
{
	(void)state;
	assert_int_equal(receiver_find("saturated"), RECEIVER_SATURATED);
	assert_int_equal(receiver_find("paced"), RECEIVER_PACED);
	assert_int_equal(receiver_find("free"), RECEIVER_FREE);
	assert_int_equal(receiver_find(NULL), RECEIVER_FREE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_limit),
		cmocka_unit_test(the_pace_does_what_it_is_for),
		cmocka_unit_test(one_disturbed_trial_does_no_harm),
		cmocka_unit_test(ballast_saturates),
		cmocka_unit_test(no_ballast_without_need),
		cmocka_unit_test(ballast_that_is_all_that_can_be_had_may_do),
		cmocka_unit_test(ballast_that_cannot_be_had_is_asked_for_once),
		cmocka_unit_test(what_ballast_cannot_do_is_said),
		cmocka_unit_test(a_slow_sender_is_named),
		cmocka_unit_test(no_limit_is_an_error),
		cmocka_unit_test(a_failed_trial_ends_it),
		cmocka_unit_test(json_has_every_trial),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
