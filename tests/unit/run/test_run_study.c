// SPDX-License-Identifier: GPL-2.0-or-later
/* Whole runs against an agent without a kernel: what ends a run, and what does not. */
#include "whole_run.h"
#include "study/study_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	struct run_fixture *f = calloc(1, sizeof(*f));

	whole_run_begin(f);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	run_fixture_end(*state);
	free(*state);
	return 0;
}

static void all_that_can_be_had_is_measured(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };

	whole_run_option(f, "workload", "udp-drain");
	whole_run_option(f, "mechanism", "fentry");
	whole_run_option(f, "program", "null");
	whole_run_option(f, "delays", "2us,240us");
	whole_run_option(f, "blocks", "2");
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(outcome.unsupported, 1); /* 240 us */
	assert_int_equal(outcome.failed, 0);
	assert_int_equal(outcome.not_fired, 0);
	assert_true(outcome.measured >= 3); /* 0, 2 us, fentry-null */
	assert_false(outcome.interrupted);
}

/* kprobe-fprobe alone on 6.1, with time enough that a pilot would look for windows. */
static void without_any_sham_it_is_unsupported(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };

	fake_agent.unsupported = "kprobe-fprobe";
	whole_run_option(f, "workload", "udp-drain");
	whole_run_option(f, "mechanism", "kprobe-fprobe");
	whole_run_option(f, "program", "null");
	whole_run_option(f, "budget", "10m");
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(outcome.measured, 0);
	assert_true(outcome.unsupported > 0);
}

static void study_of_two_blocks(struct run_fixture *f)
{
	whole_run_option(f, "workload", "udp-drain");
	whole_run_option(f, "mechanism", "fentry");
	whole_run_option(f, "program", "null");
	whole_run_option(f, "blocks", "2");
	whole_run_option(f, "window", "10ms"); /* no pilot has to find it */
}

static int64_t id_of(const struct run_data *data, const char *name)
{
	for (size_t i = 0; i < data->configuration_count; i++)
		if (!strcmp(data->configurations[i].name, name))
			return data->configurations[i].id;
	fail_msg("no configuration %s", name);
	return -1;
}

static const struct result_record *result_of(const struct run_data *data, const char *name)
{
	int64_t id = id_of(data, name);

	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].configuration == id)
			return &data->results[i];
	fail_msg("no result of %s", name);
	return NULL;
}

/* All the time: what is measured without statistics is not to be had, the rest is. */
static void statistics_of_others_withhold_what_is_without(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };
	struct run_data *data;

	fake_agent.counted_until = UINT32_MAX;
	study_of_two_blocks(f);
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(outcome.measured, 1);
	assert_int_equal(outcome.failed, 1);
	assert_int_equal(store_run_load(f->context.store, outcome.run_id, &data, &err), 0);
	assert_string_equal(result_of(data, "fentry-null")->status, "failed");
	assert_non_null(strstr(result_of(data, "fentry-null")->reason, "process 812 (bpftool)"));
	assert_string_equal(result_of(data, "fentry-null-stat")->status, "measured");
	assert_string_equal(result_of(data, "baseline")->status, "failed");
	assert_string_equal(result_of(data, "baseline-stat")->status, "measured");
	run_data_free(data);
}

/* What is wrong with the program itself is the reason, not the lack of windows. */
static void statistics_of_others_hide_no_other_fault(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };
	struct run_data *data;

	fake_agent.counted_until = UINT32_MAX;
	fake_agent.hits_missing = .5;
	study_of_two_blocks(f);
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(store_run_load(f->context.store, outcome.run_id, &data, &err), 0);
	assert_string_equal(result_of(data, "fentry-null")->status, "failed");
	assert_non_null(strstr(result_of(data, "fentry-null")->reason, " hits in "));
	assert_non_null(strstr(result_of(data, "baseline")->reason, "process 812 (bpftool)"));
	run_data_free(data);
}

static bool is_noted(const struct run_data *data, const char *text)
{
	for (size_t i = 0; i < data->note_count; i++)
		if (strstr(data->notes[i], text))
			return true;
	return false;
}

/* They ended in the middle: what comes after it is measured. */
static void what_is_left_of_them_is_measured(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };
	struct run_data *data;

	fake_agent.counted_until = 6; /* the first block has three visits of two windows */
	study_of_two_blocks(f);
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(outcome.measured, 2);
	assert_int_equal(outcome.failed, 0);
	assert_int_equal(store_run_load(f->context.store, outcome.run_id, &data, &err), 0);
	assert_string_equal(result_of(data, "fentry-null")->status, "measured");
	assert_true(is_noted(data, "3 of 6 windows without BPF statistics"));
	run_data_free(data);
}

/* One configuration loses a window, another none: all without statistics are what they are of. */
static void windows_that_are_left_out_are_of_all_without_statistics(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };
	struct run_data *data;

	fake_agent.counted_until = 2; /* one visit */
	study_of_two_blocks(f);
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(store_run_load(f->context.store, outcome.run_id, &data, &err), 0);
	assert_true(is_noted(data, "1 of 6 windows without BPF statistics"));
	run_data_free(data);
}

/* Before anything is tried, so that nothing is called unsupported. */
static void without_the_privilege_nothing_is_tried(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };

	fake_agent.facts = "{\"privilege_missing\": [\"CAP_BPF\", \"CAP_PERFMON\"]}";
	study_of_two_blocks(f);
	assert_true(whole_run(f, &outcome, &err) < 0);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "CAP_BPF and CAP_PERFMON"));
	assert_non_null(strstr(err.text, "--target vm"));
	assert_int_equal(outcome.unsupported, 0);
	assert_int_equal(fake_agent.windows, 0);
}

/* Figures would be multiples of 16; time is another matter. */
static void a_clock_that_is_no_count_counts_nothing(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };

	fake_agent.clock_grain_ns = 16;
	study_of_two_blocks(f);
	if (whole_run(f, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	whole_run_option(f, "exact", "yes");
	whole_run_option(f, "cpus", "1");
	assert_true(whole_run(f, &outcome, &err) < 0);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "clock goes by 16 ns"));
}

static void store_refuse(const struct run_fixture *f, const char *trigger)
{
	char path[64];
	sqlite3 *database;

	snprintf(path, sizeof(path), "%s/store.db", f->directory);
	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, trigger, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

static void a_run_whose_end_is_not_stored_says_so(void **state)
{
	struct run_fixture *f = *state;
	struct run_outcome outcome;
	struct error err = { 0 };

	whole_run_option(f, "workload", "udp-drain");
	whole_run_option(f, "mechanism", "fentry");
	whole_run_option(f, "program", "null");
	whole_run_option(f, "blocks", "1");
	store_refuse(f, "CREATE TRIGGER refuse BEFORE UPDATE OF duration_s ON run BEGIN "
			"SELECT RAISE(ABORT, 'no room for the end'); END");
	assert_true(whole_run(f, &outcome, &err) < 0);
	assert_non_null(strstr(err.text, "no room for the end"));
	assert_string_not_equal(outcome.run_id, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_that_can_be_had_is_measured),
		TEST(without_any_sham_it_is_unsupported),
		TEST(statistics_of_others_withhold_what_is_without),
		TEST(statistics_of_others_hide_no_other_fault),
		TEST(what_is_left_of_them_is_measured),
		TEST(windows_that_are_left_out_are_of_all_without_statistics),
		TEST(without_the_privilege_nothing_is_tried),
		TEST(a_clock_that_is_no_count_counts_nothing),
		TEST(a_run_whose_end_is_not_stored_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
