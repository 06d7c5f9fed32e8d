// SPDX-License-Identifier: GPL-2.0-or-later
/* What each part of a treatment adds, of whole designs and of parts of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "factor_run.h"
#include "words/factors.h"

static void each_part_is_found(void **state)
{
	struct block_run *run = run_of("kvm", "udp-drain", whole, WHOLE_COUNT);
	const struct report *report = block_run_build(run);
	const struct factor_set *set = factors_of_cell(report);

	(void)state;
	assert_non_null(set);
	assert_string_equal(set->unit, "ns");
	assert_int_equal(set->count, 4);
	assert_adds(set, "statistics", 100);
	assert_adds(set, "map", 150);
	assert_adds(set, "tracepoint", 500);
	assert_adds(set, "fentry", 200);
	assert_int_equal(find(set, "statistics")->treatments, 4);
	assert_int_equal(set->interaction_count, 6);
	assert_int_equal(set->named, 0);
	assert_true(isnan(find(set, "statistics")->least)); /* chance alone sets them apart */
	block_run_free(run);
}

/* What the report has already has one figure. */
static void a_mechanism_is_the_effect_of_its_null(void **state)
{
	struct block_run *run = run_of("kvm", "udp-drain", whole, WHOLE_COUNT);
	const struct report *report = block_run_build(run);
	const struct interval *effect = &report_result_find(report, "fentry-null", "udp-drain")
					     ->effects[METRIC_OPERATION_NS]
					     .absolute;

	(void)state;
	assert_memory_equal(&find(factors_of_cell(report), "fentry")->added, effect,
			    sizeof(*effect));
	block_run_free(run);
}

static size_t factors_in(const struct arm *arms, size_t count, const char *name, bool *ret_has)
{
	struct block_run *run = run_of("kvm", "udp-drain", arms, count);
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	size_t factors = set ? set->count : 0;

	*ret_has = set && find(set, name);
	block_run_free(run);
	return factors;
}

/* Parts of the design give fewer factors, and those that are left the same. */
static void a_part_of_a_design_has_fewer(void **state)
{
	static const struct arm no_statistics[] = { { "fentry", "null", false, 200 },
						    { "fentry", "map", false, 350 } };
	static const struct arm one_program[] = { { "fentry", "map", false, 350 },
						  { "fentry", "map", true, 450 } };
	static const struct arm no_null[] = { { "fentry", "map", false, 350 },
					      { "tracepoint", "ktime", false, 550 } };
	static const struct arm only_with[] = { { "fentry", "null", true, 300 } };
	bool has;

	(void)state;
	assert_int_equal(factors_in(no_statistics, 2, "statistics", &has), 2);
	assert_false(has);
	assert_int_equal(factors_in(one_program, 2, "map", &has), 1);
	assert_false(has);
	assert_int_equal(factors_in(no_null, 2, "map", &has), 0);
	/* What a mechanism adds must not have statistics in it. */
	assert_int_equal(factors_in(only_with, 1, "fentry", &has), 0);
}

/* The null program of one mechanism is missing: map is told by the other alone. */
static void a_missing_mechanism_is_no_pair(void **state)
{
	static const struct arm arms[] = { { "fentry", "null", false, 200 },
					   { "fentry", "map", false, 350 },
					   { "tracepoint", "map", false, 9000 } };
	struct block_run *run = run_of("kvm", "udp-drain", arms, ARRAY_SIZE(arms));
	const struct factor_set *set = factors_of_cell(block_run_build(run));

	(void)state;
	assert_adds(set, "map", 150);
	assert_int_equal(find(set, "map")->treatments, 1);
	assert_null(find(set, "tracepoint"));
	block_run_free(run);
}

/* A treatment that was had in few blocks would leave few for all the others. */
static void a_treatment_of_few_blocks_is_left_out(void **state)
{
	static const struct arm arms[] = { { "fentry", "null", false, 200 },
					   { "fentry", "null", true, 300 } };
	struct block_run *run = run_of("kvm", "udp-drain", arms, ARRAY_SIZE(arms));
	size_t off = block_run_configure(run, "fexit", "null", false, NAN);
	size_t on = block_run_configure(run, "fexit", "null", true, NAN);
	const struct factor_set *set;

	(void)state;
	for (unsigned int b = 0; b < 2; b++) {
		block_run_add(run, "udp-drain", off, b, 0, 2200);
		block_run_add(run, "udp-drain", on, b, 0, 7000);
	}
	set = factors_of_cell(block_run_build(run));
	assert_adds(set, "statistics", 100);
	assert_int_equal(find(set, "statistics")->treatments, 1);
	assert_int_equal(find(set, "statistics")->blocks, BLOCKS);
	block_run_free(run);
}

static void counts_are_exact(void **state)
{
	struct block_run *run = run_of("icount", "udp-drain", whole, WHOLE_COUNT);
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	(void)state;
	assert_string_equal(set->unit, "instructions");
	for (size_t f = 0; f < set->count; f++) {
		assert_true(set->factors[f].exact);
		assert_true(set->factors[f].added.low == set->factors[f].added.high);
	}
	assert_true(find(set, "statistics")->added.estimate == 100);
	assert_true(find(set, "map")->added.estimate == 150);
	assert_int_equal(set->named, 0);
	factors_tell_sum(set, 3, &text);
	assert_string_equal(text_buffer_get(&text), "they simply add, to the instruction");
	text_buffer_clear(&text);
	factor_tell(set, find(set, "map"), &text);
	assert_string_equal(text_buffer_get(&text), "map: +150 instructions a datagram");
	block_run_free(run);
}

/* A number that one of them has, and the others' exact difference from it. */
static void counts_that_differ_have_a_middle_one(void **state)
{
	static const struct arm arms[] = {
		{ "tracepoint", "null", false, 500 },  { "tracepoint", "null", true, 576 },
		{ "kprobe-int3", "null", false, 700 }, { "kprobe-int3", "null", true, 776 },
		{ "fentry", "null", false, 138 },      { "fentry", "null", true, 220 },
	};
	struct block_run *run = run_of("icount", "udp-drain", arms, ARRAY_SIZE(arms));
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	(void)state;
	assert_true(find(set, "statistics")->added.estimate == 76);
	assert_true(find(set, "statistics")->most == 82);
	assert_int_equal(set->named, 1);
	assert_true(find_interaction(set, "statistics", "fentry")->difference.estimate == 6);
	factors_tell_sum(set, 3, &text);
	assert_string_equal(text_buffer_get(&text),
			    "they do not simply add: statistics with fentry +82 instructions, 6 "
			    "more than the middle one");
	block_run_free(run);
}

/* Of an even number the lower, and no mean of two that neither has. */
static void of_two_counts_the_lower_is_the_middle_one(void **state)
{
	static const struct arm arms[] = {
		{ "fentry", "null", false, 138 },
		{ "fentry", "null", true, 220 },
		{ "tracepoint", "null", false, 500 },
		{ "tracepoint", "null", true, 576 },
	};
	struct block_run *run = run_of("icount", "udp-drain", arms, ARRAY_SIZE(arms));
	const struct factor_set *set = factors_of_cell(block_run_build(run));

	(void)state;
	assert_true(find(set, "statistics")->added.estimate == 76);
	assert_true(find_interaction(set, "statistics", "fentry")->difference.estimate == 6);
	assert_true(find_interaction(set, "statistics", "tracepoint")->difference.estimate == 0);
	block_run_free(run);
}

/* A block in which all takes twice as long says of a nanosecond what the others say. */
static void blocks_are_brought_to_one_speed(void **state)
{
	struct block_run *run = block_run_new("kvm");
	const struct factor_set *set;

	(void)state;
	for (size_t a = 0; a < WHOLE_COUNT; a++)
		block_run_configure(run, whole[a].mechanism, whole[a].program, whole[a].statistics,
				    NAN);
	for (unsigned int b = 0; b < BLOCKS; b++) {
		double speed = b % 2 ? 2 : 1 + .1 * b;

		block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, b, 0, 2000 * speed);
		block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, b, 1, 2000 * speed);
		for (size_t a = 0; a < WHOLE_COUNT; a++)
			block_run_add(run, "udp-drain", 2 + a, b, 0,
				      (2000 + whole[a].added + wobble(b, a)) * speed);
	}
	set = factors_of_cell(block_run_build(run));
	assert_true(find(set, "map")->added.high - find(set, "map")->added.low < 20);
	assert_true(find(set, "map")->added.estimate > 150);
	block_run_free(run);
}

/* What varies from block to block is an estimate. */
static void counts_that_vary_are_not_exact(void **state)
{
	static const struct arm arms[] = { { "fentry", "null", false, 138 },
					   { "fentry", "stackid", false, 900 } };
	struct block_run *run = run_of("icount", "udp-drain", arms, ARRAY_SIZE(arms));
	const struct factor_set *set;

	(void)state;
	block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, BLOCKS, 0, 2000);
	block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, BLOCKS, 1, 2000);
	block_run_add(run, "udp-drain", 2, BLOCKS, 0, 2138);
	block_run_add(run, "udp-drain", 3, BLOCKS, 0, 2920);
	set = factors_of_cell(block_run_build(run));
	assert_false(find(set, "stackid")->exact);
	assert_true(find(set, "stackid")->added.low < find(set, "stackid")->added.high);
	assert_true(find(set, "fentry")->exact);
	block_run_free(run);
}

/* Known delays are no program, a program at scale is none of these, and without blocks is nothing.
 */
static void what_is_no_part_is_left_out(void **state)
{
	static const struct arm arms[] = { { "fentry", "null", false, 200 },
					   { "fentry", "map@4threads", false, 900 } };
	struct block_run *run = run_of("kvm", "udp-drain", arms, ARRAY_SIZE(arms));
	size_t delay = block_run_configure(run, "fentry", "delay", false, 500);
	const struct factor_set *set;

	(void)state;
	for (unsigned int b = 0; b < BLOCKS; b++)
		block_run_add(run, "udp-drain", delay, b, 0, 2700);
	set = factors_of_cell(block_run_build(run));
	assert_int_equal(set->count, 1);
	assert_string_equal(factor_name(&set->factors[0]), "fentry");
	block_run_data(run)->run.protocol = (char *)"restart";
	assert_null(factors_of_cell(block_run_build(run)));
	block_run_free(run);
}

/* Of the workloads of a cell the direct one is asked; of micro alone, that. */
static void events_are_asked_where_nothing_else_is(void **state)
{
	struct block_run *run = run_of("kvm", "micro", whole, WHOLE_COUNT);
	const struct factor_set *set = factors_of_cell(block_run_build(run));

	(void)state;
	assert_string_equal(set->workload, "micro");
	assert_adds(set, "map", 150);
	assert_adds(set, "fentry", 200);
	block_run_free(run);
}

static double kernel_reported_with(const char *program, const char *other)
{
	const struct arm arms[] = { { "fentry", program, false, 200 },
				    { "fentry", program, true, 300 },
				    { "fentry", other, false, 350 },
				    { "fentry", other, true, 450 } };
	struct block_run *run = run_of("kvm", "micro", arms, ARRAY_SIZE(arms));
	double reported;

	for (size_t a = 1; a < ARRAY_SIZE(arms); a += 2)
		block_run_tell_runs(run, 2 + a, 100 * (double)a);
	reported = find(factors_of_cell(block_run_build(run)), "statistics")->kernel_reported;
	block_run_free(run);
	return reported;
}

/* A run of a program that does something is not what statistics make of one that does nothing. */
static void the_kernels_figure_is_of_null_or_absent(void **state)
{
	(void)state;
	assert_true(fabs(kernel_reported_with("null", "map") - 100) < 1e-9);
	assert_true(isnan(kernel_reported_with("map", "ktime")));
}

/* Each pair lacks other blocks, so that no block has all: what they add together is not known. */
static void what_cannot_be_told_is_no_factor(void **state)
{
	static const char *const mechanisms[] = { "fentry", "fexit", "tracepoint", "kprobe-int3" };
	struct block_run *run = block_run_new("kvm");
	const struct factor_set *set;

	(void)state;
	for (size_t m = 0; m < ARRAY_SIZE(mechanisms); m++)
		for (int statistics = 0; statistics < 2; statistics++)
			block_run_configure(run, mechanisms[m], "null", statistics, NAN);
	for (unsigned int b = 0; b < BLOCKS; b++) {
		block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, b, 0, 2000);
		block_run_add(run, "udp-drain", BLOCK_RUN_BASELINE, b, 1, 2000);
		for (size_t m = 0; m < ARRAY_SIZE(mechanisms); m++) {
			if (b / 2 == m)
				continue;
			block_run_add(run, "udp-drain", 2 + 2 * m, b, 0, 2200 + wobble(b, m));
			block_run_add(run, "udp-drain", 3 + 2 * m, b, 0, 2300 + wobble(b, 5 + m));
		}
	}
	set = factors_of_cell(block_run_build(run));
	assert_null(find(set, "statistics"));
	assert_int_equal(set->count, ARRAY_SIZE(mechanisms));
	assert_int_equal(set->interaction_count, 0);
	block_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_part_is_found),
		cmocka_unit_test(a_mechanism_is_the_effect_of_its_null),
		cmocka_unit_test(a_part_of_a_design_has_fewer),
		cmocka_unit_test(a_missing_mechanism_is_no_pair),
		cmocka_unit_test(a_treatment_of_few_blocks_is_left_out),
		cmocka_unit_test(counts_are_exact),
		cmocka_unit_test(counts_that_differ_have_a_middle_one),
		cmocka_unit_test(of_two_counts_the_lower_is_the_middle_one),
		cmocka_unit_test(blocks_are_brought_to_one_speed),
		cmocka_unit_test(counts_that_vary_are_not_exact),
		cmocka_unit_test(what_is_no_part_is_left_out),
		cmocka_unit_test(events_are_asked_where_nothing_else_is),
		cmocka_unit_test(the_kernels_figure_is_of_null_or_absent),
		cmocka_unit_test(what_cannot_be_told_is_no_factor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
