// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of samples: bins that do not grow with the run, and what stands in them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "page/figure.h"
#include "estimate/samples.h"

#define BLOCKS 1200
#define PER_BLOCK 3

/* One configuration under udp-drain, PER_BLOCK samples in each block. */
struct sampled {
	struct configuration_record configuration;
	struct visit_record visits[BLOCKS];
	struct sample samples[BLOCKS * PER_BLOCK];
	struct counters counters[BLOCKS * PER_BLOCK];
	struct run_data data;
	struct report_result result;
	struct report_workload workload;
	struct report report;
};

static struct sampled *sampled_new(double (*value)(size_t block, size_t sample))
{
	struct sampled *run = calloc(1, sizeof(*run));

	run->configuration = (struct configuration_record){ .id = 1,
							    .name = (char *)"fentry-null",
							    .mechanism = (char *)"fentry",
							    .program = (char *)"null",
							    .delay_ns = NAN };
	for (size_t b = 0; b < BLOCKS; b++) {
		run->visits[b] = (struct visit_record){ .id = (int64_t)b + 1,
							.workload = (char *)"udp-drain",
							.block = (unsigned int)b,
							.state = (char *)"kept" };
		for (size_t s = 0; s < PER_BLOCK; s++) {
			struct counters *counters = &run->counters[b * PER_BLOCK + s];

			counters_clear(counters);
			counters->value[COUNTER_operation_ns] = value(b, s);
			run->samples[b * PER_BLOCK + s] =
			    (struct sample){ .visit = (uint32_t)b,
					     .counters = counters_borrow(counters) };
		}
	}
	run->data = (struct run_data){ .run = { .protocol = (char *)"switch" },
				       .configurations = &run->configuration,
				       .configuration_count = 1,
				       .visits = run->visits,
				       .visit_count = BLOCKS,
				       .samples = run->samples,
				       .sample_count = BLOCKS * PER_BLOCK };
	run->result = (struct report_result){ .configuration = "fentry-null",
					      .record = &run->configuration,
					      .workload = "udp-drain" };
	run->result.metrics[METRIC_OPERATION_NS].n = 1;
	run->workload = (struct report_workload){ .name = "udp-drain" };
	run->report = (struct report){ .data = &run->data,
				       .results = &run->result,
				       .result_count = 1,
				       .workloads = &run->workload,
				       .workload_count = 1 };
	return run;
}

/* Rises by one a block; one sample of each block is far out. */
static double drift(size_t block, size_t sample)
{
	return sample == 2 ? 1e6 : (double)block;
}

static void blocks_are_medians_in_few_bins(void **state)
{
	struct sampled *run = sampled_new(drift);
	struct figure figure;

	(void)state;
	assert_int_equal(figure_blocks(&run->report, "udp-drain", &figure), 0);
	assert_int_equal(figure.count, 1);
	assert_int_equal(figure.blocks, BLOCKS);
	assert_true(figure.bins <= 120);
	/* Ten blocks a bin, 0 0 1 1 .. 9 9 and ten that are far out: the median is the 15th, 7. */
	assert_float_equal(figure_bins(&figure, 0)[0], 7, .5);
	for (size_t b = 1; b < figure.bins; b++)
		assert_true(figure_bins(&figure, 0)[b] - figure_bins(&figure, 0)[b - 1] == 10);
	assert_float_equal(figure.rows[0].least, figure_bins(&figure, 0)[0], 1e-9);
	figure_release(&figure);
	free(run);
}

/* 0 .. 1199, and once in four hundred a value far out. */
static double mostly_even(size_t block, size_t sample)
{
	return block % 400 == 0 && sample == 0 ? 1e9 : (double)block;
}

static void what_lies_beyond_does_not_press_the_rest_flat(void **state)
{
	struct sampled *run = sampled_new(mostly_even);
	struct figure figure;

	(void)state;
	assert_int_equal(figure_distributions(&run->report, "udp-drain", &figure), 0);
	assert_true(figure.high < BLOCKS);
	assert_true(figure.bins <= 120);
	assert_float_equal(figure.rows[0].most, 1e9, 1);
	assert_float_equal(figure.rows[0].middle, BLOCKS / 2., 2);
	for (size_t b = 0; b < figure.bins; b++) {
		assert_true(figure_bins(&figure, 0)[b] > .5);
		assert_true(figure_bins(&figure, 0)[b] <= 1);
	}
	figure_release(&figure);
	free(run);
}

static double constant(size_t block, size_t sample)
{
	(void)block;
	(void)sample;
	return 135;
}

static void equal_samples_stand_in_the_middle(void **state)
{
	struct sampled *run = sampled_new(constant);
	struct figure figure;

	(void)state;
	assert_int_equal(figure_distributions(&run->report, "udp-drain", &figure), 0);
	for (size_t b = 0; b < figure.bins; b++)
		assert_float_equal(figure_bins(&figure, 0)[b], (b == figure.bins / 2), 1e-9);
	figure_release(&figure);
	free(run);
}

static void another_workload_has_no_rows(void **state)
{
	struct sampled *run = sampled_new(constant);
	struct figure figure;

	(void)state;
	assert_int_equal(figure_blocks(&run->report, "iperf3", &figure), 0);
	assert_int_equal(figure.count, 0);
	figure_release(&figure);
	assert_int_equal(figure_effects(&run->report, "udp-drain", &figure), 0);
	assert_int_equal(figure.count, 0);
	figure_release(&figure);
	free(run);
}

static void ticks_are_round(void **state)
{
	(void)state;
	assert_float_equal(figure_tick_step(0, 100), 50, 1e-9);
	assert_float_equal(figure_tick_step(0, 80), 20, 1e-9);
	assert_float_equal(figure_tick_step(-3, 1), 1, 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_medians_in_few_bins),
		cmocka_unit_test(what_lies_beyond_does_not_press_the_rest_flat),
		cmocka_unit_test(equal_samples_stand_in_the_middle),
		cmocka_unit_test(another_workload_has_no_rows),
		cmocka_unit_test(ticks_are_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
