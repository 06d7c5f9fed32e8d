// SPDX-License-Identifier: GPL-2.0-or-later
/* Guests that are lost in the middle of a study: it is started again, and the study goes on. */
#include "whole_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 4

static int setup(void **state)
{
	struct run_fixture *f = calloc(1, sizeof(*f));

	whole_run_begin(f);
	whole_run_option(f, "workload", "udp-drain");
	whole_run_option(f, "mechanism", "fentry,fexit");
	whole_run_option(f, "program", "null");
	whole_run_option(f, "blocks", "4");
	whole_run_option(f, "window", "10ms");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	run_fixture_end(*state);
	free(*state);
	return 0;
}

/* What the store has of a run. */
struct kept {
	unsigned int blocks[BLOCKS]; /* visits that were kept, of each */
	unsigned int dropped, open;
	unsigned int notes; /* of lost guests */
	const char *fentry; /* its result */
};

static int64_t id_of(const struct run_data *data, const char *name)
{
	for (size_t i = 0; i < data->configuration_count; i++)
		if (!strcmp(data->configurations[i].name, name))
			return data->configurations[i].id;
	fail_msg("no configuration %s", name);
	return -1;
}

static struct kept kept_of(const struct run_data *data)
{
	struct kept kept = { 0 };

	for (size_t i = 0; i < data->visit_count; i++) {
		const struct visit_record *visit = &data->visits[i];

		kept.dropped += !strcmp(visit->state, "dropped");
		kept.open += !strcmp(visit->state, "open");
		if (!strcmp(visit->state, "kept"))
			kept.blocks[visit->block]++;
	}
	for (size_t i = 0; i < data->note_count; i++)
		kept.notes += strstr(data->notes[i], "the guest was lost") != NULL;
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].configuration == id_of(data, "fentry-null"))
			kept.fentry = data->results[i].status;
	return kept;
}

static struct run_data *run(struct run_fixture *f, int wanted, struct run_outcome *ret_outcome)
{
	struct error err = { 0 };
	int done = whole_run(f, ret_outcome, &err);

	if (done != wanted)
		fail_msg("%d: %s", done, err.text);
	return whole_run_stored(f, ret_outcome);
}

/* Two shams and two treatments in each block, whatever was lost. */
static void expect_whole(const struct kept *kept)
{
	for (unsigned int b = 0; b < BLOCKS; b++)
		assert_int_equal(kept->blocks[b], 4);
	assert_int_equal(kept->open, 0);
	assert_string_equal(kept->fentry, "measured");
}

static void expect_made_again(struct run_fixture *f)
{
	struct run_outcome outcome;
	struct run_data *data = run(f, 0, &outcome);
	struct kept kept = kept_of(data);

	expect_whole(&kept);
	assert_int_equal(fake_agent.boots, 3);
	assert_int_equal(kept.notes, 2);
	assert_int_equal(outcome.failed, 0);
	assert_false(outcome.interrupted);
	assert_true(kept.dropped >= 2 && kept.dropped <= 8);
	run_data_free(data);
}

/* QEMU killed, a panic, a guest that says nothing. */
static void a_lost_guest_is_started_again(void **state)
{
	fake_agent.deadly = "fentry";
	fake_agent.deaths = 2;
	expect_made_again(*state);
}

static void so_it_is_under_a_baseline(void **state)
{
	fake_agent.deadly = "";
	fake_agent.deaths = 2;
	expect_made_again(*state);
}

/* iperf3 that was killed. */
static void so_it_is_where_the_workload_broke(void **state)
{
	fake_agent.deadly = "fexit";
	fake_agent.deaths = 2;
	fake_agent.breaks = true;
	expect_made_again(*state);
}

/* What loses it three times in a row is given up, and the others are measured. */
static void a_deadly_treatment_is_given_up(void **state)
{
	struct run_outcome outcome;
	struct run_data *data;
	struct kept kept;

	fake_agent.deadly = "fentry";
	fake_agent.deaths = 100;
	data = run(*state, 0, &outcome);
	kept = kept_of(data);
	assert_int_equal(fake_agent.boots, 4);
	assert_int_equal(fake_agent.deaths, 97);
	for (unsigned int b = 0; b < BLOCKS; b++)
		assert_int_equal(kept.blocks[b], 3);
	assert_string_equal(kept.fentry, "failed");
	assert_true(outcome.failed && outcome.measured);
	run_data_free(data);
}

/* Without anything attached it is no treatment's fault. */
static void a_guest_that_nothing_holds_ends_the_cell(void **state)
{
	struct run_outcome outcome;
	struct run_data *data;

	fake_agent.deadly = "";
	fake_agent.deaths = 100;
	data = run(*state, -EPIPE, &outcome);
	assert_int_equal(fake_agent.boots, 3);
	run_data_free(data);
}

/* Each block is made anew whole: the visits of it that went well are no progress. */
static void nor_does_one_that_each_baseline_after_a_treatment_loses(void **state)
{
	struct run_outcome outcome;
	struct run_data *data;

	fake_agent.deadly = "";
	fake_agent.wake_of = "fentry";
	fake_agent.deaths = 100;
	data = run(*state, -EPIPE, &outcome);
	assert_in_range(fake_agent.deaths, 100 - 3 * BLOCKS, 97);
	run_data_free(data);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_lost_guest_is_started_again),
		TEST(so_it_is_under_a_baseline),
		TEST(so_it_is_where_the_workload_broke),
		TEST(a_deadly_treatment_is_given_up),
		TEST(a_guest_that_nothing_holds_ends_the_cell),
		TEST(nor_does_one_that_each_baseline_after_a_treatment_loses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
