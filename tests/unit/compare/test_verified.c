// SPDX-License-Identifier: GPL-2.0-or-later
/* What a gate says of the verifier's figures: of one run, over a report put together by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "compare/run_gate.h"

#define KERNELS 2

struct made {
	struct run_data data;
	struct report reports[KERNELS], *report_pointers[KERNELS];
	struct report_result results[KERNELS];
	struct cell_group groups[KERNELS];
	size_t group_of[KERNELS];
	struct run_report run;
	struct gate gate;
	struct verified_list list;
};

static json_t *look_of(int processed)
{
	return processed ? json_pack("{s:b s:{s:i s:i}}", "loads", 1, "verifier", "processed",
				     processed, "limit", 1000000)
			 : json_pack("{s:b}", "loads", 0);
}

/* A program on two kernels; 0: it does not load there. */
static struct made *make(const char *rules, int first, int second)
{
	static char *const kernels[] = { (char *)"debian-5.10-cloud", (char *)"debian-6.1-cloud" };
	struct made *made = calloc(1, sizeof(*made));
	struct error err;
	int processed[] = { first, second };

	assert_int_equal(gate_parse(rules, "--gate", &made->gate, &err), 0);
	made->run = (struct run_report){ .data = &made->data,
					 .reports = made->report_pointers,
					 .count = KERNELS,
					 .groups = made->groups,
					 .group_count = KERNELS,
					 .group_of = made->group_of };
	for (size_t k = 0; k < KERNELS; k++) {
		made->results[k] = (struct report_result){ .configuration = "exec",
							   .workload = "micro",
							   .status = "unsupported",
							   .reason = "does not load: why",
							   .look = look_of(processed[k]) };
		made->reports[k] = (struct report){ .data = &made->data,
						    .results = &made->results[k],
						    .result_count = 1 };
		made->report_pointers[k] = &made->reports[k];
		made->groups[k] = (struct cell_group){
			.kernel = kernels[k], .timing = "counted", .first = k, .boots = 1
		};
		made->group_of[k] = k;
	}
	return made;
}

static void release(struct made *made)
{
	verified_release(&made->list);
	gate_release(&made->gate);
	for (size_t k = 0; k < KERNELS; k++)
		json_decref((json_t *)made->results[k].look);
	free(made);
}

static void says(const struct made *made, size_t row, const char *wanted)
{
	CLEANUP_FREE char *sentence = verified_sentence(&made->list.rows[row]);

	assert_string_equal(sentence, wanted);
}

static void a_share_of_the_limit(void **state)
{
	struct made *made = make("*: verifier <= 80%", 812, 800001);
	struct error err;

	(void)state;
	assert_int_equal(verified_of_run(&made->gate, &made->run, &made->list, &err), 0);
	assert_int_equal(made->list.count, 2);
	assert_int_equal(made->list.rows[0].verdict, VERDICT_PASS);
	assert_int_equal(made->list.rows[1].verdict, VERDICT_FAIL);
	assert_string_equal(made->list.rows[1].cell, "debian-6.1-cloud");
	says(made, 0, "the verifier: 812 instructions, 0.081% of its limit, at most 80%");
	assert_int_equal(verified_count(&made->list).failed, 1);
	release(made);
}

/* What does not load took nothing that could be bounded: neither passed nor failed. */
static void what_does_not_load(void **state)
{
	struct made *made = make("debian-6.1-cloud/*: verified <= 811 instructions", 0, 812);
	struct made *other = make("*: verified <= 812 instructions", 0, 812);
	struct error err;

	(void)state;
	assert_int_equal(verified_of_run(&made->gate, &made->run, &made->list, &err), 0);
	assert_int_equal(made->list.count, 1);
	assert_int_equal(made->list.rows[0].verdict, VERDICT_FAIL);
	assert_int_equal(verified_of_run(&other->gate, &other->run, &other->list, &err), 0);
	assert_int_equal(other->list.rows[0].verdict, VERDICT_NONE);
	assert_int_equal(other->list.rows[1].verdict, VERDICT_PASS);
	says(other, 0, "the verifier: not known: does not load: why");
	release(made);
	release(other);
}

static struct gated_counts count(struct made *made)
{
	const struct gated_run no_costs = { 0 };
	struct error err;

	assert_int_equal(verified_of_run(&made->gate, &made->run, &made->list, &err), 0);
	return gated_run_count(&no_costs, &made->list);
}

/* It is excused where another kernel loads it; a rule that judged nothing has not passed. */
static void what_loads_nowhere_is_missed(void **state)
{
	struct made *one = make("*: verifier <= 80%", 0, 812);
	struct made *none = make("*: verifier <= 80%", 0, 0);
	struct made *failed = make("*: verifier <= 80%", 0, 812);
	struct gated_counts counts = count(one);

	(void)state;
	assert_int_equal(counts.passed, 1);
	assert_int_equal(counts.missing + counts.inconclusive + counts.failed, 0);
	counts = count(none);
	assert_int_equal(counts.missing, 2);
	assert_int_equal(counts.passed + counts.inconclusive + counts.failed, 0);
	failed->results[0].status = "failed";
	counts = count(failed);
	assert_int_equal(counts.missing, 1);
	assert_int_equal(counts.passed, 1);
	release(one);
	release(none);
	release(failed);
}

/* Of two boots the second one ended before it came to the program. */
static void a_boot_that_does_not_have_it(void **state)
{
	struct made *made = make("*: verifier <= 80%", 0, 0);

	(void)state;
	made->run.group_count = 1;
	made->group_of[1] = 0;
	made->groups[0].boots = 2;
	made->reports[1].result_count = 0;
	assert_int_equal(count(made).missing, 1);
	release(made);
}

static void a_limit_that_is_not_told(void **state)
{
	struct made *made = make("*: verifier <= 80%", 812, 812);
	json_t *look = (json_t *)made->results[0].look;

	(void)state;
	json_object_del(json_object_get(look, "verifier"), "limit");
	made->results[0].status = "measured";
	assert_int_equal(count(made).missing, 1);
	says(made, 0, "the verifier: not known: this kernel does not tell its limit");
	release(made);
}

static void a_rule_that_fits_nothing(void **state)
{
	struct made *made = make("nothing: verifier <= 80%", 812, 812);
	struct error err = { 0 };

	(void)state;
	assert_int_equal(verified_of_run(&made->gate, &made->run, &made->list, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	release(made);
}

/* The same run before and after, then one that took more. */
static void a_rise(void **state)
{
	struct made *before = make("*: verified +5%", 1000, 1000);
	struct made *after = make("*: verified +5%", 1050, 1051);
	struct partners partners[] = { { { 0, 0 }, (char *)"debian-5.10-cloud" },
				       { { 1, 1 }, (char *)"debian-6.1-cloud" } };
	struct compare compare = {
		.a = &before->run, .b = &after->run, .partners = partners, .partner_count = 2
	};
	struct error err;

	(void)state;
	assert_int_equal(verified_of_two(&after->gate, &compare, &after->list, &err), 0);
	assert_int_equal(after->list.rows[0].verdict, VERDICT_PASS);
	assert_int_equal(after->list.rows[1].verdict, VERDICT_FAIL);
	says(after, 1, "the verifier: 1051 instructions, 1000 before: +5.1%, at most +5%");
	release(before);
	release(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_share_of_the_limit),
		cmocka_unit_test(what_does_not_load),
		cmocka_unit_test(what_loads_nowhere_is_missed),
		cmocka_unit_test(a_boot_that_does_not_have_it),
		cmocka_unit_test(a_limit_that_is_not_told),
		cmocka_unit_test(a_rule_that_fits_nothing),
		cmocka_unit_test(a_rise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
