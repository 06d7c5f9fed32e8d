// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "common/cleanup.h"
#include "estimate/delays_returned.h"
#include "words/sentences.h"
#include "words/workload_sentences.h"

#define BLOCKS 12
#define DELAYS 4

/* Blocks whose delays are windows of one visit, as a run with delays leaves them. */
struct delayed_run {
	struct run_data data;
	struct configuration_record configurations[1 + DELAYS];
	struct visit_record visits[BLOCKS];
	struct sample samples[BLOCKS * DELAYS];
	struct counters counters[BLOCKS * DELAYS];
	struct report_workload workload;
	struct report report;
};

static const char *const names[] = { "fentry-null", "delay-0ns", "delay-1000ns", "delay-2000ns",
				     "delay-8000ns" };
static const double delays_ns[] = { 0, 1000, 2000, 8000 };

static void window_add(struct delayed_run *run, size_t block, size_t delay, double operation_ns)
{
	size_t at = run->data.sample_count++;

	counters_clear(&run->counters[at]);
	run->counters[at].value[COUNTER_operation_ns] = operation_ns;
	run->samples[at] = (struct sample){ .visit = (uint32_t)block,
					    .configuration = (uint32_t)(1 + delay),
					    .window = (unsigned int)delay,
					    .counters = counters_borrow(&run->counters[at]) };
}

/* The machine is as fast as it likes from block to block: slope is the same for all. */
static void run_make(struct delayed_run *run, double slope)
{
	*run = (struct delayed_run){ .workload = { .name = "udp-drain" } };
	run->data.run.protocol = (char *)"switch";
	run->data.configurations = run->configurations;
	run->data.visits = run->visits;
	run->data.samples = run->samples;
	run->data.configuration_count = 1 + DELAYS;
	for (size_t c = 0; c <= DELAYS; c++)
		run->configurations[c] =
		    (struct configuration_record){ .id = 1 + (int64_t)c,
						   .name = (char *)names[c],
						   .mechanism = (char *)"fentry",
						   .delay_ns = c ? delays_ns[c - 1] : NAN };
	for (size_t block = 0; block < BLOCKS; block++) {
		run->visits[run->data.visit_count++] =
		    (struct visit_record){ .id = 50 + (int64_t)block,
					   .workload = (char *)"udp-drain",
					   .block = (unsigned int)block,
					   .mechanism = (char *)"fentry",
					   .program = (char *)"delay-0ns",
					   .hook = (char *)"h",
					   .state = (char *)"kept" };
		for (size_t d = 0; d < DELAYS; d++)
			window_add(run, block, d,
				   1800 + 40 * (double)(block % 3) + slope * delays_ns[d]);
	}
	run->report =
	    (struct report){ .data = &run->data, .workloads = &run->workload, .workload_count = 1 };
}

static void what_is_put_in_comes_back(void **state)
{
	struct delayed_run *run = calloc(1, sizeof(*run));
	const struct estimate *slope = &run->report.delays_returned;
	struct sentences sentences = { 0 };

	(void)state;
	run_make(run, 1.03);
	assert_int_equal(delays_returned_fill(&run->report), 0);
	assert_int_equal(slope->n, BLOCKS);
	assert_true(fabs(slope->interval.estimate - 1.03) < 1e-9);
	sentences.report = &run->report;
	assert_int_equal(say_delays_returned(&sentences, &run->workload), 0);
	assert_non_null(strstr(sentences.texts[0], "1.030 [1.030, 1.030]"));
	sentences_release(&sentences);
	free(run);
}

static void a_block_without_one_of_them_does_not_count(void **state)
{
	struct delayed_run *run = calloc(1, sizeof(*run));

	(void)state;
	run_make(run, 1);
	run->visits[3].state = (char *)"dropped";
	run->counters[5 * DELAYS + 1].value[COUNTER_operation_ns] = NAN;
	run->samples[5 * DELAYS + 1].counters = counters_borrow(&run->counters[5 * DELAYS + 1]);
	assert_int_equal(delays_returned_fill(&run->report), 0);
	assert_int_equal(run->report.delays_returned.n, BLOCKS - 2);
	free(run);
}

/* Two delays are a line whatever they cost. */
static void two_delays_say_nothing(void **state)
{
	struct delayed_run *run = calloc(1, sizeof(*run));
	struct sentences sentences = { 0 };

	(void)state;
	run_make(run, 1);
	run->data.configuration_count = 3;
	assert_int_equal(delays_returned_fill(&run->report), 0);
	assert_int_equal(run->report.delays_returned.n, 0);
	sentences.report = &run->report;
	assert_int_equal(say_delays_returned(&sentences, &run->workload), 0);
	assert_int_equal(sentences.count, 0);
	free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_in_comes_back),
		cmocka_unit_test(a_block_without_one_of_them_does_not_count),
		cmocka_unit_test(two_delays_say_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
