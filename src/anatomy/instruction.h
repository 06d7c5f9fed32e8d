/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_INSTRUCTION_H
#define BPFTAX_ANATOMY_INSTRUCTION_H

/*
 * What an instruction is, read from its bytes: how it passes control on, whether it is atomic, and
 * whether it reads or writes the processor's own state.
 *
 *	struct instruction what = instruction_x86_64(bytes, size, address);
 *
 * A few hundred kinds are told apart from all others; one that is not known passes control to the
 * next and is neither atomic nor system.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum instruction_flow {
	FLOW_NEXT,
	FLOW_JUMP, /* conditional or not, to a target or through a register */
	FLOW_CALL,
	FLOW_RETURN,
	FLOW_TRAP,	  /* int3, int n, syscall, ud2; svc, hvc, brk, udf */
	FLOW_TRAP_RETURN, /* iret, sysret; eret */
};

struct instruction {
	uint8_t size; /* in bytes */
	enum instruction_flow flow;
	bool atomic;	 /* lock, xchg with memory; exclusives and LSE atomics */
	bool system;	 /* control, debug, segment-base and model-specific registers, the clock,
			    interrupt flag; mrs, msr, sys */
	bool has_target; /* it stands in the bytes */
	uint64_t target; /* of a direct jump or call */
};

#endif
