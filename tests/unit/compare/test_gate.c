// SPDX-License-Identifier: GPL-2.0-or-later
/* The language of gates: rises and levels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "common/cleanup.h"
#include "compare/run_gate.h"

static void levels_and_rises(void **state)
{
	struct gate gate;
	struct error err;

	(void)state;
	assert_int_equal(gate_parse("fentry-null: <= 135 instructions\n# a comment\n"
				    "fexit-*:<=1.5 ns; *: +5%",
				    "--gate", &gate, &err),
			 0);
	assert_int_equal(gate.count, 3);
	assert_string_equal(gate.rules[0].pattern, "fentry-null");
	assert_true(gate.rules[0].level && gate.rules[0].bound == 135);
	assert_int_equal(gate.rules[0].unit, GATE_INSTRUCTIONS);
	assert_true(gate.rules[1].level && gate.rules[1].bound == 1.5);
	assert_int_equal(gate.rules[1].unit, GATE_NS);
	assert_false(gate.rules[2].level);
	gate_release(&gate);
}

/* On the verifier a share of its limit is a level, and both words are of both kinds. */
static void on_the_verifier(void **state)
{
	struct gate gate;
	struct error err;

	(void)state;
	assert_int_equal(gate_parse("*: verifier <= 80%; exec: verified +5%\n*: +0 instructions",
				    "--gate", &gate, &err),
			 0);
	assert_int_equal(gate.rules[0].subject, GATE_VERIFIER);
	assert_true(gate.rules[0].level && gate.rules[0].bound == 80);
	assert_int_equal(gate.rules[0].unit, GATE_PERCENT);
	assert_int_equal(gate.rules[1].subject, GATE_VERIFIER);
	assert_false(gate.rules[1].level);
	assert_int_equal(gate.rules[2].subject, GATE_COST);
	assert_ptr_equal(gate_rule_find(&gate, GATE_VERIFIER, NULL, "micro", "exec"),
			 &gate.rules[0]);
	assert_ptr_equal(gate_rule_find(&gate, GATE_COST, NULL, "micro", "exec"), &gate.rules[2]);
	gate_release(&gate);
}

static void refused(const char *text, const char *reason)
{
	struct gate gate;
	struct error err = { 0 };

	assert_int_equal(gate_parse(text, "--gate", &gate, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	if (!strstr(err.text, reason))
		fail_msg("'%s': %s", text, err.text);
}

static void refusals(void **state)
{
	(void)state;
	refused("fentry-null: <= 5%", "column 14 of 'fentry-null: <= 5%': a cost itself is in no");
	refused("fentry-null: <= instructions", "column 17 of");
	refused("fentry-null: < 5 instructions", "no number");
	refused("fentry-null: <= 5 instructions more", "nothing may follow");
	refused("fentry-null: <= 5", "no unit");
	refused("<= 5 ns", "no colon");
	refused("*: verifier <= 5 ns", "the verifier is in no nanoseconds");
	refused("*: verifier", "no number");
}

static void one_run_has_no_rise(void **state)
{
	struct gate gate;
	struct error err;

	(void)state;
	assert_int_equal(gate_parse("a: <= 5 ns; b: +5 ns", "--gate", &gate, &err), 0);
	assert_int_equal(run_gate_check(&gate, "--gate", &err), -EINVAL);
	assert_non_null(strstr(err.text, "--gate: 'b' bounds a rise"));
	gate.count = 1;
	assert_int_equal(run_gate_check(&gate, "--gate", &err), 0);
	gate.count = 2;
	gate_release(&gate);
}

static void verdicts(void **state)
{
	const struct gate_rule rule = { .level = true, .bound = 135 };

	(void)state;
	assert_int_equal(gate_verdict(&rule, &(struct interval){ 135, 135, 135 }), VERDICT_PASS);
	assert_int_equal(gate_verdict(&rule, &(struct interval){ 136, 136, 136 }), VERDICT_FAIL);
	assert_int_equal(gate_verdict(&rule, &(struct interval){ 135, 134, 136 }),
			 VERDICT_INCONCLUSIVE);
	assert_int_equal(gate_verdict(&rule, &(struct interval){ 1, NAN, NAN }),
			 VERDICT_INCONCLUSIVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_verifier), cmocka_unit_test(levels_and_rises),
		cmocka_unit_test(refusals),	   cmocka_unit_test(one_run_has_no_rise),
		cmocka_unit_test(verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
