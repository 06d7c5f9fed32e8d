// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is recorded beside a workload's windows, and in reloads of micro: of each treatment once,
 * and only what was proved.
 */
#include "whole_run.h"
#include "anatomy/anatomy_pack.h"
#include "fake_recording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
	struct run_fixture run;
	char said[4096]; /* all lines */
};

static void say(void *context, const char *line)
{
	struct fixture *f = context;
	size_t length = strlen(f->said);

	snprintf(f->said + length, sizeof(f->said) - length, "%s\n", line);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	whole_run_begin(&f->run);
	whole_run_option(&f->run, "workload", "udp-drain");
	whole_run_option(&f->run, "mechanism", "fentry,fexit");
	whole_run_option(&f->run, "program", "null");
	whole_run_option(&f->run, "blocks", "3");
	whole_run_option(&f->run, "window", "10ms");
	whole_run_option(&f->run, "stats", "off");
	whole_run_option(&f->run, "exact", "yes");
	f->run.study.anatomy = true;
	fake_agent.clock_grain_ns = 1;
	f->run.context.say = say;
	f->run.context.context = f;
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

static struct run_data *run(struct fixture *f)
{
	struct run_outcome outcome;
	struct error err = { 0 };

	if (whole_run(&f->run, &outcome, &err) < 0)
		fail_msg("%s", err.text);
	return whole_run_stored(&f->run, &outcome);
}

static const char *name_of(const struct run_data *data, int64_t configuration)
{
	for (size_t i = 0; i < data->configuration_count; i++)
		if (data->configurations[i].id == configuration)
			return data->configurations[i].name;
	return "?";
}

static const struct anatomy_record *anatomy_of(const struct run_data *data, const char *name,
					       const char *workload)
{
	for (size_t i = 0; i < data->anatomy_count; i++)
		if (!strcmp(name_of(data, data->anatomies[i].configuration), name) &&
		    !strcmp(data->anatomies[i].workload, workload))
			return &data->anatomies[i];
	fail_msg("%s has no anatomy of %s", name, workload);
	return NULL;
}

static void assert_is_whole(const struct run_data *data, const char *name)
{
	const struct anatomy_record *record = anatomy_of(data, name, "udp-drain");
	struct anatomy *anatomy = NULL;

	assert_int_equal(anatomy_unpack(record->anatomy, &anatomy, NULL), 0);
	assert_int_equal(anatomy->total.of[COUNT_instructions],
			 FAKE_RECORDING_COST * (int64_t)anatomy->events);
	assert_string_equal(anatomy->subject.workload, "udp-drain");
	assert_string_equal(anatomy->subject.hook, "udp_recvmsg");
	assert_int_equal(anatomy->trust.agreeing, anatomy->trust.windows);
	assert_true(anatomy->trust.windows > 0 && anatomy->trust.path_agrees);
	anatomy_free(anatomy);
}

static void each_treatment_is_recorded_once(void **state)
{
	struct fixture *f = *state;
	struct run_data *data = run(f);

	assert_int_equal(data->anatomy_count, 2);
	assert_is_whole(data, "fentry-null");
	assert_is_whole(data, "fexit-null");
	assert_int_equal(fake_agent.recorded, 2); /* of six visits, and of no baseline */
	run_data_free(data);
}

/* Statistics off and on are windows of one attachment, and each has its own. */
static void so_is_each_window(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	whole_run_option(&f->run, "stats", "both");
	data = run(f);
	assert_int_equal(data->anatomy_count, 4);
	assert_is_whole(data, "fentry-null");
	assert_is_whole(data, "fentry-null-stat");
	assert_is_whole(data, "fexit-null");
	assert_is_whole(data, "fexit-null-stat");
	assert_int_equal(fake_agent.recorded, 2);
	run_data_free(data);
}

/* It is told, and the next visit does better. */
static void a_recording_that_is_cut_off_is_made_again(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	fake_agent.recordings_cut = 2;
	data = run(f);
	assert_int_equal(data->anatomy_count, 2);
	assert_int_equal(fake_agent.recorded, 4);
	assert_non_null(strstr(f->said, "no anatomy of f"));
	assert_non_null(strstr(f->said, "-null: the recording of the guest is cut off\n"));
	run_data_free(data);
}

/* The last visits fail as well: what was measured is measured, without an anatomy. */
static void without_one_the_figures_stay(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	fake_agent.recordings_cut = 6;
	data = run(f);
	assert_int_equal(data->anatomy_count, 0);
	assert_int_equal(data->result_count, 3);
	for (size_t i = 0; i < data->result_count; i++)
		assert_string_equal(data->results[i].status, "measured");
	run_data_free(data);
}

/* It would be so at each visit: each treatment is recorded once, and told of once. */
static void assert_too_large_for_all(struct fixture *f, size_t results)
{
	struct run_data *data;

	fake_agent.recordings_too_large = true;
	data = run(f);
	assert_int_equal(data->anatomy_count, 0);
	assert_int_equal(data->result_count, results);
	for (size_t i = 0; i < data->result_count; i++)
		assert_string_equal(data->results[i].status, "measured");
	assert_int_equal(fake_agent.recorded, 2);
	assert_non_null(strstr(f->said, "no anatomy of fentry-null: its recording has 1024 MiB"));
	assert_non_null(strstr(f->said, "no anatomy of fexit-null: its recording has 1024 MiB"));
	run_data_free(data);
}

static void of_one_that_is_too_large_there_is_none(void **state)
{
	struct fixture *f = *state;

	assert_too_large_for_all(f, 3);
}

static void nor_of_a_reload_that_is(void **state)
{
	struct fixture *f = *state;

	whole_run_option(&f->run, "workload", "micro");
	assert_too_large_for_all(f, 2);
}

/* Nobody wants to read what was not proved. */
static void it_is_thrown_away_unread(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	fake_agent.recordings_too_large = true;
	fake_agent.unproved = 2;
	data = run(f);
	assert_int_equal(data->result_count, 3);
	run_data_free(data);
}

/* Hits are missing, so that nobody knows what ran. */
static void what_was_not_proved_has_none(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	fake_agent.hits_missing = .5;
	data = run(f);
	assert_int_equal(data->anatomy_count, 0);
	assert_true(fake_agent.recorded > 2); /* tried at each visit */
	run_data_free(data);
}

static void assert_each_has_its_own(const struct run_data *data, const char *workload)
{
	anatomy_of(data, "fentry-null", workload);
	anatomy_of(data, "fexit-null", workload);
	assert_int_equal(data->anatomy_count, 2);
}

/* Its windows are in the recording all the same, and no part of the next visit's. */
static void what_was_not_proved_is_not_the_nexts(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	fake_agent.unproved = 2;
	data = run(f);
	assert_each_has_its_own(data, "udp-drain");
	assert_int_equal(fake_agent.recorded, 4);
	assert_null(strstr(f->said, "no anatomy of"));
	run_data_free(data);
}

/* Nor is a reload of micro that was not proved, ... */
static void nor_is_a_reload(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	whole_run_option(&f->run, "workload", "micro");
	fake_agent.unproved = 2;
	data = run(f);
	assert_each_has_its_own(data, "micro");
	assert_int_equal(fake_agent.recorded, 4);
	assert_null(strstr(f->said, "no anatomy of"));
	run_data_free(data);
}

/* ... or one that was made again at once, as something came into each of its chunks. */
static void nor_is_a_reload_that_was_left_out(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	whole_run_option(&f->run, "workload", "micro");
	fake_agent.interrupted = 2;
	data = run(f);
	assert_each_has_its_own(data, "micro");
	assert_int_equal(fake_agent.recorded, 4);
	assert_null(strstr(f->said, "no anatomy of"));
	run_data_free(data);
}

static void nothing_is_recorded_unasked(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	f->run.study.anatomy = false;
	data = run(f);
	assert_int_equal(data->anatomy_count, 0);
	assert_int_equal(fake_agent.recorded, 0);
	run_data_free(data);
}

static void the_event_beside_it_has_its_own(void **state)
{
	struct fixture *f = *state;
	struct run_data *data;

	whole_run_option(&f->run, "workload", "udp-drain,micro");
	data = run(f);
	assert_int_equal(data->anatomy_count, 4);
	assert_is_whole(data, "fentry-null");
	anatomy_of(data, "fentry-null", "micro");
	anatomy_of(data, "fexit-null", "micro");
	assert_int_equal(fake_agent.recorded, 4);
	run_data_free(data);
}

#define WHOLE_RUN_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WHOLE_RUN_TEST(each_treatment_is_recorded_once),
		WHOLE_RUN_TEST(so_is_each_window),
		WHOLE_RUN_TEST(a_recording_that_is_cut_off_is_made_again),
		WHOLE_RUN_TEST(without_one_the_figures_stay),
		WHOLE_RUN_TEST(of_one_that_is_too_large_there_is_none),
		WHOLE_RUN_TEST(nor_of_a_reload_that_is),
		WHOLE_RUN_TEST(it_is_thrown_away_unread),
		WHOLE_RUN_TEST(what_was_not_proved_has_none),
		WHOLE_RUN_TEST(what_was_not_proved_is_not_the_nexts),
		WHOLE_RUN_TEST(nor_is_a_reload),
		WHOLE_RUN_TEST(nor_is_a_reload_that_was_left_out),
		WHOLE_RUN_TEST(nothing_is_recorded_unasked),
		WHOLE_RUN_TEST(the_event_beside_it_has_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
