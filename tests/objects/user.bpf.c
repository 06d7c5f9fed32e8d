// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * On programs of user space, in each way that libbpf has a section for.  Two of a kind differ by
 * seven additions; where they read a text first, these are done when it is the agent's own
 * (agent/trigger/user_probes.c).
 */
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/usdt.bpf.h>

char LICENSE[] SEC("license") = "GPL";

#define ADDITION "%[sum] += %[one]\n\t"
#define ADD_0 ""
#define ADD_7 ADDITION ADDITION ADDITION ADDITION ADDITION ADDITION ADDITION

volatile __u64 one = 1, sum;

/* From memory and to it, so that nothing is left out. */
#define ADD(additions)                                                                             \
	({                                                                                         \
		__u64 total = sum, term = one;                                                     \
                                                                                                   \
		asm volatile(additions : [sum] "+r"(total) : [one] "r"(term));                     \
		sum = total;                                                                       \
	})

#define ADDS(section, name, additions)                                                             \
	SEC(section)                                                                               \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		ADD(additions);                                                                    \
		return 0;                                                                          \
	}

static __always_inline bool is_text(unsigned long address)
{
	char text[7] = "";

	bpf_probe_read_user(text, sizeof(text), (const void *)address);
	return text[0] == 'b' && text[5] == 'x' && !text[6];
}

#define READS(section, name, address, additions)                                                   \
	SEC(section)                                                                               \
	int name(struct pt_regs *ctx)                                                              \
	{                                                                                          \
		if (is_text(address))                                                              \
			ADD(additions);                                                            \
		return 0;                                                                          \
	}

static __always_inline unsigned long argument(struct pt_regs *ctx, __u64 number)
{
	long value = 0;

	return bpf_usdt_arg(ctx, number, &value) ? 0 : (unsigned long)value;
}

SEC("uprobe//bin/sh:main")
int nothing(void *ctx)
{
	(void)ctx;
	return 0;
}

READS("uprobe/libc.so.6:getaddrinfo", reads_0, PT_REGS_PARM5(ctx), ADD_0)
READS("uprobe/libc.so.6:getaddrinfo", reads_7, PT_REGS_PARM5(ctx), ADD_7)
READS("uretprobe//bin/bash:readline", returns_0, PT_REGS_RC(ctx), ADD_0)
READS("uretprobe//bin/bash:readline", returns_7, PT_REGS_RC(ctx), ADD_7)
ADDS("uprobe.multi/libc.so.6:mall*", multi_0, ADD_0)
ADDS("uprobe.multi/libc.so.6:mall*", multi_7, ADD_7)
READS("usdt/libc.so.6:libc:setjmp", mark_0, argument(ctx, 11), ADD_0)
READS("usdt/libc.so.6:libc:setjmp", mark_7, argument(ctx, 11), ADD_7)
ADDS("uprobe.s", sleeps, ADD_0)
ADDS("uretprobe.multi/libc.so.6:mall*", multi_returns, ADD_0)
ADDS("?uprobe.session/libc.so.6:malloc", session, ADD_0)
