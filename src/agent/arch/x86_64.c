// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/arch/arch.h"
#include "common/cleanup.h"

#include <asm/ptrace.h>
#include <stddef.h>
#include <string.h>

/* Written out, so that no compiler's prologue (endbr64, push) comes before the instruction. */
#define USER_FUNCTION(name, instructions)                                                          \
	void name(void);                                                                           \
	__asm__(".pushsection .text\n"                                                             \
		".balign 64\n"                                                                     \
		".type " #name ", @function\n" #name ":\n" instructions ".size " #name             \
		", . - " #name "\n"                                                                \
		".popsection\n")

USER_FUNCTION(user_probe_on_nop, "nop\n ret\n");
USER_FUNCTION(user_probe_on_text, "nop\n mov %rdi, %rax\n ret\n");
USER_FUNCTION(user_probe_on_push, "push %rbp\n pop %rbp\n ret\n");
USER_FUNCTION(user_probe_on_ret, "ret\n");
USER_FUNCTION(user_probe_on_nop5, ".nops 5\n ret\n");
/* cs nopw 0x0(%rax,%rax,1): of all nops of ten bytes the one that 7.2 and later look for */
USER_FUNCTION(user_probe_on_nop10, ".byte 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0\n ret\n");

#define NOP 0x90
#define PUSH_RBP 0x55
#define RET 0xc3
#define INT3 0xcc
#define JUMP 0xe9
#define CALL 0xe8
#define CALL_BYTES 5
#define NOP5 0x0f
#define NOP10 0x66

/* +9 is no instruction's start where there is no endbr64, and +5 none where there is. */
static const unsigned int beside_entry[] = { 9, 5 };

/* From 6.2 to 6.14 it stood in a structure. */
static const struct arch_variable preempt_counts[] = {
	{ "__preempt_count", NULL, false },
	{ "pcpu_hot", "preempt_count", false },
};

static const char *const cpu_model_words[] = { "model name" };

static enum text_form text_form(const uint8_t bytes[ARCH_TEXT_BYTES])
{
	return bytes[0] == INT3 ? TEXT_BREAKPOINT : bytes[0] == JUMP ? TEXT_JUMP : TEXT_OTHER;
}

/* lea -0x80(%rsp),%rsp: past what a leaf function may have below its stack. */
static const uint8_t step_over_red_zone[] = { 0x48, 0x8d, 0x64, 0x24, 0x80 };

/*
 * In place of five bytes (6.18) a call alone, in place of ten (7.2) one behind the step; relative
 * to the instruction behind it.
 */
static bool call_target(const uint8_t text[ARCH_PROBE_BYTES], uint64_t address,
			uint64_t *ret_target)
{
	bool has_step = !memcmp(text, step_over_red_zone, sizeof(step_over_red_zone));
	size_t at = has_step ? sizeof(step_over_red_zone) : 0;
	int32_t distance;

	if (text[at] != CALL)
		return false;
	memcpy(&distance, text + at + 1, sizeof(distance));
	*ret_target = address + at + CALL_BYTES + (uint64_t)(int64_t)distance;
	return true;
}

/* int3_update_unoptimize() of 7.3 leaves the call there: somebody may stand before it. */
static void nop_operands_clear(uint8_t text[ARCH_PROBE_BYTES])
{
	static const uint8_t nop10[] = { NOP10, 0x2e, 0x0f, 0x1f, 0x84 };

	if (!memcmp(text, nop10, sizeof(nop10)))
		memset(text + sizeof(nop10), 0, CALL_BYTES);
}

/* nopl RECORDING_MARK_BASE+mark(%rax,%rax,1) */
#define MARK(mark)                                                                                 \
	case mark:                                                                                 \
		__asm__ volatile(                                                                  \
		    ".byte 0x0f, 0x1f, 0x84, 0x00\n .long %c0" ::"i"(RECORDING_MARK_BASE + (mark)) \
		    : "memory");                                                                   \
		break

/*
 * For the last one see RECORDING_MARK_REST: a division, the mark, and a jump that ends the block.
 */
static void recording_mark(enum recording_mark mark)
{
	switch (mark) {
		MARK(RECORDING_MARK_BEGIN);
		MARK(RECORDING_MARK_WATCH);
		MARK(RECORDING_MARK_WINDOW);
		MARK(RECORDING_MARK_PATH);
		MARK(RECORDING_MARK_END);
		MARK(RECORDING_MARK_PAUSE);
		MARK(RECORDING_MARK_GO_ON);
	case RECORDING_MARK_REST:
		__asm__ volatile("mov $1, %%eax\n xor %%edx, %%edx\n mov $1, %%ecx\n"
				 " div %%ecx\n"
				 ".byte 0x0f, 0x1f, 0x84, 0x00\n .long %c0\n"
				 " jmp 1f\n 1:" ::"i"(RECORDING_MARK_BASE + RECORDING_MARK_REST)
				 : "eax", "ecx", "edx", "cc", "memory");
		break;
	}
}

/* QEMU's -icount shift=0 has the time stamp counter count instructions. */
static uint64_t instructions_now(void)
{
	return __builtin_ia32_rdtsc();
}

const struct arch_ops arch_ops = {
	.beside_entry = beside_entry,
	.beside_entry_count = ARRAY_SIZE(beside_entry),
	.text_form = text_form,
	.breakpoint_word = "int3",
	.jump_word = "jump",
	.on_nop = { user_probe_on_nop, NOP },
	.on_push = { user_probe_on_push, PUSH_RBP },
	.on_text = { user_probe_on_text, NOP },
	.first_argument = { "8@%rdi", offsetof(struct pt_regs, rdi) },
	.on_ret = { user_probe_on_ret, RET },
	.on_nop5 = { user_probe_on_nop5, NOP5 },
	.on_nop10 = { user_probe_on_nop10, NOP10 },
	.call_target = call_target,
	.nop_operands_clear = nop_operands_clear,
	.nop_byte = NOP,
	.recording_mark = recording_mark,
	.instructions_now = instructions_now,
	.syscall_prefix = "__x64_",
	.cpu_model_words = cpu_model_words,
	.cpu_model_word_count = ARRAY_SIZE(cpu_model_words),
	.preempt_counts = preempt_counts,
	.preempt_count_count = ARRAY_SIZE(preempt_counts),
};
