// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/arch/arch.h"
#include "common/cleanup.h"

/* Written out, so that no compiler's prologue (endbr64, push) comes before the instruction. */
#define USER_FUNCTION(name, instructions)                                                          \
	void name(void);                                                                           \
	__asm__(".pushsection .text\n"                                                             \
		".balign 64\n"                                                                     \
		".type " #name ", @function\n" #name ":\n" instructions ".size " #name             \
		", . - " #name "\n"                                                                \
		".popsection\n")

USER_FUNCTION(user_probe_on_nop, "nop\n ret\n");
USER_FUNCTION(user_probe_on_push, "push %rbp\n pop %rbp\n ret\n");
USER_FUNCTION(user_probe_on_ret, "ret\n");

#define NOP 0x90
#define PUSH_RBP 0x55
#define RET 0xc3
#define INT3 0xcc
#define JUMP 0xe9

/* +9 is no instruction's start where there is no endbr64, and +5 none where there is. */
static const unsigned int beside_entry[] = { 9, 5 };

/* From 6.2 to 6.14 it stood in a structure. */
static const struct arch_variable preempt_counts[] = {
	{ "__preempt_count", NULL },
	{ "pcpu_hot", "preempt_count" },
};

static enum text_form text_form(const uint8_t bytes[ARCH_TEXT_BYTES])
{
	return bytes[0] == INT3 ? TEXT_BREAKPOINT : bytes[0] == JUMP ? TEXT_JUMP : TEXT_OTHER;
}

const struct arch_ops arch_ops = {
	.beside_entry = beside_entry,
	.beside_entry_count = ARRAY_SIZE(beside_entry),
	.text_form = text_form,
	.breakpoint_word = "int3",
	.jump_word = "jump",
	.on_nop = { user_probe_on_nop, NOP },
	.on_push = { user_probe_on_push, PUSH_RBP },
	.on_ret = { user_probe_on_ret, RET },
	.nop_byte = NOP,
	.cpu_model_word = "model name",
	.preempt_counts = preempt_counts,
	.preempt_count_count = ARRAY_SIZE(preempt_counts),
};
