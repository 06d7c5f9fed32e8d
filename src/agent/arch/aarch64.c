// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/arch/arch.h"
#include "common/cleanup.h"

#include <asm/ptrace.h>
#include <endian.h>
#include <stddef.h>
#include <string.h>

/* Written out, so that no compiler's prologue (bti, paciasp) comes before the instruction. */
#define USER_FUNCTION(name, instructions)                                                          \
	void name(void);                                                                           \
	__asm__(".pushsection .text\n"                                                             \
		".balign 64\n"                                                                     \
		".type " #name ", %function\n" #name ":\n" instructions ".size " #name             \
		", . - " #name "\n"                                                                \
		".popsection\n")

USER_FUNCTION(user_probe_on_nop, "nop\n ret\n");
/* The first argument is where the result is to be. */
USER_FUNCTION(user_probe_on_text, "nop\n ret\n");
USER_FUNCTION(user_probe_on_push, "stp x29, x30, [sp, #-16]!\n ldp x29, x30, [sp], #16\n ret\n");
USER_FUNCTION(user_probe_on_ret, "ret\n");

/* First bytes of nop (d503201f), stp (a9bf7bfd) and ret (d65f03c0); of brk it is a0. */
#define NOP 0x1f
#define STP_FRAME 0xfd
#define RET 0xc0

/* brk #4, of arch/arm64/include/asm/brk-imm.h: KPROBES_BRK_IMM. */
#define BRK_KPROBE 0xd4200080u

/*
 * ftrace's call is a function's second instruction, so that a kprobe at its first is beside it; and
 * what everybody sets there.
 */
static const unsigned int beside_entry[] = { 0 };

static const struct arch_variable preempt_counts[] = {
	{ "thread_info", "preempt_count", true },
};

/* Numbers, of which Arm has lists: "0x41 0xd07" is a Cortex-A57. */
static const char *const cpu_model_words[] = { "CPU implementer", "CPU part" };

/* No kprobe of this architecture becomes a jump (CONFIG_OPTPROBES). */
static enum text_form text_form(const uint8_t bytes[ARCH_TEXT_BYTES])
{
	uint32_t instruction;

	memcpy(&instruction, bytes, sizeof(instruction));
	return le32toh(instruction) == BRK_KPROBE ? TEXT_BREAKPOINT : TEXT_OTHER;
}

/* hint #(112 + mark) */
#define MARK(mark)                                                                                 \
	case mark:                                                                                 \
		__asm__ volatile(".inst %c0" ::"i"(RECORDING_MARK_HINT + 32 * (mark)) : "memory"); \
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
		__asm__ volatile("mov x9, #1\n udiv x9, x9, x9\n"
				 ".inst %c0\n"
				 " b 1f\n 1:" ::"i"(RECORDING_MARK_HINT + 32 * RECORDING_MARK_REST)
				 : "x9", "memory");
		break;
	}
}

#define COUNTER_HZ 1000000000u /* as often as instructions, with QEMU's -icount shift=0 */

/* Most of QEMU's processors have a counter of 62.5 MHz. */
static uint64_t instructions_now(void)
{
	uint64_t hertz, now;

	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(hertz));
	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(now));
	return hertz == COUNTER_HZ ? now : 0;
}

const struct arch_ops arch_ops = {
	.beside_entry = beside_entry,
	.beside_entry_count = ARRAY_SIZE(beside_entry),
	.text_form = text_form,
	.breakpoint_word = "brk",
	.jump_word = "branch",
	.on_nop = { user_probe_on_nop, NOP },
	.on_push = { user_probe_on_push, STP_FRAME },
	.on_text = { user_probe_on_text, NOP },
	.first_argument = { "8@x0", offsetof(struct user_pt_regs, regs[0]) },
	.on_ret = { user_probe_on_ret, RET },
	.nop_byte = NOP,
	.recording_mark = recording_mark,
	.instructions_now = instructions_now,
	.syscall_prefix = "__arm64_",
	.cpu_model_words = cpu_model_words,
	.cpu_model_word_count = ARRAY_SIZE(cpu_model_words),
	.preempt_counts = preempt_counts,
	.preempt_count_count = ARRAY_SIZE(preempt_counts),
};
