// SPDX-License-Identifier: GPL-2.0-or-later
/* A receiver that the machine cannot load, with a scripted agent: when that ends a run. */
#include "run/workload_run.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HELLO "{\"hello\":\"bpftax-agent\",\"version\":1}"
#define REFUSED "{\"error\":\"no ballast makes the receiver saturated\"}"

static const struct target_exchange refused[] = {
	{ NULL, HELLO },
	{ "\"workload-start\"", REFUSED },
	{ "\"workload-stop\"", "{}" },
};

struct fixture {
	char directory[32];
	struct study study;
	struct run_context context;
	struct run_session session;
	struct treatment treatments[16]; /* of the default study's mechanisms and programs */
	struct target_config config;
};

static void run_make(struct fixture *f)
{
	char path[64];
	struct error err = { 0 };

	snprintf(path, sizeof(path), "%s/store.db", f->directory);
	assert_int_equal(store_open(path, STORE_WRITE, &f->context.store, &err), 0);
	f->session.record = (struct run_record){ .study_name = "test",
						 .protocol = "switch",
						 .command_line = "test",
						 .version = "0",
						 .study = study_to_json(&f->study),
						 .duration_s = NAN };
	assert_int_equal(store_run_begin(f->context.store, &f->session.record, &err), 0);
	json_decref(f->session.record.study);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	strcpy(f->directory, "/tmp/bpftax-left-XXXXXX");
	assert_non_null(mkdtemp(f->directory));
	study_init(&f->study);
	f->session.study = &f->study;
	f->session.context = &f->context;
	f->session.release = "fake";
	f->session.treatments = f->treatments;
	f->session.treatment_count = ARRAY_SIZE(f->treatments);
	run_make(f);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[64];

	target_stop(f->session.target);
	store_close(f->context.store);
	study_free(&f->study);
	snprintf(command, sizeof(command), "rm -r %s", f->directory);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

static int run_with(struct fixture *f, char *workload, bool named,
		    const struct target_exchange *script, size_t count, struct error *err)
{
	f->study.workloads.words = calloc(1, sizeof(char *));
	f->study.workloads.words[0] = strdup(workload);
	f->study.workloads.count = 1;
	f->study.workloads_named = named;
	f->config =
	    (struct target_config){ .kind = "fake", .exchanges = script, .exchanges_count = count };
	assert_int_equal(target_start(&f->config, &f->session.target, err), 0);
	return workload_run(&f->session, 0, err);
}

static void by_default_it_is_left_out_with_a_note(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data = NULL;

	assert_int_equal(run_with(f, "iperf3-saturated", false, refused, ARRAY_SIZE(refused), &err),
			 WORKLOAD_LEFT_OUT);
	assert_int_equal(store_run_load(f->context.store, f->session.record.id, &data, &err), 0);
	assert_int_equal(data->note_count, 1);
	assert_non_null(strstr(data->notes[0], "iperf3-saturated was left out: "));
	assert_non_null(strstr(data->notes[0], "no ballast makes the receiver saturated"));
	run_data_free(data);
}

static void asked_for_by_name_it_ends_the_run(void **state)
{
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3-saturated", true, refused, ARRAY_SIZE(refused), &err) <
		    0);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
}

static void a_free_receiver_is_never_left_out(void **state)
{
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3", false, refused, ARRAY_SIZE(refused), &err) < 0);
}

static void an_agent_that_is_gone_ends_the_run(void **state)
{
	static const struct target_exchange gone[] = {
		{ NULL, HELLO },
		{ "\"workload-start\"", NULL },
		{ "\"workload-stop\"", NULL },
	};
	struct error err = { 0 };

	assert_true(run_with(*state, "iperf3-saturated", false, gone, ARRAY_SIZE(gone), &err) < 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_default_it_is_left_out_with_a_note),
		TEST(asked_for_by_name_it_ends_the_run),
		TEST(a_free_receiver_is_never_left_out),
		TEST(an_agent_that_is_gone_ends_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
