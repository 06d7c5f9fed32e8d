// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * interruptions: copies what the kernel counts of interrupts and softirqs on the CPU that it runs
 * on.  Attached to nothing; the agent runs it before and behind what is counted
 * (src/agent/interruptions.h).
 */
#include "bpftax.bpf.h"
#include "agent/interruptions_seen.h"

struct interruptions_seen interruptions_seen;

/*
 * The kernel's per-CPU variables are named by ids of its BTF.  libbpf would read all of that BTF to
 * find them; the agent has, and puts ids and sizes in (src/agent/interruptions_code.c).
 */
#define COPY(which)                                                                                \
	do {                                                                                       \
		const void *variable;                                                              \
		__u64 size;                                                                        \
                                                                                                   \
		asm volatile("%[variable] = %[mark] ll"                                            \
			     : [variable] "=r"(variable)                                           \
			     : [mark] "i"(INTERRUPTIONS_VARIABLE_MARK + (which)));                 \
		asm volatile("%[size] = %[mark]"                                                   \
			     : [size] "=r"(size)                                                   \
			     : [mark] "i"(INTERRUPTIONS_SIZE_MARK + (which)));                     \
		bpf_probe_read_kernel(interruptions_seen.counters[which], size,                    \
				      bpf_this_cpu_ptr(variable));                                 \
	} while (0)

BPFTAX_PROGRAM
{
	COPY(0);
	COPY(1);
	return 0;
}
