// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs of many cells against an agent without a kernel: what each of them leaves in the store. */
#include "whole_run.h"
#include "estimate/cell_data.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
	struct run_fixture run;
	unsigned int stop_after; /* visits of progress; 0: never */
	char cells_seen[256];	 /* by progress, each once */
	char announced[256];	 /* the last line of blocks that was said */
	char failures[256];	 /* all that was said of cells that failed */
	struct run_outcome outcome;
};

static void say(void *context, const char *line)
{
	struct fixture *f = context;

	if (strstr(line, "in blocks of random order"))
		snprintf(f->announced, sizeof(f->announced), "%s", line);
	if (strstr(line, "this cell failed"))
		strcat(f->failures, line);
}

static void progress(void *context, const struct run_progress *progress)
{
	struct fixture *f = context;

	assert_true(progress->fraction >= 0 && progress->fraction <= 1);
	if (progress->cell && !strstr(f->cells_seen, progress->cell)) {
		strcat(f->cells_seen, progress->cell);
		strcat(f->cells_seen, ";");
	}
	if (f->stop_after)
		f->stop_after--;
}

static enum run_stop stop(void *context)
{
	struct fixture *f = context;

	return f->stop_after == 1 || fake_agent.stopped ? RUN_STOP_AFTER_WINDOW : RUN_GO_ON;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	whole_run_begin(&f->run);
	f->run.context.say = say;
	f->run.context.progress = progress;
	f->run.context.stop = stop;
	f->run.context.context = f;
	whole_run_option(&f->run, "workload", "udp-drain");
	whole_run_option(&f->run, "mechanism", "fentry");
	whole_run_option(&f->run, "program", "null");
	whole_run_option(&f->run, "blocks", "2");
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

static size_t visits_of(const struct run_data *data, size_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < data->visit_count; i++)
		count += data->visits[i].cell == data->cells[cell].id;
	return count;
}

static size_t results_of(const struct run_data *data, size_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < data->result_count; i++)
		count += data->results[i].cell == data->cells[cell].id;
	return count;
}

static size_t proofs_of(const struct run_data *data, size_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < data->visit_count; i++)
		count += data->visits[i].cell == data->cells[cell].id && data->visits[i].proof;
	return count;
}

/* Two blocks of fentry-null and two baselines; three configurations but for baseline-stat. */
static void each_cell_has_its_blocks(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	whole_run_option(&f->run, "kernel", "a,b");
	whole_run_option(&f->run, "boots", "2");
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_false(f->outcome.interrupted);
	assert_int_equal(f->outcome.failed_cells, 0);
	assert_string_equal(f->cells_seen, "a boot 0;a boot 1;b boot 0;b boot 1;");
	data = whole_run_stored(&f->run, &f->outcome);
	assert_int_equal(data->cell_count, 4);
	assert_int_equal(data->treatment_count, 2);
	assert_int_equal(data->configuration_count, 4);
	for (size_t i = 0; i < data->cell_count; i++) {
		assert_string_equal(data->cells[i].state, "done");
		assert_non_null(data->cells[i].facts);
		assert_int_equal(data->cells[i].boot, i % 2);
		assert_int_equal(visits_of(data, i), 6);
		assert_int_equal(results_of(data, i), 4);
		assert_int_equal(proofs_of(data, i), 2); /* a report has them of each cell */
	}
	run_data_free(data);
}

static void what_counts_comes_before_what_takes_time(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	whole_run_option(&f->run, "timing", "timed,counted");
	whole_run_option(&f->run, "jobs", "1");
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	data = whole_run_stored(&f->run, &f->outcome);
	assert_string_equal(data->cells[0].timing, "timed");
	assert_string_equal(data->cells[1].timing, "counted");
	assert_string_equal(data->cells[1].state, "done");
	assert_true(data->visits[0].cell == data->cells[1].id);
	run_data_free(data);
}

/* Its blocks are as many as are exact, whatever the budget. */
static void what_counts_announces_no_budget(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };

	whole_run_option(&f->run, "timing", "counted");
	whole_run_option(&f->run, "blocks", "0");
	whole_run_option(&f->run, "budget", "15m");
	f->run.study.seed = 7;
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_non_null(strstr(f->announced, "in blocks of random order, seed 7"));
	assert_null(strstr(f->announced, " min"));
}

/* Also what nobody named: known delays, statistics, programs. */
static void the_first_line_names_all_that_is_measured(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };

	whole_run_option(&f->run, "delays", "1us,2us");
	whole_run_option(&f->run, "program", "null,map");
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(f->announced,
			    "udp-drain: fentry x null, map; statistics off and on; 3 known delays; "
			    "9 configurations in blocks of random order, seed 0");
}

static void one_that_fails_leaves_the_others(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	fake_agent.broken_kernel = "a";
	whole_run_option(&f->run, "kernel", "a,b");
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(f->outcome.failed_cells, 1);
	assert_string_equal(f->failures, "a: this cell failed: a does not boot");
	data = whole_run_stored(&f->run, &f->outcome);
	assert_string_equal(data->cells[0].state, "failed");
	assert_string_equal(data->cells[0].reason, "a does not boot");
	/* What never answered has its place all the same: it is no boot of another's kernel. */
	assert_string_equal(data->cells[0].architecture, architecture_name_own());
	assert_string_equal(data->cells[1].state, "done");
	assert_int_equal(visits_of(data, 1), 6);
	run_data_free(data);
}

static void when_none_can_be_had_it_is_no_run(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };

	fake_agent.broken_kernel = "a";
	whole_run_option(&f->run, "kernel", "a");
	whole_run_option(&f->run, "boots", "3");
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), -EIO);
	assert_string_equal(err.text, "a does not boot");
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_string_equal(f->outcome.run_id, "");
	assert_string_equal(f->failures, ""); /* the run's error says it, once */
}

/* Stopped in the second cell: the first is whole, the third was not begun. */
static void what_is_cut_off_keeps_its_finished_cells(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	whole_run_option(&f->run, "kernel", "a,b,c");
	f->stop_after = 6 + 4;
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	assert_true(f->outcome.interrupted);
	data = whole_run_stored(&f->run, &f->outcome);
	assert_string_equal(data->cells[0].state, "done");
	assert_int_equal(results_of(data, 0), 4);
	assert_string_equal(data->cells[1].state, "open");
	assert_true(visits_of(data, 1) > 0 && visits_of(data, 1) < 6);
	assert_string_equal(data->cells[2].state, "open");
	assert_int_equal(visits_of(data, 2), 0);
	run_data_free(data);
}

static void what_is_stopped_before_its_first_window_is_no_run(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };

	whole_run_option(&f->run, "kernel", "a,b");
	f->stop_after = 1;
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), -EINTR);
	assert_string_equal(err.text, "interrupted");
	assert_int_equal(err.kind, ERROR_RESULT);
	assert_string_equal(f->outcome.run_id, "");
}

/* The run's error is the stop alone: what failed before it would not be said. */
static void what_failed_before_a_stop_is_said(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };

	fake_agent.broken_kernel = "a";
	fake_agent.stopped_kernel = "b";
	whole_run_option(&f->run, "kernel", "a,b,c");
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), -EINTR);
	assert_string_equal(f->failures, "a: this cell failed: a does not boot");
}

static size_t delays_of(const struct run_data *data, size_t cell)
{
	struct run_data *part = NULL;
	size_t count = 0;

	assert_int_equal(cell_data_take(data, &data->cells[cell], &part), 0);
	for (size_t i = 0; i < part->configuration_count; i++)
		count += isnan(part->configurations[i].delay_ns) ? 0 : 1;
	for (size_t i = 0; i < part->sample_count; i++)
		assert_true(part->samples[i].configuration < part->configuration_count);
	cell_data_free(part);
	return count;
}

/* The report of one that counts says nothing of delays, which it has none of. */
static void a_cell_knows_its_own_delays_alone(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	whole_run_option(&f->run, "timing", "timed,counted");
	whole_run_option(&f->run, "delays", "2us");
	if (whole_run(&f->run, &f->outcome, &err) < 0)
		fail_msg("%s", err.text);
	data = whole_run_stored(&f->run, &f->outcome);
	assert_int_equal(delays_of(data, 0), 2);
	assert_int_equal(delays_of(data, 1), 0);
	run_data_free(data);
}

static size_t delays_in(const struct run_data *data)
{
	size_t count = 0;

	for (size_t i = 0; i < data->configuration_count; i++)
		count += data->configurations[i].delay_ns >= 0;
	return count;
}

/* Found once: an operation that takes another time in each boot must not make delays of its own. */
static void automatic_delays_are_the_same_in_all_cells(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *alone, *beside;

	whole_run_option(&f->run, "delays", "auto");
	fake_agent.operation_ns = 1000;
	fake_agent.operation_grows = 1.01;
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), 0);
	alone = whole_run_stored(&f->run, &f->outcome);
	whole_run_option(&f->run, "boots", "3");
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), 0);
	beside = whole_run_stored(&f->run, &f->outcome);
	assert_true(delays_in(alone) > 2);
	assert_int_equal(delays_in(beside), delays_in(alone));
	for (size_t i = 0; i < beside->cell_count; i++)
		assert_int_equal(results_of(beside, i), results_of(alone, 0));
	assert_int_equal(f->outcome.failed, 0);
	run_data_free(alone);
	run_data_free(beside);
}

/* The first cell's plan is that of a run of its own; the second draws another. */
static void the_first_cell_is_a_run_alone(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *alone, *beside;

	f->run.study.seed = 7;
	whole_run_option(&f->run, "blocks", "8");
	whole_run_option(&f->run, "program", "null,map,ringbuf");
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), 0);
	alone = whole_run_stored(&f->run, &f->outcome);
	whole_run_option(&f->run, "boots", "2");
	assert_int_equal(whole_run(&f->run, &f->outcome, &err), 0);
	beside = whole_run_stored(&f->run, &f->outcome);
	assert_int_equal(beside->visit_count, 2 * alone->visit_count);
	for (size_t i = 0; i < alone->visit_count; i++) {
		assert_string_equal(beside->visits[i].program, alone->visits[i].program);
		assert_int_equal(beside->visits[i].block, alone->visits[i].block);
	}
	run_data_free(alone);
	run_data_free(beside);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_cell_has_its_blocks),
		TEST(what_counts_comes_before_what_takes_time),
		TEST(what_counts_announces_no_budget),
		TEST(the_first_line_names_all_that_is_measured),
		TEST(one_that_fails_leaves_the_others),
		TEST(when_none_can_be_had_it_is_no_run),
		TEST(what_is_cut_off_keeps_its_finished_cells),
		TEST(what_is_stopped_before_its_first_window_is_no_run),
		TEST(what_failed_before_a_stop_is_said),
		TEST(a_cell_knows_its_own_delays_alone),
		TEST(automatic_delays_are_the_same_in_all_cells),
		TEST(the_first_cell_is_a_run_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
