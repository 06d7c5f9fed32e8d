// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether parts simply add, and what would have been seen if they did not. */
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

static const struct arm unlike[] = {
	{ "tracepoint", "null", false, 500 }, { "tracepoint", "null", true, 560 },
	{ "tracepoint", "map", false, 650 },  { "tracepoint", "map", true, 710 },
	{ "fentry", "null", false, 200 },     { "fentry", "null", true, 340 },
	{ "fentry", "map", false, 350 },      { "fentry", "map", true, 490 },
};

static void what_does_not_add_is_named(void **state)
{
	struct block_run *run = run_of("kvm", "udp-drain", unlike, ARRAY_SIZE(unlike));
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	const struct factor_interaction *fentry = find_interaction(set, "statistics", "fentry");
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	(void)state;
	assert_adds(set, "statistics", 100);
	assert_true(fentry->named);
	assert_true(fabs(fentry->difference.estimate - 40) < 4);
	assert_true(fabs(fentry->there - 140) < 4);
	assert_true(find_interaction(set, "statistics", "tracepoint")->named);
	assert_false(find_interaction(set, "statistics", "map")->named);
	assert_false(find_interaction(set, "map", "fentry")->named);
	assert_true(find(set, "statistics")->least < 70 && find(set, "statistics")->most > 130);
	factors_tell_sum(set, 1, &text);
	assert_non_null(strstr(text_buffer_get(&text), "they do not simply add: statistics with "));
	assert_non_null(strstr(text_buffer_get(&text), "; and 1 more"));
	block_run_free(run);
}

/* The widest of the intervals says what it alone would have seen: named is one of six by less. */
static void what_would_have_been_seen_would_have_been_named(void **state)
{
	struct block_run *run = run_of("kvm", "udp-drain", whole, WHOLE_COUNT);
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	double error = 0;

	(void)state;
	for (size_t i = 0; i < set->interaction_count; i++) {
		const struct interval *difference = &set->interactions[i].difference;

		error = fmax(error, (difference->high - difference->low) / (2 * 1.959964));
	}
	assert_int_equal(set->interaction_count, 6);
	/* z(1 - .05 / 12) + z(.8) */
	assert_true(fabs(set->mde80 / (error * (2.638257 + .841621)) - 1) < .01);
	block_run_free(run);
}

/* The same of four reloads, of which Student's t asks for a multiple: of one of six 6.23 for 2.64.
 */
static void of_few_reloads_much_more_has_to_be_there(void **state)
{
	struct block_run *run = run_of_blocks("kvm", "micro", whole, WHOLE_COUNT, 4);
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	double error = 0;

	(void)state;
	for (size_t i = 0; i < set->interaction_count; i++) {
		const struct interval *difference = &set->interactions[i].difference;

		error = fmax(error, (difference->high - difference->low) / (2 * 3.182446));
	}
	assert_int_equal(set->interaction_count, 6);
	/* t(1 - .05 / 12) + t(.8), both of 3 degrees */
	assert_true(fabs(set->mde80 / (error * (6.231543 + .978472)) - 1) < 1e-4);
	block_run_free(run);
}

static void assert_sum_told(const char *workload, unsigned int blocks, const char *text)
{
	struct block_run *run = run_of_blocks("kvm", workload, whole, WHOLE_COUNT, blocks);
	const struct factor_set *set = factors_of_cell(block_run_build(run));
	CLEANUP(text_buffer_release) struct text_buffer told = { 0 };

	assert_int_equal(set->named, 0);
	factors_tell_sum(set, 1, &told);
	assert_non_null(strstr(text_buffer_get(&told), text));
	block_run_free(run);
}

/* 6 times 2/128 is more than .05: not even a difference of a second would be named. */
static void where_nothing_can_be_named_nothing_would_be_seen(void **state)
{
	static const char few[] = "too few blocks to tell whether they simply add";
	static const char seen[] = "would have seen ";

	(void)state;
	assert_sum_told("udp-drain", 5, few);
	assert_sum_told("udp-drain", 7, few);
	assert_sum_told("udp-drain", 8, seen);
	/* Student's t has no least p. */
	assert_sum_told("micro", 5, seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_does_not_add_is_named),
		cmocka_unit_test(what_would_have_been_seen_would_have_been_named),
		cmocka_unit_test(of_few_reloads_much_more_has_to_be_there),
		cmocka_unit_test(where_nothing_can_be_named_nothing_would_be_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
