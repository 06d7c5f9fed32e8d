// SPDX-License-Identifier: GPL-2.0-or-later
/* Hits within what a workload times: a kernel of the test's own, whose hook is hit here or there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <string.h>

#include "agent/hits_inside.h"
#include "agent/where_told.h"

/* How often the hook is hit: in a send, in a receive, and by reading the statistics. */
static struct {
	unsigned int sending, receiving, reading;
	unsigned int batches, waits; /* of batches, how many had to wait at first */
	int fails;
	uint64_t hits;
} kernel;

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	(void)attachment;
	kernel.hits += kernel.reading;
	ret_statistics->hits = kernel.hits;
	return kernel.fails;
}

#define BATCH 6

static int watch_timed(struct workload *workload, const struct timed_watch *watch,
		       uint64_t *ret_operations, struct error *err)
{
	(void)workload;
	*ret_operations = 0;
	for (unsigned int i = 0; i < kernel.batches; i++) {
		bool holds = i >= kernel.waits;
		int done;

		kernel.hits += holds ? BATCH * kernel.sending : 0;
		done = watch->begin(watch->context);
		/* What was put off while sending happens now. */
		kernel.hits += BATCH * (kernel.receiving + (holds ? 0 : kernel.sending));
		if (!done)
			done = watch->end(watch->context, holds);
		if (done < 0)
			return error_errno(err, ERROR_RESULT, -done, "not watched");
		*ret_operations += holds ? BATCH : 0;
	}
	return 0;
}

static const struct workload_ops times_a_part = { .watch_timed = watch_timed };
static const struct workload_ops times_all = { 0 };

static struct counters count(const struct workload_ops *ops)
{
	struct workload workload = { .ops = ops };
	struct counters counters;
	struct error err = { 0 };

	counters_clear(&counters);
	assert_int_equal(hits_inside_count(&workload, NULL, &counters, &err), 0);
	return counters;
}

static void expect(double hits, double operations)
{
	struct counters counters = count(&times_a_part);

	assert_true(counters.value[COUNTER_hits_inside] == hits);
	assert_true(counters.value[COUNTER_inside_operations] == operations);
}

static void a_hook_in_the_receive_is_inside(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.receiving = 1;
	kernel.batches = 16;
	expect(96, 96);
}

static void a_hook_while_sending_is_outside(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.sending = 1;
	kernel.batches = 16;
	expect(0, 96);
}

static void what_is_hit_on_both_ways_counts_its_inner_part(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.sending = 3;
	kernel.receiving = 2;
	kernel.batches = 16;
	expect(192, 96);
}

/* As of a tracepoint of all system calls, which reading is one of. */
static void what_reading_hits_is_not_the_workloads(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.receiving = 1;
	kernel.reading = 1;
	kernel.batches = 16;
	expect(96, 96);
	kernel.receiving = 0;
	expect(0, 96);
}

static void a_batch_that_waited_for_the_softirq_does_not_count(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.sending = 1;
	kernel.batches = 20;
	kernel.waits = 4;
	expect(0, 96);
}

static void nothing_is_said_where_nothing_could_be_counted(void **state)
{
	struct counters counters;

	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.receiving = 1;
	counters = count(&times_all);
	assert_true(isnan(counters.value[COUNTER_hits_inside]));
	assert_true(isnan(counters.value[COUNTER_inside_operations]));
	counters = count(&times_a_part); /* every batch had to wait: none is left */
	assert_true(isnan(counters.value[COUNTER_hits_inside]));
}

static void a_kernel_that_does_not_answer_is_an_error(void **state)
{
	struct workload workload = { .ops = &times_a_part };
	struct counters counters;
	struct error err = { 0 };

	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.batches = 1;
	kernel.fails = -EPERM;
	counters_clear(&counters);
	assert_int_equal(hits_inside_count(&workload, NULL, &counters, &err), -EPERM);
}

static void check_told(const struct where_seen *seen, const char *wanted)
{
	json_t *where = where_to_json(seen);
	char *text = json_dumps(where, JSON_SORT_KEYS | JSON_COMPACT);

	assert_string_equal(text, wanted);
	free(text);
	json_decref(where);
}

static void most_hits_outside_say_the_context(void **state)
{
	/* A stray hit of another context is the last of all. */
	struct where_seen seen = { .cpu = { [WHERE_PROCESS] = 3, [WHERE_SOFTIRQ] = 1 },
				   .process = { [WHERE_PROCESS] = "stray",
						[WHERE_SOFTIRQ] = "sender",
						[WHERE_NMI] = "handler" } };

	(void)state;
	check_told(&seen, "{}");
	seen.hits[WHERE_INSIDE][WHERE_PROCESS] = 1000;
	check_told(&seen, "{}");
	seen.hits[WHERE_OUTSIDE][WHERE_SOFTIRQ] = 96;
	seen.hits[WHERE_OUTSIDE][WHERE_PROCESS] = 2;
	check_told(&seen, "{\"context\":\"softirq\",\"cpu\":1,\"process\":\"sender\"}");
	seen.hits[WHERE_OUTSIDE][WHERE_NMI] = 100;
	check_told(&seen, "{\"context\":\"nmi\",\"cpu\":0,\"process\":\"handler\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hook_in_the_receive_is_inside),
		cmocka_unit_test(a_hook_while_sending_is_outside),
		cmocka_unit_test(what_is_hit_on_both_ways_counts_its_inner_part),
		cmocka_unit_test(what_reading_hits_is_not_the_workloads),
		cmocka_unit_test(a_batch_that_waited_for_the_softirq_does_not_count),
		cmocka_unit_test(nothing_is_said_where_nothing_could_be_counted),
		cmocka_unit_test(a_kernel_that_does_not_answer_is_an_error),
		cmocka_unit_test(most_hits_outside_say_the_context),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
