/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_ARCH_H
#define BPFTAX_AGENT_ARCH_H

/*
 * What differs from one architecture to another, as far as the agent knows of it.
 *
 *	if (arch_ops.text_form(bytes) == TEXT_BREAKPOINT)
 *		...
 *
 * A new one is a file src/agent/arch/<meson's cpu_family>.c with its `arch_ops`, and a row in
 * src/protocol/architecture_list.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "protocol/recording_marks.h"

/* What stands at a probed place of the kernel's text. */
enum text_form {
	TEXT_OTHER,
	TEXT_BREAKPOINT,
	TEXT_JUMP, /* as an optimised kprobe has */
};

/* At least so many bytes are needed to tell, and to compare a place before and afterwards. */
#define ARCH_TEXT_BYTES 8

/* So many for what a kernel puts at a probed place of a user program. */
#define ARCH_PROBE_BYTES 16

/* A function that is nothing but the probed instruction and what it takes to return. */
struct arch_function {
	void (*function)(void); /* begins with the instruction: no compiler's prologue before it */
	uint8_t first_byte;	/* of the instruction */
};

/* Where a function finds an argument. */
struct arch_argument {
	const char *note;     /* as notes of <sys/sdt.h> say it */
	short context_offset; /* of its register in what a program of a probe is given */
};

/*
 * A variable of each CPU in the kernel, or a member of it where it is a structure; or a member of
 * the structure that begins the running task.
 */
struct arch_variable {
	const char *name, *member; /* member: NULL where it is all of it */
	bool begins_task;
};

struct arch_ops {
	/* Where in a function a kprobe is beside ftrace's site: to be tried in turn. */
	const unsigned int *beside_entry;
	size_t beside_entry_count;
	enum text_form (*text_form)(const uint8_t bytes[ARCH_TEXT_BYTES]);
	/* What each form is called in a proof. */
	const char *breakpoint_word, *jump_word;
	/* What uprobes hang on: a nop, what begins a function, what ends it. */
	struct arch_function on_nop, on_push, on_ret;
	/* Begins with a nop, and returns its first argument: usdt.h's text_function. */
	struct arch_function on_text;
	struct arch_argument first_argument;
	/*
	 * Nops that are long enough for some kernels to make a call of them, as functions, and
	 * where a call goes that stands at address; false where none does.  NULL where nobody
	 * can tell.
	 */
	struct arch_function on_nop5, on_nop10;
	bool (*call_target)(const uint8_t text[ARCH_PROBE_BYTES], uint64_t address,
			    uint64_t *ret_target);
	/*
	 * Where a long nop stands: zeroes its operands, which the kernel need not put back and
	 * nothing executes.  May be NULL.
	 */
	void (*nop_operands_clear)(uint8_t text[ARCH_PROBE_BYTES]);
	uint8_t nop_byte; /* of the nop of <sys/sdt.h> */
	/* Executes the mark, an instruction that does nothing (protocol/recording_marks.h). */
	void (*recording_mark)(enum recording_mark mark);
	/*
	 * What an emulator that counts instructions has counted so far, read by one instruction
	 * that every process may run.  0: no such counter is as fine as an instruction.
	 */
	uint64_t (*instructions_now)(void);
	/* What stands before sys_NAME in the kernel's functions of system calls. */
	const char *syscall_prefix;
	/* What /proc/cpuinfo calls the model; of several words the values stand one behind the
	 * other. */
	const char *const *cpu_model_words;
	size_t cpu_model_word_count;
	/*
	 * What preempt_count() reads, by the kernel's version: the first that there is.  How it is
	 * reached is in bpf/arch/<meson's cpu_family>.
	 */
	const struct arch_variable *preempt_counts;
	size_t preempt_count_count;
};

extern const struct arch_ops arch_ops;

#endif
