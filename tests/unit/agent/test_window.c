// SPDX-License-Identifier: GPL-2.0-or-later
/* The agent's windows over a workload that does nothing, and an attachment that only counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "agent/window.h"
#include "agent/workload/null.h"

struct fixture {
	struct workload workload;
	struct channel channel;
	struct attachment *attachment; /* this, which nobody else looks into */
	int said[2];
};

/* In place of src/agent/attachment.c: the program ran once for each call so far, times 100. */
static unsigned int asked;
static int statistics_fail;

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	null_workload_note(&((struct fixture *)attachment)->workload, "statistics");
	asked++;
	*ret_statistics = (struct program_statistics){ .hits = 100 * asked,
						       .misses = asked,
						       .run_time_ns = 7 * asked };
	return statistics_fail;
}

/* In place of src/agent/workload/list.c: a nanosecond passes with each look. */
uint64_t clock_monotonic_ns(void)
{
	static uint64_t now_ns;

	return ++now_ns;
}

static void begin_with(struct fixture *f, json_t *settings)
{
	struct error err = { 0 };

	*f = (struct fixture){ .workload = { .ops = &workload_null },
			       .attachment = (struct attachment *)f };
	assert_int_equal(pipe(f->said), 0);
	f->channel.out = f->said[1];
	assert_int_equal(f->workload.ops->start(&f->workload, settings, &err), 0);
	json_decref(settings);
	asked = 0;
	statistics_fail = 0;
}

static void begin(struct fixture *f, const char *fails)
{
	begin_with(f, json_pack("{s:i s:s}", "operation_ns", 100, "fails", fails));
}

static void end(struct fixture *f)
{
	f->workload.ops->stop(&f->workload);
	close(f->said[0]);
	close(f->said[1]);
}

/* What the agent said meanwhile; "" for nothing. */
static const char *said(struct fixture *f, char *text, size_t size)
{
	ssize_t length;

	close(f->said[1]);
	f->said[1] = -1;
	length = read(f->said[0], text, size - 1);
	text[length > 0 ? length : 0] = '\0';
	return text;
}

static const struct window_request plain = { .settle_ns = 50000, .length_ns = 200000 };
static const struct window_request counted = { .settle_ns = 50000,
					       .length_ns = 200000,
					       .statistics = true };

static void a_window_settles_and_is_measured(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;
	char text[128];

	(void)state;
	begin(&f, "");
	assert_int_equal(window_run(&f.workload, NULL, &plain, &f.channel, &counters, &err), 0);
	assert_string_equal(null_workload_steps(&f.workload),
			    "read thaw run:50000 read run:200000 read freeze");
	assert_string_equal(said(&f, text, sizeof(text)), "{\"event\":\"measuring\"}\n");
	/* Of the 200 us alone: what settled is not in it. */
	assert_true(counters.value[COUNTER_operations] == 2000);
	assert_true(counters.value[COUNTER_received_bytes] == 2000);
	assert_true(counters.value[COUNTER_receiver_cpu_ns] == 4000);
	assert_true(counters.value[COUNTER_operation_ns] == 100);
	assert_true(counters.value[COUNTER_length_ns] == 1);
	assert_true(isnan(counters.value[COUNTER_hits]));
	assert_true(isnan(counters.value[COUNTER_hit_operations]));
	assert_true(isnan(counters.value[COUNTER_sleeps]));
	assert_int_equal(asked, 0);
	end(&f);
}

/* Hits are counted from standstill to standstill, settling included, or they could not agree. */
static void hits_are_held_against_all_that_passed(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;

	(void)state;
	begin(&f, "");
	assert_int_equal(
	    window_run(&f.workload, f.attachment, &counted, &f.channel, &counters, &err), 0);
	assert_string_equal(
	    null_workload_steps(&f.workload),
	    "read statistics thaw run:50000 read run:200000 read freeze read statistics");
	assert_true(counters.value[COUNTER_hits] == 100);
	assert_true(counters.value[COUNTER_misses] == 1);
	assert_true(counters.value[COUNTER_run_time_ns] == 7);
	assert_true(counters.value[COUNTER_hit_operations] == 2500);
	assert_true(counters.value[COUNTER_operations] == 2000);
	end(&f);
}

static void without_statistics_nobody_asks_for_hits(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;

	(void)state;
	begin(&f, "");
	assert_int_equal(window_run(&f.workload, f.attachment, &plain, &f.channel, &counters, &err),
			 0);
	assert_int_equal(asked, 0);
	assert_true(isnan(counters.value[COUNTER_hits]));
	assert_true(isnan(counters.value[COUNTER_hit_operations]));
	end(&f);
}

/* Absent is not 0. */
static void what_was_not_counted_is_absent(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;

	(void)state;
	begin_with(&f, json_pack("{s:b}", "silent", true));
	assert_int_equal(window_run(&f.workload, NULL, &counted, &f.channel, &counters, &err), 0);
	assert_true(isnan(counters.value[COUNTER_operation_ns]));
	assert_true(isnan(counters.value[COUNTER_drops]));
	assert_true(isnan(counters.value[COUNTER_hits]));
	end(&f);
}

static void fails_at(const char *fails, const char *steps)
{
	struct counters counters = { .value = { 42 } };
	struct error err = { 0 };
	struct fixture f;

	begin(&f, fails);
	assert_int_equal(
	    window_run(&f.workload, f.attachment, &counted, &f.channel, &counters, &err), -EIO);
	assert_non_null(strstr(err.text, fails));
	assert_string_equal(null_workload_steps(&f.workload), steps);
	assert_true(counters.value[0] == 42);
	end(&f);
}

/* Whatever went wrong: text is patched next. */
static void what_fails_stands_still_all_the_same(void **state)
{
	(void)state;
	fails_at("read", "read");
	fails_at("thaw", "read statistics thaw freeze");
	fails_at("run", "read statistics thaw run:50000 freeze");
	fails_at("freeze", "read statistics thaw run:50000 read run:200000 read freeze");
}

static void a_program_that_cannot_be_counted_is_an_error(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;

	(void)state;
	begin(&f, "");
	statistics_fail = -ENOENT;
	assert_int_equal(
	    window_run(&f.workload, f.attachment, &counted, &f.channel, &counters, &err), -ENOENT);
	assert_string_equal(null_workload_steps(&f.workload), "read statistics");
	end(&f);
}

/* Two windows of one workload, each with its own. */
static void windows_follow_each_other(void **state)
{
	struct counters counters;
	struct error err = { 0 };
	struct fixture f;

	(void)state;
	begin(&f, "");
	for (int i = 0; i < 2; i++)
		assert_int_equal(window_run(&f.workload, NULL, &plain, &f.channel, &counters, &err),
				 0);
	assert_true(counters.value[COUNTER_operations] == 2000);
	assert_int_equal(window_totals(&f.workload, &counters, &err), 0);
	assert_true(counters.value[COUNTER_operations] == 5000);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_window_settles_and_is_measured),
		cmocka_unit_test(hits_are_held_against_all_that_passed),
		cmocka_unit_test(without_statistics_nobody_asks_for_hits),
		cmocka_unit_test(what_was_not_counted_is_absent),
		cmocka_unit_test(what_fails_stands_still_all_the_same),
		cmocka_unit_test(a_program_that_cannot_be_counted_is_an_error),
		cmocka_unit_test(windows_follow_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
