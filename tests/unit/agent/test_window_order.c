// SPDX-License-Identifier: GPL-2.0-or-later
/* What a window asks of its workload, of the attachment and of the channel, and in which order. */
#include "agent/window.h"
#include "common/cleanup.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

/* What was done, a letter each: t(haw), r(un), c(ount), f(reeze), s(tatistics). */
struct fake {
	char done[32];
	char fails; /* the letter whose step fails */
	double operations, inside_ns;
	uint64_t hits;
	int channel[2];
};

static int step(struct fake *fake, char letter, struct error *err)
{
	size_t length = strlen(fake->done);

	fake->done[length] = letter;
	if (letter != fake->fails)
		return 0;
	return error_set(err, ERROR_RESULT, EIO, "%c failed", letter);
}

static int freeze(struct workload *workload, struct error *err)
{
	return step(workload->state, 'f', err);
}

static int thaw(struct workload *workload, struct error *err)
{
	return step(workload->state, 't', err);
}

/* 10 operations each time, so that settling counts as well, between the standstills. */
static int run(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
	       struct error *err)
{
	struct fake *fake = workload->state;

	fake->operations += 10;
	fake->hits += 10;
	if (ret_counters)
		ret_counters->value[COUNTER_operation_ns] = fake->inside_ns;
	(void)length_ns;
	return step(fake, 'r', err);
}

static int read_totals(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	struct fake *fake = workload->state;

	ret_totals->value[COUNTER_operations] = fake->operations;
	return step(fake, 'c', err);
}

static const struct workload_ops ops = {
	.freeze = freeze, .thaw = thaw, .run = run, .read = read_totals
};

/* In place of attachment.c's, which asks the kernel. */
int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	struct fake *fake = attachment->state;

	*ret_statistics = (struct program_statistics){ .hits = 1000 + fake->hits,
						       .run_time_ns = 7 * fake->hits,
						       .misses = 3 };
	return step(fake, 's', NULL);
}

static int window(struct fake *fake, bool attached, bool statistics, struct counters *ret_counters,
		  struct error *err)
{
	struct workload workload = { .ops = &ops, .state = fake };
	struct attachment attachment = { .state = fake };
	struct window_request request = { 1, 2, statistics };
	struct channel channel;
	int done;

	assert_int_equal(pipe(fake->channel), 0);
	assert_int_equal(channel_open(&channel, fake->channel[0], fake->channel[1]), 0);
	done = window_run(&workload, attached ? &attachment : NULL, &request, &channel,
			  ret_counters, err);
	close(fake->channel[1]);
	if (done < 0)
		fclose(channel.in);
	else
		assert_non_null(fgets((char[64]){}, 64, channel.in)); /* the event */
	if (done >= 0)
		fclose(channel.in);
	return done;
}

static void from_standstill_to_standstill(void **state)
{
	struct fake fake = { .inside_ns = 321 };
	struct counters counters;
	struct error err;

	(void)state;
	assert_int_equal(window(&fake, true, true, &counters, &err), 0);
	assert_string_equal(fake.done, "cstrcrcfcs");
	assert_true(counters.value[COUNTER_operations] == 10);
	assert_true(counters.value[COUNTER_operation_ns] == 321);
	assert_true(counters.value[COUNTER_hits] == 20);
	assert_true(counters.value[COUNTER_hit_operations] == 20);
	assert_true(counters.value[COUNTER_run_time_ns] == 140);
	assert_true(counters.value[COUNTER_misses] == 0);
	assert_true(counters.value[COUNTER_length_ns] > 0);
}

/* Absent is not 0. */
static void what_was_not_counted_is_absent(void **state)
{
	struct fake fake = { .inside_ns = NAN };
	struct counters counters;
	struct error err;

	(void)state;
	assert_int_equal(window(&fake, true, false, &counters, &err), 0);
	assert_string_equal(fake.done, "ctrcrcf");
	assert_true(isnan(counters.value[COUNTER_hits]));
	assert_true(isnan(counters.value[COUNTER_hit_operations]));
	assert_true(isnan(counters.value[COUNTER_operation_ns]));
	assert_true(isnan(counters.value[COUNTER_drops]));
	fake = (struct fake){ .inside_ns = NAN };
	assert_int_equal(window(&fake, false, true, &counters, &err), 0);
	assert_true(isnan(counters.value[COUNTER_hits]));
}

/* Whatever fails, it stands still afterwards; what failed first is what is said. */
static void it_stands_still_after_a_failure(void **state)
{
	static const struct {
		char fails;
		const char *done;
	} cases[] = { { 'c', "c" }, { 's', "cs" }, { 't', "cstf" }, { 'r', "cstrf" } };
	struct counters counters;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct fake fake = { .fails = cases[i].fails };
		struct error err = {};

		assert_int_equal(window(&fake, true, true, &counters, &err), -EIO);
		assert_string_equal(fake.done, cases[i].done);
		if (cases[i].fails != 's')
			assert_int_equal(err.text[0], cases[i].fails);
	}
}

static void a_standstill_that_fails_is_a_failure(void **state)
{
	struct fake fake = { .fails = 'f' };
	struct counters counters;
	struct error err = {};

	(void)state;
	assert_int_equal(window(&fake, true, true, &counters, &err), -EIO);
	assert_string_equal(err.text, "f failed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_standstill_to_standstill),
		cmocka_unit_test(what_was_not_counted_is_absent),
		cmocka_unit_test(it_stands_still_after_a_failure),
		cmocka_unit_test(a_standstill_that_fails_is_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
