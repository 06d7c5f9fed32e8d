// SPDX-License-Identifier: GPL-2.0-or-later
/* What the verifier's log says of a program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "agent/verifier_log.h"

#define STATISTICS                                                                                 \
	"verification time 215 usec\n"                                                             \
	"stack depth 16+24\n"                                                                      \
	"processed 24 insns (limit 1000000) max_states_per_insn 1 total_states 3 peak_states 2 "   \
	"mark_read 1\n"

static json_int_t number_of(const json_t *took, const char *key)
{
	return json_integer_value(json_object_get(took, key));
}

static void statistics(void **state)
{
	json_t *took = verifier_statistics(STATISTICS);

	(void)state;
	assert_int_equal(number_of(took, "processed"), 24);
	assert_int_equal(number_of(took, "limit"), 1000000);
	assert_int_equal(number_of(took, "total_states"), 3);
	assert_int_equal(number_of(took, "peak_states"), 2);
	assert_int_equal(number_of(took, "stack_bytes"), 40);
	json_decref(took);
}

/* What is not said is absent, not 0. */
static void nothing_said(void **state)
{
	json_t *took = verifier_statistics("");

	(void)state;
	assert_int_equal(json_object_size(took), 0);
	json_decref(took);
}

static void refusals(void **state)
{
	static const struct {
		const char *log, *reason;
	} of[] = {
		{ "func#0 @0\n0: R1=ctx()\n; return *p; @ my.bpf.c:12\n3: (61) r0 = *(u32 *)(r1 "
		  "+0)\n"
		  "R1 invalid mem access 'scalar'\n" STATISTICS,
		  "R1 invalid mem access 'scalar' (at: return *p; @ my.bpf.c:12)" },
		{ "unknown func bpf_loop#181\n" STATISTICS, "unknown func bpf_loop#181" },
		{ STATISTICS, "" },
		{ "", "" },
	};
	char reason[256];

	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		verifier_refusal(of[i].log, reason, sizeof(reason));
		assert_string_equal(reason, of[i].reason);
	}
}

/* From the last source line on, without the statistics; or the last lines that there are. */
static void tails(void **state)
{
	char lines[VERIFIER_TAIL_SIZE], long_log[4000] = "first\n";

	(void)state;
	verifier_tail("0: R1=ctx()\n; int x; @ my.bpf.c:9\n1: r0 = 1\n; return *p; @ my.bpf.c:12\n"
		      "3: (61) r0 = *(u32 *)(r1 +0)\nR1 invalid mem access 'scalar'\n" STATISTICS,
		      lines);
	assert_string_equal(lines, "; return *p; @ my.bpf.c:12\n3: (61) r0 = *(u32 *)(r1 +0)\n"
				   "R1 invalid mem access 'scalar'");
	verifier_tail("unknown func bpf_loop#181\n" STATISTICS, lines);
	assert_string_equal(lines, "unknown func bpf_loop#181");
	verifier_tail("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", lines);
	assert_string_equal(lines, "3\n4\n5\n6\n7\n8\n9\n10");
	verifier_tail(STATISTICS, lines);
	assert_string_equal(lines, "");
	verifier_tail("", lines);
	assert_string_equal(lines, "");
	memset(long_log + strlen(long_log), 'x', 2000);
	strcat(long_log, "\nlast");
	verifier_tail(long_log, lines);
	assert_string_equal(lines, "last");
}

#define EXPLAINED                                                                                  \
	"; return *p; @ my.bpf.c:14\n"                                                             \
	"1: (79) r0 = *(u64 *)(r0 +0)\n"                                                           \
	"R0 invalid mem access 'scalar'\n\n"                                                       \
	"Verification failed: Register Type Safety: Invalid dereference\n\n"                       \
	"Instruction context:\n"                                                                   \
	"  >>> 1 | (79) r0 = *(u64 *)(r0 +0)\n\n"                                                  \
	"Suggestion:\n  Preserve a pointer-valued register where needed.\n"

/* Newer kernels explain below the reason; what they suggest is none. */
static void an_explanation_is_no_reason(void **state)
{
	char reason[256], lines[VERIFIER_TAIL_SIZE];

	(void)state;
	verifier_refusal("0: R1=ctx()\n" EXPLAINED STATISTICS, reason, sizeof(reason));
	assert_string_equal(reason,
			    "R0 invalid mem access 'scalar' (at: return *p; @ my.bpf.c:14)");
	verifier_tail("0: R1=ctx()\n" EXPLAINED STATISTICS, lines);
	assert_string_equal(lines, "; return *p; @ my.bpf.c:14\n"
				   "1: (79) r0 = *(u64 *)(r0 +0)\n"
				   "R0 invalid mem access 'scalar'");
}

/* Below it stand the registers that came by again. */
static void a_loop_without_end_is_the_reason(void **state)
{
	char reason[256];

	(void)state;
	verifier_refusal("infinite loop detected at insn 3\ncur state: R0=1\nold state: R0=1\n",
			 reason, sizeof(reason));
	assert_string_equal(reason, "infinite loop detected at insn 3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statistics),
		cmocka_unit_test(nothing_said),
		cmocka_unit_test(refusals),
		cmocka_unit_test(tails),
		cmocka_unit_test(an_explanation_is_no_reason),
		cmocka_unit_test(a_loop_without_end_is_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
