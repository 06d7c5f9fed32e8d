// SPDX-License-Identifier: GPL-2.0-or-later
/* From rows to results: what counts, what is paired with what, what is said. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "estimate/build.h"
#include "words/run_sentences.h"
#include "words/verdict.h"
#include "synthetic_run.h"

#define MANY 64

/* A run in memory: records as the store would load them, strings that are not owned. */
struct memory_run {
	struct run_data data;
	struct cell_record cells[2];
	struct configuration_record configurations[4];
	struct visit_record visits[MANY];
	struct sample samples[MANY];
	struct counters counters[MANY];
	struct result_record results[8];
	struct report *report;
};

enum { BASELINE, BASELINE_STAT, FENTRY, FENTRY_STAT };

static struct memory_run *memory_run_new(const char *protocol)
{
	static const char *const names[] = { "baseline", "baseline-stat", "fentry-null",
					     "fentry-null-stat" };
	struct memory_run *run = calloc(1, sizeof(*run));

	run->data.run = (struct run_record){ .study_name = (char *)"s",
					     .duration_s = 1,
					     .protocol = (char *)protocol };
	run->data.run.study = json_pack("{s:i}", "length", 100);
	run->cells[0] = (struct cell_record){ .id = 9,
					      .target = (char *)"vm",
					      .timing = (char *)"timed",
					      .state = (char *)"done",
					      .facts = json_pack("{s:s}", "timing", "kvm") };
	run->data.cells = run->cells;
	run->data.cell_count = 1;
	for (int c = 0; c < 4; c++)
		run->configurations[c] =
		    (struct configuration_record){ .id = 10 + c,
						   .name = (char *)names[c],
						   .mechanism =
						       (char *)(c < FENTRY ? "" : "fentry"),
						   .program = (char *)"null",
						   .statistics = c % 2,
						   .delay_ns = NAN };
	run->data.configurations = run->configurations;
	run->data.configuration_count = 4;
	run->data.visits = run->visits;
	run->data.samples = run->samples;
	run->data.results = run->results;
	return run;
}

static void memory_run_free(struct memory_run *run)
{
	report_free(run->report);
	json_decref(run->data.run.study);
	json_decref(run->cells[0].facts);
	free(run);
}

/* A visit in which configuration c handled `pps` datagrams in a second of 1e9 ns. */
static struct visit_record *add(struct memory_run *run, int c, unsigned int block,
				unsigned int baseline, double pps)
{
	struct visit_record *visit = &run->visits[run->data.visit_count];
	struct sample *sample = &run->samples[run->data.sample_count];
	struct counters *counters = &run->counters[run->data.sample_count++];

	*visit = (struct visit_record){ .id = 100 + (int64_t)run->data.visit_count++,
					.workload = (char *)"iperf3",
					.cell = 9,
					.block = block,
					.baseline = baseline,
					.mechanism = (char *)"fentry",
					.program = (char *)"null",
					.hook = (char *)"h",
					.state = (char *)"kept" };
	*sample = (struct sample){ .visit = (uint32_t)(run->data.visit_count - 1),
				   .configuration = (uint32_t)c,
				   .counters = counters_borrow(counters) };
	counters_clear(counters);
	counters->value[COUNTER_operations] = pps;
	counters->value[COUNTER_length_ns] = 1e9;
	return visit;
}

static struct counters *last_counters(struct memory_run *run)
{
	return &run->counters[run->data.sample_count - 1];
}

static const struct report_result *build_of(struct memory_run *run, const char *name,
					    const char *workload)
{
	struct error err = { 0 };
	const struct report_result *result;

	report_free(run->report);
	run->report = NULL;
	if (report_build(&run->data, &run->report, &err) < 0)
		fail_msg("%s", err.text);
	result = report_result_find(run->report, name, workload);
	assert_non_null(result);
	return result;
}

static const struct report_result *build(struct memory_run *run, const char *name)
{
	return build_of(run, name, "iperf3");
}

static bool has(const struct sentences *sentences, const char *words)
{
	for (size_t i = 0; i < sentences->count; i++)
		if (strstr(sentences->texts[i], words))
			return true;
	return false;
}

static bool says(const struct report *report, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };

	assert_int_equal(sentences_build(report, &sentences), 0);
	return has(&sentences, words);
}

/* What is told of the run, beside its only cell. */
static bool run_says(const struct memory_run *run, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP(cleanup_run_report) struct run_report *whole = NULL;
	struct error err = { 0 };

	assert_int_equal(run_report_build(&run->data, &whole, &err), 0);
	assert_int_equal(run_sentences_build(whole, &sentences), 0);
	return has(&sentences, words);
}

#define assert_close(actual, expected) assert_true(fabs((actual) - (expected)) < 1e-9)

/* A visit of udp-drain where instructions are counted. */
static void add_counted(struct memory_run *run, int c, unsigned int block, unsigned int baseline,
			double instructions)
{
	struct counters *counters;

	add(run, c, block, baseline, 9600)->workload = (char *)"udp-drain";
	counters = last_counters(run);
	counters->value[COUNTER_operation_ns] = instructions;
	counters->value[COUNTER_chunks] = 50;
	counters->value[COUNTER_chunks_agreeing] = 49;
	counters->value[COUNTER_chunks_disturbed] = 2;
}

/* The level has a fraction that is not the same in each block; the last cost is to be given. */
static struct memory_run *counted_run(double last)
{
	struct memory_run *run = memory_run_new("switch");

	json_object_set_new(run->cells[0].facts, "timing", json_string("icount"));
	for (unsigned int block = 0; block < 3; block++) {
		double level = 1596.30 + .01 * block;

		add_counted(run, BASELINE, block, 0, level);
		add_counted(run, FENTRY, block, 0, level + (block == 2 ? last : 138.01));
		add_counted(run, BASELINE, block, 1, level + .01);
	}
	return run;
}

static void counts_are_subtracted(void **state)
{
	struct memory_run *run = counted_run(137.99);
	const struct report_result *fentry = build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_true(fentry->effects[METRIC_OPERATION_INSTRUCTIONS].absolute.estimate == 138);
	assert_false(report_effect_present(&fentry->effects[METRIC_OPERATION_NS]));
	assert_int_equal(report_primary_metric(fentry), METRIC_OPERATION_INSTRUCTIONS);
	assert_true(fentry->micro.present);
	assert_true(fentry->micro.least == 138 && fentry->micro.most == 138);
	assert_true(fentry->micro.agreeing == 3 * 49 && fentry->micro.disturbed == 3 * 2);
	assert_close(fentry->micro.bare, 1596.315);
	assert_true(says(run->report, "A/A: the second baseline of a block against the first: "
				      "0.01 instructions; no difference, as it must be"));
	assert_false(says(run->report, "not one number"));
	assert_false(report_result_find(run->report, "baseline", "udp-drain")->micro.present);
	memory_run_free(run);
}

static void counts_that_vary_are_a_finding(void **state)
{
	struct memory_run *run = counted_run(140);
	const struct report_result *fentry = build_of(run, "fentry-null", "udp-drain");

	(void)state;
	assert_true(fentry->micro.least == 138 && fentry->micro.most == 140);
	assert_true(says(run->report, "fentry-null: not one number: 138.00 to 140.00"));
	memory_run_free(run);
}

/*
 * Seven blocks that drift tenfold; the configuration is always exactly 10 % above its block, and
 * now the first of its baselines is the larger one, now the second.
 */
static struct memory_run *drifting_run(void)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < 7; block++) {
		double level = 1000 * pow(10, block / 6.);
		double first = block % 2 ? .5 : 2;

		add(run, BASELINE, block, 0, level * first);
		add(run, FENTRY, block, 0, 1.1 * level);
		add(run, BASELINE, block, 1, level / first);
	}
	return run;
}

static void pairs_by_block(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result = build(run, "fentry-null");
	const struct effect *rate = &result->effects[METRIC_RATE_PPS];

	(void)state;
	assert_int_equal(rate->n, 7);
	assert_close(rate->percent.estimate, 10);
	assert_close(rate->percent.low, 10);
	assert_close(rate->percent.high, 10);
	assert_int_equal(result->samples, 7);
	assert_int_equal(result->metrics[METRIC_RATE_PPS].n, 7);
	assert_ptr_equal(result->cell, &run->cells[0]);
	assert_int_equal(run->report->workloads[0].blocks, 7);
	assert_false(report_effect_present(&build(run, "baseline")->effects[METRIC_RATE_PPS]));
	assert_int_equal(build(run, "baseline-aa")->samples, 7);
	assert_close(build(run, "baseline-aa")->effects[METRIC_RATE_PPS].percent.estimate, 0);
	assert_true(says(run->report, "7 blocks with both baselines"));
	memory_run_free(run);
}

/* A run that was cut off in its last block: what is there counts, but is not paired. */
static void half_a_block_is_not_paired(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	add(run, BASELINE, 7, 0, 1000);
	add(run, FENTRY, 7, 0, 5000);
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_close(build(run, "fentry-null")->effects[METRIC_RATE_PPS].percent.high, 10);
	assert_int_equal(build(run, "fentry-null")->samples, 8);
	assert_int_equal(run->report->workloads[0].blocks, 7);
	memory_run_free(run);
}

static void bitrate_from_the_studys_length(void **state)
{
	struct memory_run *run = memory_run_new("switch");

	(void)state;
	add(run, BASELINE, 0, 0, 5000);
	assert_close(build(run, "baseline")->metrics[METRIC_BITRATE_MBPS].mean, 4);
	memory_run_free(run);
}

static void blocks_of_cells_are_different(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->cells[1] = (struct cell_record){ .id = 10, .number = 1, .boot = 1 };
	run->data.cell_count = 2;
	for (size_t v = 9; v < run->data.visit_count; v++) {
		run->visits[v].cell = 10;
		run->visits[v].block -= 3;
	}
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_close(build(run, "fentry-null")->effects[METRIC_RATE_PPS].percent.high, 10);
	memory_run_free(run);
}

static void a_dropped_baseline_takes_its_block_along(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result;

	(void)state;
	run->visits[2].state = (char *)"dropped";
	run->visits[2].reason = (char *)"steal";
	result = build(run, "fentry-null");
	assert_int_equal(result->effects[METRIC_RATE_PPS].n, 6);
	assert_int_equal(result->samples, 6);
	assert_int_equal(build(run, "baseline")->samples, 12);
	assert_true(says(run->report, "excluded 1 block as a whole"));
	assert_true(says(run->report, "dropped 1 of 21 visits: steal"));
	memory_run_free(run);
}

static void a_dropped_treatment_goes_alone(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->visits[1].state = (char *)"dropped";
	run->visits[1].reason = (char *)"misses";
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 6);
	assert_int_equal(build(run, "baseline")->samples, 14);
	assert_true(says(run->report, "excluded 0 blocks"));
	memory_run_free(run);
}

static void an_open_visit_does_not_count(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->visits[19].state = (char *)"open";
	run->data.run.duration_s = NAN;
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 6);
	assert_true(says(run->report, "1 visit had not ended"));
	assert_true(run_says(run, "has not ended, or was killed"));
	memory_run_free(run);
}

/* Figures of what failed its proof would be taken for a measurement. */
static void not_fired_has_no_figures(void **state)
{
	struct memory_run *run = drifting_run();
	const struct report_result *result;

	(void)state;
	run->results[run->data.result_count++] =
	    (struct result_record){ .configuration = 10 + FENTRY,
				    .workload = (char *)"iperf3",
				    .status = (char *)"not-fired",
				    .reason = (char *)"udpv6_recvmsg ran instead" };
	result = build(run, "fentry-null");
	assert_string_equal(result->status, "not-fired");
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		assert_false(report_metric_present(&result->metrics[metric]));
		assert_false(report_effect_present(&result->effects[metric]));
	}
	assert_true(says(run->report, "fentry-null: not-fired: udpv6_recvmsg ran instead."));
	memory_run_free(run);
}

static void hits_of_the_paired_window_prove_the_one_without(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	const struct report_result *result;

	(void)state;
	add(run, BASELINE, 0, 0, 1000);
	add(run, BASELINE, 0, 1, 1000);
	add(run, FENTRY, 0, 0, 1000);
	add(run, FENTRY_STAT, 0, 0, 1000);
	last_counters(run)->value[COUNTER_hits] = 500;
	last_counters(run)->value[COUNTER_hit_operations] = 1000;
	result = build(run, "fentry-null");
	assert_close(result->hits, 500);
	assert_close(result->hits_per_operation, .5);
	assert_true(isnan(result->misses));
	assert_false(report_metric_present(&result->metrics[METRIC_HITS_PER_OPERATION]));
	memory_run_free(run);
}

static void statistics_alone_are_compared_with_their_baseline(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	const struct effect *rate;

	(void)state;
	add(run, BASELINE_STAT, 0, 0, 1000);
	add(run, BASELINE_STAT, 0, 1, 1000);
	add(run, FENTRY_STAT, 0, 0, 1500);
	rate = &build(run, "fentry-null-stat")->effects[METRIC_RATE_PPS];
	assert_close(rate->percent.estimate, 50);
	assert_true(isnan(rate->percent.low));
	assert_non_null(strstr(rate->method, "against baseline-stat"));
	memory_run_free(run);
}

/* Its ballast is a program as well: 10 % of it statistics take with or without the configuration.
 */
static void a_saturated_receivers_statistics_have_their_own_baseline(void **state)
{
	static const struct {
		int configuration;
		unsigned int baseline;
		double pps;
	} windows[] = {
		{ BASELINE, 0, 1000 },	   { BASELINE, 1, 1000 }, { BASELINE_STAT, 0, 900 },
		{ BASELINE_STAT, 1, 900 }, { FENTRY, 0, 500 },	  { FENTRY_STAT, 0, 450 },
	};
	static char *const workloads[] = { "iperf3-saturated", "iperf3" };
	static const double wanted_percent[] = { -50, -55 };

	(void)state;
	for (size_t w = 0; w < 2; w++) {
		struct memory_run *run = memory_run_new("switch");
		const struct report_result *result;

		for (size_t i = 0; i < ARRAY_SIZE(windows); i++)
			add(run, windows[i].configuration, 0, windows[i].baseline, windows[i].pps)
			    ->workload = workloads[w];
		result = build_of(run, "fentry-null-stat", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, wanted_percent[w]);
		assert_int_equal(
		    !!strstr(result->effects[METRIC_RATE_PPS].method, "against baseline-stat"),
		    w == 0);
		result = build_of(run, "fentry-null", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, -50);
		result = build_of(run, "baseline-stat", workloads[w]);
		assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, -10);
		memory_run_free(run);
	}
}

static void restart_compares_means(void **state)
{
	struct memory_run *run = memory_run_new("restart");
	const struct report_result *result;

	(void)state;
	for (int i = 0; i < 8; i++)
		add(run, BASELINE, 0, 0, 1000 + 10 * (i % 2));
	for (int i = 0; i < 8; i++)
		add(run, FENTRY, 0, 0, 2000 + 20 * (i % 2));
	result = build(run, "fentry-null");
	assert_close(result->metrics[METRIC_RATE_PPS].mean, 2010);
	assert_true(isnan(result->metrics[METRIC_RATE_PPS].interval.low));
	assert_close(result->effects[METRIC_RATE_PPS].percent.estimate, 100);
	assert_true(isnan(result->effects[METRIC_RATE_PPS].percent.low));
	assert_non_null(strstr(result->effects[METRIC_RATE_PPS].method, "no interval holds"));
	assert_null(report_result_find(run->report, "baseline-aa", "iperf3"));
	memory_run_free(run);
}

static struct memory_run *run_with_sleeps(double baseline, double traced)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < 7; block++) {
		add(run, BASELINE, block, 0, 1000);
		last_counters(run)->value[COUNTER_sleeps] = baseline;
		add(run, BASELINE, block, 1, 1000);
		last_counters(run)->value[COUNTER_sleeps] = baseline;
		add(run, FENTRY, block, 0, 1100);
		last_counters(run)->value[COUNTER_sleeps] = traced;
	}
	return run;
}

static void expect_verdict(double baseline, double traced, const char *words, bool implausible)
{
	struct memory_run *run = run_with_sleeps(baseline, traced);
	const struct report_result *result = build(run, "fentry-null");
	CLEANUP_FREE char *sentence = verdict_sentence(run->report, result);

	if (!strstr(sentence, words))
		fail_msg("%s", sentence);
	assert_int_equal(result->verdict.rate, VERDICT_MORE);
	assert_int_equal(verdict_implausible(&result->verdict), implausible);
	memory_run_free(run);
}

static void faster_needs_a_reason(void **state)
{
	(void)state;
	expect_verdict(100, 50,
		       "throughput +10.0 % [10.0, 10.0], feedback and no gain: the receiver slept "
		       "half as often per datagram (0.100 -> 0.045)",
		       false);
	expect_verdict(100, 110, "implausible: the receiver is not seen to sleep less", true);
	expect_verdict(NAN, NAN, "implausible: nothing that was counted explains it", true);
}

static void set_busy(struct memory_run *run, double busy, double drops)
{
	for (size_t i = 0; i < run->data.sample_count; i++) {
		run->counters[i].value[COUNTER_receiver_cpu_ns] = busy * 1e9;
		run->counters[i].value[COUNTER_drops] = drops;
	}
	build(run, "baseline");
}

static void saturation_has_to_be_proved(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	set_busy(run, .996, 5);
	assert_true(says(run->report, "the receiver was saturated"));
	set_busy(run, .99, 0);
	assert_true(says(run->report, "not saturated (busy 99.0 %, no drops"));
	set_busy(run, .97, 5);
	assert_true(says(run->report, "throughput cannot show the cost of a hook"));
	set_busy(run, .99, NAN);
	assert_true(says(run->report, "drops not counted"));
	memory_run_free(run);
}

/* The second baseline has twice the first's rate in every block, but as much CPU a datagram. */
static struct memory_run *run_with_two_baselines(unsigned int blocks)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < blocks; block++) {
		add(run, BASELINE, block, 0, 1000);
		add(run, BASELINE, block, 1, 2000);
		add(run, FENTRY, block, 0, 3000);
	}
	for (size_t i = 0; i < run->data.sample_count; i++)
		run->counters[i].value[COUNTER_receiver_cpu_ns] =
		    run->counters[i].value[COUNTER_operations];
	return run;
}

static void effects_are_withheld_where_the_baselines_differ(void **state)
{
	struct memory_run *run = run_with_two_baselines(12);
	const struct report_result *result = build(run, "fentry-null");

	(void)state;
	assert_false(report_effect_present(&result->effects[METRIC_RATE_PPS]));
	assert_true(result->withheld[METRIC_RATE_PPS]);
	assert_string_equal(result->effects[METRIC_RATE_PPS].method,
			    "withheld: the two baselines differ by +100 % [100, 100]");
	assert_true(report_effect_present(&result->effects[METRIC_OPERATION_CPU_NS]));
	assert_false(result->withheld[METRIC_OPERATION_CPU_NS]);
	assert_int_equal(result->verdict.rate, VERDICT_WITHHELD);
	assert_true(says(run->report, "+100.0 % [100.0, 100.0] in rate_pps"));
	/* The pair's own effect is why: it stays. */
	assert_true(report_effect_present(&build(run, "baseline-aa")->effects[METRIC_RATE_PPS]));
	memory_run_free(run);
}

/* Of nine blocks the smallest p is 2 / 2^9 = .004, adjusted some .02: once in fifty runs. */
static void baselines_off_by_chance_withhold_nothing(void **state)
{
	struct memory_run *run = run_with_two_baselines(9);
	const struct report_result *result = build(run, "fentry-null");

	(void)state;
	assert_false(result->withheld[METRIC_RATE_PPS]);
	assert_true(report_effect_present(&result->effects[METRIC_RATE_PPS]));
	assert_true(says(run->report, "+100.0 % [100.0, 100.0] in rate_pps; among this run's A/A"));
	assert_true(says(run->report, "believe no effect of that size"));
	memory_run_free(run);
}

/* Of a width, it must not matter where the baselines lie: it decides when a run ends. */
static void withheld_effects_have_a_width(void **state)
{
	struct memory_run *run = run_with_two_baselines(12);

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++)
		if (run->visits[i].baseline)
			run->counters[i].value[COUNTER_receiver_cpu_ns] *= 2;
	assert_true(build(run, "fentry-null")->withheld[METRIC_OPERATION_CPU_NS]);
	assert_true(isfinite(run->report->workloads[0].half_width_percent));
	memory_run_free(run);
}

/* 30 ms of 1 s a window are 3 %, above the limit of 2 %; 15 ms are not. */
static void covariates_exclude_whole_blocks(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++) {
		run->counters[i].value[COUNTER_steal_ns] = i / 3 == 2 ? 3e7 : 15e6;
		if (i / 3 == 4)
			run->counters[i].value[COUNTER_vcpu_wait_ns] = 1.1e9;
	}
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 5);
	assert_int_equal(build(run, "baseline")->samples, 10);
	assert_int_equal(run->report->workloads[0].exclusion.excluded, 2);
	assert_int_equal(run->report->workloads[0].exclusion.by_reason[EXCLUSION_FOREIGN_CPU], 1);
	assert_int_equal(run->report->workloads[0].exclusion.unknown[EXCLUSION_FOREIGN_CPU], 6);
	assert_true(says(run->report, "1 of 7 blocks excluded: steal time as a share of the "
				      "window above 2 %"));
	memory_run_free(run);
}

/* What was measured is no covariate: a wild outcome stays. */
static void outcome_excludes_nothing(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	run->counters[4].value[COUNTER_operations] *= 1e6;
	assert_int_equal(build(run, "fentry-null")->effects[METRIC_RATE_PPS].n, 7);
	assert_int_equal(run->report->workloads[0].exclusion.excluded, 0);
	memory_run_free(run);
}

static size_t blocks_of(struct memory_run *run, const char *workload)
{
	for (size_t v = 0; v < run->data.visit_count; v++)
		run->visits[v].workload = (char *)workload;
	return build_of(run, "fentry-null", workload)->effects[METRIC_RATE_PPS].n;
}

/* A sender that is paced and never waits was at its limit; others always are. */
static void the_senders_limit_counts_where_it_is_paced(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++)
		run->counters[i].value[COUNTER_sender_cpu_ns] = i == 7 ? .99e9 : .5e9;
	assert_int_equal(blocks_of(run, "iperf3"), 7);
	assert_int_equal(blocks_of(run, "iperf3-saturated"), 7);
	assert_int_equal(blocks_of(run, "iperf3-paced"), 6);
	memory_run_free(run);
}

static void what_was_declared_is_used(void **state)
{
	struct memory_run *run = drifting_run();
	const struct effect *rate;

	(void)state;
	rate = &build(run, "fentry-null")->effects[METRIC_RATE_PPS];
	assert_true(isnan(rate->equivalence_p));
	assert_null(strstr(rate->method, "by stopping"));
	json_object_set_new(run->data.run.study, "precision", json_real(1));
	json_object_set_new(run->data.run.study, "equivalence", json_real(20));
	rate = &build(run, "fentry-null")->effects[METRIC_RATE_PPS];
	assert_non_null(strstr(rate->method, "level 0.96 for 0.95 by stopping"));
	assert_true(isfinite(rate->equivalence_p));
	memory_run_free(run);
}

static void only_emulated_time_has_the_warning(void **state)
{
	struct memory_run *run = drifting_run();

	(void)state;
	build(run, "baseline");
	assert_null(report_warning(run->report));
	json_object_set_new(run->cells[0].facts, "timing", json_string("emulated"));
	build(run, "baseline");
	assert_ptr_equal(report_warning(run->report), report_emulation_warning);
	json_object_set_new(run->cells[0].facts, "timing", json_string("icount"));
	build(run, "baseline");
	assert_null(report_warning(run->report));
	memory_run_free(run);
}

static void nothing_measured_is_still_a_report(void **state)
{
	struct memory_run *run = memory_run_new("switch");
	struct error err;

	(void)state;
	assert_int_equal(report_build(&run->data, &run->report, &err), 0);
	assert_int_equal(run->report->result_count, 0);
	memory_run_free(run);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counts_are_subtracted),
		TEST(counts_that_vary_are_a_finding),
		TEST(pairs_by_block),
		TEST(bitrate_from_the_studys_length),
		TEST(half_a_block_is_not_paired),
		TEST(blocks_of_cells_are_different),
		TEST(a_dropped_baseline_takes_its_block_along),
		TEST(a_dropped_treatment_goes_alone),
		TEST(an_open_visit_does_not_count),
		TEST(not_fired_has_no_figures),
		TEST(hits_of_the_paired_window_prove_the_one_without),
		TEST(statistics_alone_are_compared_with_their_baseline),
		TEST(a_saturated_receivers_statistics_have_their_own_baseline),
		TEST(restart_compares_means),
		TEST(faster_needs_a_reason),
		TEST(saturation_has_to_be_proved),
		TEST(effects_are_withheld_where_the_baselines_differ),
		TEST(baselines_off_by_chance_withhold_nothing),
		TEST(withheld_effects_have_a_width),
		TEST(covariates_exclude_whole_blocks),
		TEST(outcome_excludes_nothing),
		TEST(the_senders_limit_counts_where_it_is_paced),
		TEST(what_was_declared_is_used),
		TEST(only_emulated_time_has_the_warning),
		TEST(nothing_measured_is_still_a_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
