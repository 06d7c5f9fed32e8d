// SPDX-License-Identifier: GPL-2.0-or-later
/* The A/A of `bpftax doctor` against a scripted agent. */
#include "run/noise.h"
#include "run_fixture.h"
#include "protocol/version.h"
#include "common/cleanup.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HELLO                                                                                      \
	{                                                                                          \
		NULL, PROTOCOL_HELLO_LINE                                                          \
	}
#define WINDOW(ns)                                                                                 \
	{                                                                                          \
		"\"window\"", "{\"counters\": {\"operation_ns\": " ns "}}"                         \
	}

static int setup(void **state)
{
	struct run_fixture *f = calloc(1, sizeof(*f));

	run_fixture_begin(f);
	run_fixture_prepare(f, "udp-drain");
	f->bench.shams.function = strdup("udp_abort");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	run_fixture_end(*state);
	free(*state);
	return 0;
}

static int measure(struct run_fixture *f, const struct target_exchange *script, size_t count,
		   struct noise *ret_noise, struct error *err)
{
	run_fixture_target(f, script, count);
	return noise_measure(&f->bench, 0, ret_noise, err);
}

static void a_sham_around_each_visit(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "\"pin\":true", "{\"started\": \"udp_drain\", \"placement\": {}}" },
		{ "\"fentry\"", "{\"status\": \"attached\", \"hook\": \"udp_abort\", "
				"\"hits_per_operation\": 1, \"proof\": {}}" },
		{ "\"on\":false", "{\"statistics\": false}" },
		WINDOW("2000"),
		{ "\"on\":true", "{\"statistics\": true}" },
		WINDOW("3000"), /* with statistics on: part of a visit's time, no reading */
		{ "\"on\":false", "{\"statistics\": false}" },
		{ "detach", "{\"held\": true, \"clean\": true, \"left\": [], \"lost\": 0}" },
		{ "workload-stop", "{\"stopped\": true}" },
	};
	struct run_fixture *f = *state;
	struct noise noise;
	struct error err = { 0 };

	f->bench.shams.usable[3] = true; /* fentry, of the default study */
	assert_int_equal(measure(f, script, ARRAY_SIZE(script), &noise, &err), 0);
	assert_int_equal(noise.count, 1);
	assert_true(noise.readings[0] == 2000);
	assert_true(noise.attached);
	assert_true(noise.visit_s > 0 && noise.visit_s < 10);
	noise_free(&noise);
}

static void bare_where_nothing_attaches(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "\"pin\":false", "{\"started\": \"udp_drain\", \"placement\": {}}" },
		{ "\"on\":false", "{\"statistics\": false}" },
		WINDOW("1277"),
		{ "workload-stop", "{\"stopped\": true}" },
	};
	struct run_fixture *f = *state;
	struct noise noise;
	struct error err = { 0 };

	f->study.pin = PIN_NO;
	assert_int_equal(measure(f, script, ARRAY_SIZE(script), &noise, &err), 0);
	assert_int_equal(noise.count, 1);
	assert_true(noise.readings[0] == 1277);
	assert_false(noise.attached);
	noise_free(&noise);
}

static void a_lost_agent_is_an_error(void **state)
{
	static const struct target_exchange script[] = {
		HELLO,
		{ "workload-start", "{\"started\": \"udp_drain\", \"placement\": {}}" },
		{ "statistics", NULL },
	};
	struct run_fixture *f = *state;
	struct noise noise;
	struct error err = { 0 };

	assert_int_equal(measure(f, script, ARRAY_SIZE(script), &noise, &err), -EPIPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sham_around_each_visit, setup, teardown),
		cmocka_unit_test_setup_teardown(bare_where_nothing_attaches, setup, teardown),
		cmocka_unit_test_setup_teardown(a_lost_agent_is_an_error, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
