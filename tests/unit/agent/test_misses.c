// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Skipped runs as kernels tell of them, by the length of their answers: what one cannot tell is
 * unknown, not none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "agent/misses.h"

/* sizeof(struct bpf_prog_info) of 5.10, 6.1 and 6.12; sizeof(struct bpf_link_info) likewise. */
static const struct {
	const char *name;
	uint32_t program, link;
} kernel_5_10 = { "5.10", 208, 48 }, kernel_6_1 = { "6.1", 232, 48 },
  kernel_6_7 = { "6.7", 232, 56 }, kernel_6_12 = { "6.12", 232, 64 };

/* 5 in the program's count, and in the link's what stands at an offset of it. */
static double told(enum misses_of of, uint32_t program_size, uint32_t link_size, size_t at,
		   uint64_t missed)
{
	struct bpf_prog_info info = { .recursion_misses = 5 };
	struct link_answer link = { .size = link_size };

	memset(link.bytes, 0x77, sizeof(link.bytes));
	memcpy(link.bytes + at, &missed, sizeof(missed));
	return misses_told(of, misses_of_program(&info, program_size), &link);
}

#define TOLD(of, kernel, at, missed) told(of, (kernel).program, (kernel).link, at, missed)

static void a_trampolines_are_the_programs(void **state)
{
	(void)state;
	assert_true(isnan(TOLD(MISSES_OF_PROGRAM, kernel_5_10, 0, 0)));
	assert_true(TOLD(MISSES_OF_PROGRAM, kernel_6_1, 0, 0) == 5);
	assert_true(TOLD(MISSES_OF_PROGRAM, kernel_6_12, 0, 0) == 5);
}

/* perf_event.kprobe: type, name, its length, offset, address, missed. */
static void a_kprobes_are_its_links_too(void **state)
{
	(void)state;
	assert_true(isnan(TOLD(MISSES_OF_KPROBE, kernel_5_10, 48, 3)));
	assert_true(isnan(TOLD(MISSES_OF_KPROBE, kernel_6_1, 48, 3)));
	assert_true(TOLD(MISSES_OF_KPROBE, kernel_6_7, 48, 3) == 8);
	assert_true(TOLD(MISSES_OF_KPROBE, kernel_6_12, 48, 3) == 8);
}

/* kprobe_multi: addresses, count, flags, missed: there is room for it in a 6.1's answer, too. */
static void those_of_many_kprobes_are_their_links_too(void **state)
{
	(void)state;
	assert_true(isnan(TOLD(MISSES_OF_MULTI, kernel_6_1, 32, 3)));
	assert_true(TOLD(MISSES_OF_MULTI, kernel_6_7, 32, 3) == 8);
	assert_true(TOLD(MISSES_OF_MULTI, kernel_6_12, 32, 0) == 5);
}

/* The program's count is there in 6.1, but nothing counts in it before 6.7. */
static void an_events_are_counted_since_6_7(void **state)
{
	(void)state;
	assert_true(isnan(TOLD(MISSES_OF_EVENT, kernel_6_1, 0, 0)));
	assert_true(TOLD(MISSES_OF_EVENT, kernel_6_7, 0, 0) == 5);
}

static void nobody_counts_a_user_probes(void **state)
{
	(void)state;
	assert_true(isnan(TOLD(MISSES_UNTOLD, kernel_6_12, 48, 3)));
}

static void a_link_that_does_not_answer_tells_nothing(void **state)
{
	(void)state;
	assert_true(isnan(told(MISSES_OF_KPROBE, 232, 0, 48, 3)));
	assert_true(isnan(told(MISSES_OF_MULTI, 232, 0, 32, 3)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trampolines_are_the_programs),
		cmocka_unit_test(a_kprobes_are_its_links_too),
		cmocka_unit_test(those_of_many_kprobes_are_their_links_too),
		cmocka_unit_test(an_events_are_counted_since_6_7),
		cmocka_unit_test(nobody_counts_a_user_probes),
		cmocka_unit_test(a_link_that_does_not_answer_tells_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
