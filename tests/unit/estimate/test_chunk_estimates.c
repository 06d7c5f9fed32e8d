// SPDX-License-Identifier: GPL-2.0-or-later
/* What an event costs, from raw chunks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "estimate/chunk_estimates.h"
#include "estimate/run_report.h"

#define EVENTS 10

/* A drift of 2 a chunk; the program costs 50 a chunk, and in one of them an interrupt 900 more. */
static struct chunk_pass before[] = { { 100, false }, { 102, false }, { 104, false } };
static struct chunk_pass attached[] = {
	{ 152, false }, { 950, true }, { 154, false }, { 156, false }
};
static struct chunk_pass after[] = { { 104, false }, { 106, false }, { 108, false } };
/* 5 an event, but for the point in which the bare chunk was disturbed. */
static uint64_t events[] = { 10, 40, 20 };
static struct chunk_pass bare[] = { { 100, false }, { 3000, true }, { 200, false } };
static struct chunk_pass line[] = { { 157, false }, { 600, false }, { 307, false } };

static const struct sample_chunks some = {
	.before = { before, ARRAY_SIZE(before) },
	.attached = { attached, ARRAY_SIZE(attached) },
	.after = { after, ARRAY_SIZE(after) },
	.line = { .events = events, .bare = { bare, 3 }, .attached = { line, 3 }, .count = 3 },
};

static void expect_estimates(const struct counters *counters)
{
	assert_true(counters->value[COUNTER_event_ns] == 5);
	assert_true(counters->value[COUNTER_event_bare_ns] == 10.4);
	assert_true(counters->value[COUNTER_event_slope_ns] == 5);
	assert_true(counters->value[COUNTER_chunks] == 3);
	assert_true(counters->value[COUNTER_chunks_agreeing] == 3);
	assert_true(counters->value[COUNTER_chunks_disturbed] == 1);
}

static void disturbed_chunks_are_left_out(void **state)
{
	struct counters counters;

	(void)state;
	counters_clear(&counters);
	counters.value[COUNTER_hits] = 7;
	assert_int_equal(chunk_estimates(&some, EVENTS, &counters), 0);
	expect_estimates(&counters);
	assert_true(counters.value[COUNTER_hits] == 7);
}

/* Nothing to compare is no cost of 0. */
static void of_no_chunks_there_is_no_estimate(void **state)
{
	const struct sample_chunks none = { .attached = { attached, 1 } };
	struct counters counters;

	(void)state;
	counters_clear(&counters);
	assert_int_equal(chunk_estimates(&none, EVENTS, &counters), 0);
	assert_true(isnan(counters.value[COUNTER_event_ns]));
	assert_true(isnan(counters.value[COUNTER_event_bare_ns]));
	assert_true(isnan(counters.value[COUNTER_event_slope_ns]));
	assert_true(counters.value[COUNTER_chunks] == 0);
}

/* The second sample is of an older store: what it has as counters stays. */
static void samples_are_filled_in(void **state)
{
	struct counters stored[2] = {};
	struct sample samples[2] = { { .counters = counters_borrow(&stored[0]) },
				     { .counters = counters_borrow(&stored[1]) } };
	struct packed_sample packed = { .sample = 0 };
	struct run_data data = { .samples = samples,
				 .sample_count = 2,
				 .packed_samples = &packed,
				 .packed_sample_count = 1 };
	struct counters found;

	(void)state;
	counters_clear(&stored[0]);
	counters_clear(&stored[1]);
	stored[0].value[COUNTER_events] = EVENTS;
	stored[1].value[COUNTER_event_ns] = 135;
	assert_int_equal(chunks_pack(&some, &packed.chunks), 0);
	for (int again = 0; again < 2; again++) {
		assert_int_equal(chunk_estimates_fill(&data), 0);
		found = counters_unpack(&samples[0].counters);
		expect_estimates(&found);
		assert_true(found.value[COUNTER_events] == EVENTS);
		assert_true(packed_counter(&samples[1].counters, COUNTER_event_ns) == 135);
	}
	arena_release(&data.counters);
	free(packed.chunks.bytes);
}

/* A run of two cells, a reload each. */
struct two_cells {
	struct counters stored;
	struct cell_record cells[2];
	struct configuration_record configuration;
	struct visit_record visits[2];
	struct sample samples[2];
	struct packed_sample packed[2];
	struct run_data data;
};

static void fill_cell(struct two_cells *run, uint32_t i)
{
	run->cells[i] =
	    (struct cell_record){ .id = 5 + i, .number = i, .target = "vm", .timing = "timed" };
	run->visits[i] = (struct visit_record){
		.id = 1 + i, .cell = 5 + i, .workload = "micro", .state = "kept", .hook = "h"
	};
	run->samples[i] = (struct sample){ .visit = i, .counters = counters_borrow(&run->stored) };
	run->packed[i].sample = i;
	assert_int_equal(chunks_pack(&some, &run->packed[i].chunks), 0);
}

static void two_cells_fill(struct two_cells *run)
{
	counters_clear(&run->stored);
	run->stored.value[COUNTER_events] = EVENTS;
	fill_cell(run, 0);
	fill_cell(run, 1);
	run->configuration = (struct configuration_record){ .id = 1,
							    .name = "fentry-null",
							    .mechanism = "fentry",
							    .program = "null",
							    .delay_ns = NAN };
	run->data = (struct run_data){
		.run = { .protocol = "switch", .study_name = "s", .study = json_object() },
		.cells = run->cells,
		.cell_count = 2,
		.configurations = &run->configuration,
		.configuration_count = 1,
		.visits = run->visits,
		.visit_count = 2,
		.samples = run->samples,
		.sample_count = 2,
		.packed_samples = run->packed,
		.packed_sample_count = 2,
	};
}

/* Each is estimated from its own part of the run, whose samples are others by number. */
static void of_each_cell(void **state)
{
	struct two_cells run = {};
	struct run_report *report = NULL;
	struct error err = {};

	(void)state;
	two_cells_fill(&run);
	assert_int_equal(run_report_build(&run.data, &report, &err), 0);
	assert_int_equal(report->count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct report_result *result =
		    report_result_find(report->reports[i], "fentry-null", "micro");

		assert_int_equal(result->samples, 1);
		assert_true(result->effects[METRIC_EVENT_NS].absolute.estimate == 5);
		assert_true(result->micro.chunks == 3 && result->micro.disturbed == 1);
	}
	run_report_free(report);
	arena_release(&run.data.counters);
	json_decref(run.data.run.study);
	free(run.packed[0].chunks.bytes);
	free(run.packed[1].chunks.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(disturbed_chunks_are_left_out),
		cmocka_unit_test(of_no_chunks_there_is_no_estimate),
		cmocka_unit_test(samples_are_filled_in),
		cmocka_unit_test(of_each_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
