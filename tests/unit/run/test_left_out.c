// SPDX-License-Identifier: GPL-2.0-or-later
/* A receiver that the machine cannot load, with a scripted agent: when that ends a run. */
#include "run/workload_run.h"
#include "protocol/version.h"
#include "run_fixture.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define HELLO PROTOCOL_HELLO_LINE
#define REFUSED "{\"error\":\"no ballast makes the receiver saturated\"}"

static const struct target_exchange refused[] = {
	{ NULL, HELLO },
	{ "\"workload-start\"", REFUSED },
	{ "\"workload-stop\"", "{\"stopped\":true}" },
};

struct fixture {
	struct run_fixture run;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_fixture_begin(&f->run);
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

static int run_with(struct fixture *f, const char *workload, bool named, bool others,
		    const struct target_exchange *script, size_t count, struct error *err)
{
	struct study *study = &f->run.study;

	study->workloads.words = calloc(2, sizeof(char *));
	study->workloads.words[0] = strdup(workload);
	study->workloads.count = 1;
	if (others)
		study->workloads.words[study->workloads.count++] = strdup("udp-drain");
	study->workloads_named = named;
	run_fixture_target(&f->run, script, count);
	run_fixture_prepare(&f->run, workload);
	return workload_run(&f->run.course, err);
}

static void by_default_it_is_left_out_with_a_note(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data = NULL;

	assert_int_equal(
	    run_with(f, "iperf3-saturated", false, false, refused, ARRAY_SIZE(refused), &err),
	    WORKLOAD_LEFT_OUT);
	assert_int_equal(store_run_load(f->run.context.store, f->run.run.record.id, &data, &err),
			 0);
	assert_int_equal(data->note_count, 1);
	assert_non_null(strstr(data->notes[0], "iperf3-saturated was left out: "));
	assert_non_null(strstr(data->notes[0], "no ballast makes the receiver saturated"));
	run_data_free(data);
}

static void asked_for_by_name_it_fails_and_the_others_go_on(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data = NULL;

	assert_int_equal(
	    run_with(f, "iperf3-saturated", true, true, refused, ARRAY_SIZE(refused), &err),
	    WORKLOAD_LEFT_OUT);
	assert_true(f->run.run.outcome.failed > 0);
	assert_int_equal(store_run_load(f->run.context.store, f->run.run.record.id, &data, &err),
			 0);
	assert_int_equal(data->result_count, f->run.run.outcome.failed);
	for (size_t i = 0; i < data->result_count; i++) {
		assert_string_equal(data->results[i].status, "failed");
		assert_non_null(strstr(data->results[i].reason, "no ballast makes the receiver"));
	}
	run_data_free(data);
}

static void asked_for_by_name_and_alone_it_ends_the_run(void **state)
{
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3-saturated", true, false, refused, ARRAY_SIZE(refused),
			     &err) < 0);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
}

static void a_free_receiver_is_never_left_out(void **state)
{
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3", false, false, refused, ARRAY_SIZE(refused), &err) <
		    0);
}

/* Not refused, but broken: what comes after it could not be believed, though it still answers. */
static void an_agent_that_talks_nonsense_ends_the_run(void **state)
{
	static const struct target_exchange broken[] = {
		{ NULL, HELLO },
		{ "\"workload-start\"", "nonsense" },
		{ "\"workload-stop\"", "{\"stopped\":true}" },
	};
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3-saturated", false, false, broken, ARRAY_SIZE(broken),
			     &err) < 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_default_it_is_left_out_with_a_note),
		TEST(asked_for_by_name_it_fails_and_the_others_go_on),
		TEST(asked_for_by_name_and_alone_it_ends_the_run),
		TEST(a_free_receiver_is_never_left_out),
		TEST(an_agent_that_talks_nonsense_ends_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
