// SPDX-License-Identifier: GPL-2.0-or-later
/* When there is a pilot, what it tries, and that its choice becomes the workload's windows. */
#include "run/window_pilot.h"
#include "run_fixture.h"
#include "protocol/version.h"
#include "common/cleanup.h"
#include "study/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_NS UINT64_C(1000000000)

static const struct window_lengths usual = { .settle_ns = 100000000, .window_ns = 250000000 };

struct fixture {
	struct run_fixture run;
	unsigned int goes_on; /* how often it is asked before the user stops the run */
};

static enum run_stop stop_soon(void *context)
{
	struct fixture *f = context;

	return f->goes_on && f->goes_on-- ? RUN_GO_ON : RUN_STOP_AFTER_WINDOW;
}

static void begin(struct fixture *f)
{
	struct run_fixture *run = &f->run;

	*f = (struct fixture){ .goes_on = 2 };
	run_fixture_begin(run);
	assert_int_equal(
	    option_set(option_find("mechanism", OPTION_FOR_RUN), "fentry", &run->study, NULL), 0);
	run_fixture_prepare(run, "udp-drain");
	run->context.stop = stop_soon;
	run->context.context = f;
	run->bench.shams.function = strdup("udp_abort");
	run->bench.shams.usable[0] = true;
	run->course.lengths = usual;
}

static void trials_lie_around_the_usual_lengths(void **state)
{
	struct window_lengths trials[PILOT_TRIALS], long_ones = { SECOND_NS, SECOND_NS };
	bool has_usual = false;

	(void)state;
	window_pilot_trials(&usual, trials);
	for (size_t i = 0; i < PILOT_TRIALS; i++)
		has_usual |= trials[i].settle_ns == usual.settle_ns &&
			     trials[i].window_ns == usual.window_ns;
	assert_true(has_usual);
	assert_true(trials[0].window_ns == 100000000 && trials[2].window_ns == 400000000);
	assert_true(trials[0].settle_ns == 50000000);
	window_pilot_trials(&long_ones, trials);
	for (size_t i = 0; i < PILOT_TRIALS; i++)
		assert_true(trials[i].window_ns <= SECOND_NS / 2);
}

static void it_takes_a_twentieth_and_never_long(void **state)
{
	(void)state;
	assert_true(window_pilot_limit_ns(180 * SECOND_NS) == 9 * SECOND_NS);
	assert_true(window_pilot_limit_ns(3600 * SECOND_NS) == 20 * SECOND_NS);
}

/* No target: a pilot would crash. */
static void none_where_it_is_not_wanted(void **state)
{
	static const struct {
		const char *option, *value;
		uint64_t seconds;
	} cases[] = {
		{ "pilot", "no", 3600 },  { "window", "60ms", 3600 },
		{ "exact", "yes", 3600 }, { "protocol", "restart", 3600 },
		{ "pilot", "auto", 10 }, /* half a second would not do */
	};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = { 0 };
		json_t *pilot;

		begin(&f);
		option_set(option_find(cases[i].option, OPTION_FOR_RUN), cases[i].value,
			   &f.run.study, NULL);
		assert_int_equal(
		    window_pilot(&f.run.course, cases[i].seconds * SECOND_NS, &pilot, &err), 0);
		assert_null(pilot);
		assert_true(f.run.course.lengths.window_ns == usual.window_ns);
		run_fixture_end(&f.run);
	}
}

#define WINDOW(operation_ns) "{\"counters\":{\"operation_ns\":" operation_ns "}}"

/* The user stops it after its first pair, so that this one's lengths are the choice. */
static void the_choice_becomes_the_windows(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, PROTOCOL_HELLO_LINE },
		{ "udp_abort", "{\"status\":\"attached\",\"hook\":\"udp_abort\",\"hits_per_"
			       "operation\":1,\"proof\":{}}" },
		{ "\"statistics\"", "{\"statistics\":false}" },
		{ "\"window\"", WINDOW("1000") },
		{ "\"statistics\"", "{\"statistics\":true}" },
		{ "\"window\"", WINDOW("1100") },
		{ "\"statistics\"", "{\"statistics\":false}" },
		{ "\"detach\"", "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}" },
	};
	struct error err = { 0 };
	struct fixture f;
	json_t *pilot, *trial, *trials;
	size_t i, seen = 0;

	(void)state;
	begin(&f);
	run_fixture_target(&f.run, script, ARRAY_SIZE(script));
	assert_int_equal(window_pilot(&f.run.course, 3600 * SECOND_NS, &pilot, &err), 0);
	assert_non_null(pilot);
	trials = json_object_get(pilot, "trials");
	assert_int_equal(json_array_size(trials), PILOT_TRIALS);
	json_array_foreach (trials, i, trial)
		seen += json_integer_value(json_object_get(trial, "pairs")) == 1;
	assert_int_equal(seen, 1);
	assert_true(json_number_value(json_object_get(pilot, "length_s")) * 1e9 ==
		    (double)f.run.course.lengths.window_ns);
	assert_true(json_number_value(json_object_get(pilot, "settle_s")) * 1e9 ==
		    (double)f.run.course.lengths.settle_ns);
	json_decref(pilot);
	run_fixture_end(&f.run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trials_lie_around_the_usual_lengths),
		cmocka_unit_test(it_takes_a_twentieth_and_never_long),
		cmocka_unit_test(none_where_it_is_not_wanted),
		cmocka_unit_test(the_choice_becomes_the_windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
