// SPDX-License-Identifier: GPL-2.0-or-later
/* The rules of trust.h, each at its edge, over reports that are put together by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "common/cleanup.h"
#include "estimate/trust.h"
#include "words/trust_words.h"

/* A run of one timed cell with one workload: its A/A, its blocks, its delays and its machine. */
struct made {
	struct run_report run;
	struct run_data data;
	struct cell_record cell;
	struct cell_group group;
	size_t group_of;
	struct report report, *reports;
	struct report_workload workload;
	struct report_result pair;
};

static struct report_result pair_of(const char *workload, double low, double high)
{
	struct report_result pair = { .role = ROLE_BASELINE_PAIR,
				      .configuration = BASELINE_PAIR_NAME,
				      .workload = workload,
				      .status = "measured" };
	struct effect effect = { .percent = { isnan(low) ? 1 : (low + high) / 2, low, high },
				 .n = 12 };

	pair.effects[metric_primary(workload)] = effect;
	return pair;
}

static void make(struct made *made, const char *workload)
{
	*made = (struct made){ .cell = { .timing = "timed", .state = "done" },
			       .group = { .timing = "timed", .boots = 1 },
			       .workload = { .name = workload, .blocks = 12 },
			       .pair = pair_of(workload, -.5, .4) };
	made->report = (struct report){ .workloads = &made->workload,
					.workload_count = 1,
					.results = &made->pair,
					.result_count = 1 };
	made->data = (struct run_data){ .cells = &made->cell, .cell_count = 1 };
	made->reports = &made->report;
	made->run = (struct run_report){ .data = &made->data,
					 .reports = &made->reports,
					 .count = 1,
					 .groups = &made->group,
					 .group_count = 1,
					 .group_of = &made->group_of };
}

static enum trust_word word_of_pair(const char *workload, double low, double high)
{
	struct made made;
	struct trust trust;

	make(&made, workload);
	made.pair = pair_of(workload, low, high);
	trust = trust_of(&made.run);
	assert_true(trust.checks[TRUST_AA].known);
	assert_int_equal(trust.word, trust.checks[TRUST_AA].word);
	return trust.word;
}

static void test_baselines(void **state)
{
	(void)state;
	assert_int_equal(word_of_pair("udp-drain", -.5, .4), TRUST_YES);
	assert_int_equal(word_of_pair("udp-drain", .1, .4), TRUST_WITH_CARE);
	assert_int_equal(word_of_pair("udp-drain", -2.1, .4), TRUST_WITH_CARE);
	assert_int_equal(word_of_pair("udp-drain", -10.1, .4), TRUST_NO);
	assert_int_equal(word_of_pair("iperf3", -4.9, 1), TRUST_YES);
	assert_int_equal(word_of_pair("iperf3", -5.1, 1), TRUST_WITH_CARE);
	assert_int_equal(word_of_pair("iperf3", -29.2, 1.7), TRUST_NO);
	assert_int_equal(word_of_pair("iperf3", NAN, NAN), TRUST_NO);
}

/* What its effects are shown on is judged too, where that is not what it costs. */
static void test_saturated(void **state)
{
	struct made made;
	struct trust trust;
	CLEANUP_FREE char *sentence = NULL;

	(void)state;
	make(&made, "iperf3");
	made.pair.effects[METRIC_RATE_PPS] = (struct effect){ .percent = { -8, -17, 1 }, .n = 12 };
	assert_int_equal(trust_of(&made.run).word, TRUST_YES);
	made.workload.saturation.saturated = true;
	trust = trust_of(&made.run);
	assert_int_equal(trust.checks[TRUST_AA].word, TRUST_NO);
	sentence = trust_sentence(&made.run, &trust, TRUST_AA);
	assert_non_null(strstr(sentence, "[-17.0, 1.0] in throughput of iperf3"));
	made.pair = pair_of("iperf3", -18, 1);
	made.pair.effects[METRIC_RATE_PPS] = (struct effect){ .percent = { 0, -1, 1 }, .n = 12 };
	assert_int_equal(trust_of(&made.run).checks[TRUST_AA].word, TRUST_NO);
}

static struct trust_check check_of_passes(double least, double most, double disturbed)
{
	struct made made;

	make(&made, "udp-drain");
	made.group.timing = "counted";
	made.pair = (struct report_result){ .role = ROLE_TREATMENT,
					    .configuration = "fentry-null",
					    .workload = "micro",
					    .status = "measured" };
	made.pair.metrics[METRIC_EVENT_INSTRUCTIONS].n = 10;
	made.pair.effects[METRIC_EVENT_INSTRUCTIONS] =
	    (struct effect){ .absolute = { (least + most) / 2, least, most }, .n = 10 };
	made.pair.micro = (struct report_micro){ .present = true,
						 .slope = { NAN, NAN, NAN },
						 .chunks = 32,
						 .agreeing = 32,
						 .disturbed = disturbed,
						 .least = least,
						 .most = most };
	return trust_of(&made.run).checks[TRUST_COUNTS];
}

static struct trust_check check_of_count(double least, double most)
{
	return check_of_passes(least, most, 0);
}

/* "The same each time" is said of what is. */
static void test_counts(void **state)
{
	struct trust_check check = check_of_count(138, 141);
	struct trust trust = { .checks = { [TRUST_COUNTS] = check } };
	struct made made;
	CLEANUP_FREE char *sentence = NULL;

	(void)state;
	make(&made, "udp-drain");
	assert_true(check.known);
	assert_int_equal(check.reason, TRUST_RELOADS_DIFFER);
	assert_int_equal(check.word, TRUST_WITH_CARE);
	sentence = trust_sentence(&made.run, &trust, TRUST_COUNTS);
	assert_string_equal(
	    sentence, "with care: fentry-null is not the same each time: 138 to 141 instructions");
	assert_true(check_of_count(138, 138).known);
	assert_int_equal(check_of_count(138, 138.5).word, TRUST_YES);
	assert_int_equal(check_of_count(138, 138.6).word, TRUST_WITH_CARE);
}

/* What an event mostly brings with it is left out, and said. */
static void test_passes_left_out(void **state)
{
	struct trust trust = { .checks = { [TRUST_COUNTS] = check_of_passes(138, 138, 97) } };
	struct made made;
	CLEANUP_FREE char *sentence = NULL;

	(void)state;
	make(&made, "udp-drain");
	sentence = trust_sentence(&made.run, &trust, TRUST_COUNTS);
	assert_string_equal(sentence,
			    "with care: an interrupt, a softirq or another task came into most "
			    "passes of fentry-null; its figure is of the others");
	assert_int_equal(check_of_passes(138, 138, 96).word, TRUST_YES);
	assert_int_equal(check_of_passes(138, 138, NAN).word, TRUST_YES);
}

static struct trust_check check_of_delays(double low, double high)
{
	struct made made;

	make(&made, "udp-drain");
	made.report.delays_returned =
	    (struct estimate){ .interval = { (low + high) / 2, low, high }, .n = 20 };
	return trust_of(&made.run).checks[TRUST_DELAYS];
}

static void test_delays(void **state)
{
	struct trust_check check = check_of_delays(1.038, 1.065);

	(void)state;
	assert_int_equal(check.word, TRUST_WITH_CARE);
	assert_true(fabs(check.reach - .065) < 1e-9);
	assert_int_equal(check_of_delays(.99, 1.01).word, TRUST_YES);
	assert_int_equal(check_of_delays(.97, 1.01).word, TRUST_WITH_CARE);
	assert_int_equal(check_of_delays(.97, 1.21).word, TRUST_NO);
	assert_false(check_of_delays(NAN, NAN).known);
}

static struct trust_check check_of_blocks(size_t left, size_t excluded, bool sequential)
{
	struct made made;

	make(&made, "iperf3");
	made.workload.blocks = left;
	made.workload.exclusion.excluded = excluded;
	made.workload.sequential = sequential;
	return trust_of(&made.run).checks[TRUST_BLOCKS];
}

static void test_blocks(void **state)
{
	(void)state;
	assert_int_equal(check_of_blocks(19, 1, false).word, TRUST_YES);
	assert_int_equal(check_of_blocks(17, 3, false).word, TRUST_WITH_CARE);
	assert_int_equal(check_of_blocks(9, 11, false).word, TRUST_NO);
	assert_int_equal(check_of_blocks(5, 0, false).word, TRUST_WITH_CARE);
	assert_int_equal(check_of_blocks(0, 4, false).word, TRUST_NO);
	assert_int_equal(check_of_blocks(12, 0, true).word, TRUST_NO);
}

static struct trust_check check_of_machine(double load_cpus, double steal_cpus)
{
	struct made made;
	struct trust_check check;

	make(&made, "iperf3");
	made.cell.facts = json_pack("{s:{s:{s:f, s:f}}}", "environment", "during",
				    "other_load_cpus", load_cpus, "steal_cpus", steal_cpus);
	check = trust_of(&made.run).checks[TRUST_MACHINE];
	json_decref(made.cell.facts);
	return check;
}

static void test_machine(void **state)
{
	(void)state;
	assert_int_equal(check_of_machine(.05, 0).word, TRUST_YES);
	assert_int_equal(check_of_machine(1.02, 0).reason, TRUST_LOAD);
	assert_int_equal(check_of_machine(.05, .02).reason, TRUST_STEAL);
	assert_int_equal(check_of_machine(.05, .02).word, TRUST_WITH_CARE);
}

static char *words_of_machine(const char *when, const char *key, double cpus)
{
	struct made made;
	struct trust trust;
	char *sentence;

	make(&made, "iperf3");
	made.cell.facts = json_pack("{s:{s:{s:f}}}", "environment", when, key, cpus);
	trust = trust_of(&made.run);
	sentence = trust_sentence(&made.run, &trust, TRUST_MACHINE);
	json_decref(made.cell.facts);
	return sentence;
}

/* What others took is not what was not given, and before is not while. */
static void test_words_of_machine(void **state)
{
	CLEANUP_FREE char *load = words_of_machine("during", "other_load_cpus", .05);
	CLEANUP_FREE char *steal = words_of_machine("during", "steal_cpus", .005);
	CLEANUP_FREE char *before = words_of_machine("before", "other_load_cpus", 1);
	CLEANUP_FREE char *stolen = words_of_machine("before", "steal_cpus", .5);
	CLEANUP_FREE char *little = words_of_machine("during", "steal_cpus", .0049);
	CLEANUP_FREE char *idle = words_of_machine("during", "other_load_cpus", .0049);

	(void)state;
	assert_string_equal(load, "yes: others took 0.05 CPUs while it ran");
	assert_non_null(strstr(steal, "of its CPUs were not given to it while it ran (steal)"));
	assert_string_equal(before, "with care: others took 1.00 CPUs before it began");
	assert_non_null(strstr(stolen, "were not given to it before it began (steal)"));
	assert_string_equal(little, "yes: less than 0.01 of its CPUs was not given to it while it "
				    "ran (steal)");
	assert_string_equal(idle, "yes: others took less than 0.01 CPUs while it ran");
}

/* The worst word is the run's, and what is not there is not checked. */
static void test_run(void **state)
{
	struct made made;
	struct trust trust;

	(void)state;
	make(&made, "iperf3");
	made.workload.blocks = 5;
	trust = trust_of(&made.run);
	assert_int_equal(trust.checks[TRUST_AA].word, TRUST_YES);
	assert_int_equal(trust.word, TRUST_WITH_CARE);
	assert_false(trust.checks[TRUST_COUNTS].known || trust.checks[TRUST_MACHINE].known);
	made.report.workload_count = 0;
	assert_int_equal(trust_of(&made.run).word, TRUST_WITH_CARE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_baselines),
		cmocka_unit_test(test_delays),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_saturated),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_passes_left_out),
		cmocka_unit_test(test_words_of_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
