/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_RECORDING_H
#define BPFTAX_ANATOMY_RECORDING_H

/*
 * What ran in an emulated guest between two marks, instruction by instruction.
 *
 *	struct recording recording;
 *
 *	recording_read(bytes, size, &recording, &err);
 *	for (size_t i = 0; i < recording.window_count; i++)
 *		... recording.windows[i].counts ...
 *	recording_clear(&recording);
 *
 * A recording is made of one reload of `micro` (or one visit of a workload).  Its windows stand in
 * the order in which they were run; what each of them was is told by whoever had them run
 * (anatomy/window_role.h), in the same order.
 *
 * An instruction is an address with the bytes that stood there: where the kernel's text was patched
 * there are two at one address.  Every instruction of the table ran in some window.  What is
 * counted is an instruction that was begun: one that faults and is run again counts twice.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "anatomy/instruction_set.h"
#include "common/error.h"

struct recorded_instruction {
	uint64_t address;
	struct instruction what; /* its size, how it passes control on, where to; atomic, system */
};

/* Of an instruction in a window; what did not run there is not there. */
struct recorded_count {
	uint32_t instruction; /* index into recording.instructions */
	uint64_t executions, loads, stores;
	/* Taken branches: jumps, calls and returns after which not the next instruction ran. */
	uint64_t taken;
};

struct recorded_window {
	struct recorded_count *counts; /* ascending by instruction */
	size_t count;
	/* Indices into recording.instructions in the order in which they ran; NULL: not kept. */
	uint32_t *path;
	size_t path_length;
};

struct recording {
	const struct instruction_set *set; /* the architecture's */
	struct recorded_instruction *instructions;
	size_t instruction_count;
	struct recorded_window *windows;
	size_t window_count;
};

/* How a path goes on from one instruction to the next one that ran. */
enum path_step {
	PATH_NEXT,	  /* the instruction behind it; a branch was not taken */
	PATH_AGAIN,	  /* the same one: rep, or what faulted and nothing else ran */
	PATH_JUMP,	  /* a jump that was taken */
	PATH_CALL,	  /* path_return_address() is where it comes back to */
	PATH_RETURN,	  /* a return instruction (retpolines use it to jump) */
	PATH_TRAP,	  /* what the instruction is for: int3, syscall, brk, svc, ud2 */
	PATH_TRAP_RETURN, /* iret, sysret, eret */
	PATH_EXCEPTION, /* what does not branch went elsewhere: a fault, an interrupt, a single step
			 */
	PATH_END,	/* the last one of the path */
};

/*
 * From window->path[at].  A branch with a known target that goes neither there nor on is an
 * exception; behind one whose target is in a register an interrupt looks as its target would, but
 * a window with interrupts is disturbed.
 */
enum path_step path_step(const struct recording *recording, const struct recorded_window *window,
			 size_t at);

/* Where the instruction behind it begins: what a call has put on the stack or in a register. */
uint64_t path_return_address(const struct recording *recording, uint32_t instruction);

/*
 * bytes: of a whole file (protocol/recording_layout.h), of which the last recording is read.  0;
 * -EBADMSG with what is wrong, and nothing to clear.
 */
int recording_read(const void *bytes, size_t size, struct recording *ret_recording,
		   struct error *err);

/* Safe on zeroes. */
void recording_clear(struct recording *recording);

#endif
