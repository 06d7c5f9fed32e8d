// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/arch/arch.h"
#include "plugin/marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>

/* All bytes of a function that holds each of the agent's marks once. */
#define FUNCTION_BYTES 256

static enum recording_mark_kind kind_here(void)
{
	return recording_mark_kind_of(BUILT_FOR);
}

/* What the agent's compiler made of the marks is what the plugin looks for. */
static void agent(void **state)
{
	enum recording_mark_kind kind = kind_here();
	size_t size = recording_mark_size(kind);
	uint8_t code[FUNCTION_BYTES];
	int seen[RECORDING_MARK_LAST + 1] = { 0 };

	(void)state;
	memcpy(code, (const void *)(uintptr_t)arch_ops.recording_mark, sizeof(code));
	for (size_t at = 0; at + size <= sizeof(code); at++)
		seen[recording_mark_of(kind, code + at, size)]++;
	for (int mark = 1; mark <= RECORDING_MARK_LAST; mark++)
		assert_int_equal(seen[mark], 1);
}

/* They do nothing, wherever nobody looks. */
static void harmless(void **state)
{
	(void)state;
	for (int mark = 1; mark <= RECORDING_MARK_LAST; mark++)
		arch_ops.recording_mark((enum recording_mark)mark);
}

static void x86(void **state)
{
	uint8_t nop[] = { 0x0f, 0x1f, 0x84, 0x00, RECORDING_MARK_PATH, 0x66, 0x70, 0x62 };
	const uint8_t usual[] = { 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00 };

	(void)state;
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, nop, 8), RECORDING_MARK_PATH);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, nop, 7), 0);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, usual, 8), 0);
	nop[4] = 0;
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, nop, 8), 0);
	nop[4] = RECORDING_MARK_LAST + 1;
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, nop, 8), 0);
	nop[4] = RECORDING_MARK_LAST;
	nop[0] = 0x90;
	assert_int_equal(recording_mark_of(RECORDING_MARKS_NOP, nop, 8), 0);
}

/* hint #113 is the first, #120 the last (GNU as for aarch64). */
static void arm64(void **state)
{
	const uint8_t first[] = { 0x3f, 0x2e, 0x03, 0xd5 }, last[] = { 0x1f, 0x2f, 0x03, 0xd5 };
	const uint8_t nop[] = { 0x1f, 0x20, 0x03, 0xd5 }, next[] = { 0x3f, 0x2f, 0x03, 0xd5 };
	const uint8_t before[] = { 0x1f, 0x2e, 0x03, 0xd5 };

	(void)state;
	assert_int_equal(recording_mark_of(RECORDING_MARKS_HINT, first, 4), RECORDING_MARK_BEGIN);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_HINT, last, 4), RECORDING_MARK_LAST);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_HINT, nop, 4), 0);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_HINT, before, 4), 0);
	assert_int_equal(recording_mark_of(RECORDING_MARKS_HINT, next, 4), 0);
}

static void other(void **state)
{
	(void)state;
	assert_int_equal(recording_mark_kind_of("riscv64"), RECORDING_MARKS_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agent), cmocka_unit_test(harmless), cmocka_unit_test(x86),
		cmocka_unit_test(arm64), cmocka_unit_test(other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
