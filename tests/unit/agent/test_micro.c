// SPDX-License-Identifier: GPL-2.0-or-later
/* The proof of a reload of micro, over a trigger and an attachment that only count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "agent/cpu.h"
#include "agent/micro.h"
#include "agent/arch/arch.h"
#include "agent/off_watch.h"
#include "agent/trigger/user_loop.h"

#include <errno.h>

#define EVENTS 1000
#define EVENT_NS 10

/* In place of src/agent/attachment.c and the trigger: strangers hit where no event of ours does. */
static struct program_statistics so_far;
static uint64_t strangers, events_run;
/* Runs are counted while statistics are on, whoever has them on. */
static bool ours, others;

int trigger_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass,
		struct error *err)
{
	(void)trigger;
	(void)err;
	if (ours || others) {
		so_far.hits += events ? events : strangers;
		so_far.run_time_ns += 7 * (events ? events : strangers);
	}
	events_run += events;
	*ret_pass = (struct trigger_pass){ .elapsed_ns = EVENT_NS * events };
	return 0;
}

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	(void)attachment;
	*ret_statistics = so_far;
	return 0;
}

bool attachment_holds(struct attachment *attachment)
{
	(void)attachment;
	return true;
}

int statistics_switch(struct statistics *statistics, bool on, bool by_sysctl, struct error *err)
{
	(void)statistics;
	(void)by_sysctl;
	(void)err;
	ours = on;
	return 0;
}

bool statistics_ours(const struct statistics *statistics)
{
	(void)statistics;
	return ours;
}

/* Nobody knows: what is attached has to tell. */
int statistics_others_count(const struct statistics *statistics)
{
	(void)statistics;
	return -ENOENT;
}

void cpu_pin(unsigned int cpu)
{
	(void)cpu;
}

void preparation_drain(struct preparation *preparation)
{
	(void)preparation;
}

uint64_t preparation_alike(const struct preparation *preparation)
{
	(void)preparation;
	return UINT64_MAX;
}

uint64_t preparation_alike_most(const struct preparation *preparation)
{
	(void)preparation;
	return UINT64_MAX;
}

/* In place of src/agent/reader.c: the program writes nothing. */
struct reader_counts reader_counts(const struct reader *reader)
{
	(void)reader;
	return (struct reader_counts){};
}

json_t *reader_to_json(const struct reader *reader, const struct reader_counts *counts)
{
	(void)reader;
	(void)counts;
	return NULL;
}

/*
 * In place of src/agent/interruptions.c: where somebody looks, every pass is interrupted, but for
 * each calm_each-th.
 */
static unsigned int calm_each, looks;

void interruptions_begin(struct interruptions *interruptions)
{
	(void)interruptions;
}

bool interruptions_end(struct interruptions *interruptions, const struct interruptions_own *own)
{
	(void)own;
	return interruptions && (!calm_each || ++looks % calm_each);
}

/* In place of src/agent/trigger/user_loop.c: no tick ever comes. */
void user_loop_begin(struct user_loop *loop)
{
	*loop = (struct user_loop){ 0 };
}

void user_loop_end(const struct user_loop *loop, struct trigger_pass *ret_pass)
{
	(void)loop;
	*ret_pass = (struct trigger_pass){ 0 };
}

static struct interruptions *looked_at;
static bool counted;

static json_t *result_with(uint64_t strangers_hits)
{
	json_t *request =
	    json_pack("{s:i s:i s:i s:[b,b] s:[i] s:b}", "events", EVENTS, "aim_ns", 100000,
		      "chunks", 3, "windows", 0, 1, "line", 1, "exact", counted);
	struct attachment attachment = { 0 };
	struct statistics statistics = { 0 };
	static const struct trigger_ops ops = { .name = "test" };
	struct trigger trigger = { .ops = &ops };
	struct micro micro;
	struct error err;
	json_t *result;

	strangers = strangers_hits;
	assert_int_equal(micro_init(&micro, request, &err), 0);
	micro.passing.interruptions = looked_at;
	assert_int_equal(micro_attached(&micro, &trigger, &attachment, &statistics, &err), 0);
	result = micro_result(&micro);
	micro_free(&micro);
	json_decref(request);
	return result;
}

static void expect_proof(uint64_t strangers_hits, json_int_t hits)
{
	json_t *result = result_with(strangers_hits);

	assert_int_equal(json_integer_value(json_object_get(result, "hits")), hits);
	assert_int_equal(json_integer_value(json_object_get(result, "run_time_ns")), 7 * hits);
	json_decref(result);
}

static void what_is_not_ours_is_subtracted(void **state)
{
	(void)state;
	expect_proof(0, EVENTS);
	expect_proof(3, EVENTS - 3);
}

/* Not a count below nothing, which no answer may have. */
static void more_of_strangers_than_ours_proves_nothing(void **state)
{
	(void)state;
	expect_proof(EVENTS + 1, 0);
}

static void misses_that_nobody_tells_are_absent(void **state)
{
	json_t *result = result_with(0);

	(void)state;
	assert_true(json_is_integer(json_object_get(result, "misses")));
	json_decref(result);
	so_far.misses = NAN;
	result = result_with(0);
	assert_null(json_object_get(result, "misses"));
	json_decref(result);
	so_far.misses = 0;
}

static bool is_counted_by_others(const json_t *result, size_t window)
{
	const json_t *chunks = json_array_get(json_object_get(result, "windows"), window);

	assert_true(json_is_object(chunks));
	return json_object_get(chunks, "counted_by");
}

/* In the window without statistics alone: in the other one that is what was asked for. */
static void statistics_of_others_are_seen(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		json_t *result;

		others = i;
		result = result_with(0);
		assert_int_equal(is_counted_by_others(result, 0), i);
		assert_false(is_counted_by_others(result, 1));
		json_decref(result);
	}
	others = false;
}

static size_t disturbed_in(const json_t *chunks)
{
	return json_array_size(json_object_get(chunks, "disturbed"));
}

/* No tick fell into them: the trigger knows of none. */
static void interrupted_chunks_are_marked(void **state)
{
	struct interruptions interruptions = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		size_t expected = i ? 3 : 0;
		json_t *result, *line;

		looked_at = i ? &interruptions : NULL;
		result = result_with(0);
		line = json_object_get(result, "line");
		assert_int_equal(
		    disturbed_in(json_array_get(json_object_get(result, "windows"), 1)), expected);
		assert_int_equal(disturbed_in(json_array_get(json_object_get(line, "windows"), 1)),
				 expected / 3);
		json_decref(result);
	}
	looked_at = NULL;
}

/* Of the first window: passes that nothing came into, and the others. */
static void expect_passes(size_t calm, size_t disturbed_least, size_t disturbed_most)
{
	json_t *result = result_with(0);
	const json_t *chunks = json_array_get(json_object_get(result, "windows"), 0);
	size_t disturbed = disturbed_in(chunks);

	assert_in_range(disturbed, disturbed_least, disturbed_most);
	if (calm != SIZE_MAX)
		assert_int_equal(json_array_size(json_object_get(chunks, "ns")), disturbed + calm);
	json_decref(result);
}

/* What is counted is counted again, and none is hidden; what is timed is not, which would choose.
 */
static void interrupted_counts_are_made_again(void **state)
{
	struct interruptions interruptions = { 0 };

	(void)state;
	looked_at = &interruptions;
	calm_each = 3;
	expect_passes(SIZE_MAX, 1, 2);
	counted = true;
	expect_passes(3, 4, 6);
	calm_each = 0;
	expect_passes(0, 18, 18);
	counted = false;
	looked_at = NULL;
}

static unsigned int events_alone;

static int one(struct trigger *trigger)
{
	(void)trigger;
	events_alone++;
	return 0;
}

/* Of so many, none with the program and then none without. */
static json_t *singles_with(const struct trigger_ops *ops, struct interruptions *interruptions)
{
	struct singles singles = { .wanted = 100 };
	struct passing passing = { .interruptions = interruptions };
	struct trigger trigger = { .ops = ops };
	struct error err;

	assert_int_equal(singles_attached(&singles, &passing, &trigger, &err), 0);
	assert_int_equal(singles_bare(&singles, &passing, &trigger, &err), 0);
	return singles_to_json(&singles);
}

static json_int_t events_in(const json_t *singles, const char *key)
{
	const json_t *run;
	json_int_t events = 0, before = -1;
	size_t i;

	json_array_foreach (json_object_get(singles, key), i, run) {
		json_int_t count = json_integer_value(json_array_get(run, 1));

		assert_int_not_equal(count, before);
		before = count;
		events += json_integer_value(json_array_get(run, 0));
	}
	return events;
}

static void single_events_are_as_many_as_are_wanted(void **state)
{
	static const struct trigger_ops ops = { .name = "test", .one = one };
	json_t *singles;

	(void)state;
	if (!arch_ops.instructions_now())
		skip();
	singles = singles_with(&ops, NULL);
	assert_int_equal(events_in(singles, "attached"), 100);
	assert_int_equal(events_in(singles, "bare"), SINGLES_BARE);
	assert_true(events_alone >= 100 + SINGLES_BARE);
	json_decref(singles);
}

/* Every batch is interrupted: it ends, with none. */
static void interrupted_single_events_are_left_out(void **state)
{
	static const struct trigger_ops ops = { .name = "test", .one = one };
	struct interruptions interruptions = { 0 };
	json_t *singles;

	(void)state;
	if (!arch_ops.instructions_now())
		skip();
	singles = singles_with(&ops, &interruptions);
	assert_int_equal(events_in(singles, "attached"), 0);
	assert_int_equal(events_in(singles, "bare"), 0);
	json_decref(singles);
}

static void without_single_events_it_is_said_why(void **state)
{
	static const struct trigger_ops ops = { .name = "test" };
	json_t *singles = singles_with(&ops, NULL);

	(void)state;
	assert_non_null(json_string_value(json_object_get(singles, "lacking")));
	assert_null(json_object_get(singles, "attached"));
	json_decref(singles);
}

/* A slice of the scheduler's that began before is over by then. */
static void who_sleeps_in_its_events_is_warmed_up_for_longer(void **state)
{
	struct trigger_ops wakes = { .name = "wakes" },
			   sleeps = { .name = "sleeps", .own.sleeps = true };
	struct trigger trigger = { .ops = &wakes };
	const struct passing passing = {};
	struct error err = {};

	(void)state;
	events_run = 0;
	assert_int_equal(passes_warm_up(&passing, &trigger, EVENTS, &err), 0);
	assert_int_equal(events_run, 3 * EVENTS);
	trigger.ops = &sleeps;
	events_run = 0;
	assert_int_equal(passes_warm_up(&passing, &trigger, EVENTS, &err), 0);
	assert_int_equal(events_run * EVENT_NS, 16000000);
	events_run = 0;
	assert_int_equal(passes_warm_up(&passing, &trigger, 0, &err), 0);
	assert_int_equal(events_run, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_ours_is_subtracted),
		cmocka_unit_test(more_of_strangers_than_ours_proves_nothing),
		cmocka_unit_test(misses_that_nobody_tells_are_absent),
		cmocka_unit_test(statistics_of_others_are_seen),
		cmocka_unit_test(interrupted_chunks_are_marked),
		cmocka_unit_test(interrupted_counts_are_made_again),
		cmocka_unit_test(single_events_are_as_many_as_are_wanted),
		cmocka_unit_test(interrupted_single_events_are_left_out),
		cmocka_unit_test(without_single_events_it_is_said_why),
		cmocka_unit_test(who_sleeps_in_its_events_is_warmed_up_for_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
