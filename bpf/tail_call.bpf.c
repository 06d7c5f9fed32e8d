// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * tail-call: jumps to a second program, which returns 0.  The agent has put it into the array
 * (src/agent/preparation.c); it is loaded as the same type.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} targets SEC(".maps");

int target(void *ctx);
SEC("bpftax.any")
int target(void *ctx)
{
	return 0;
}

BPFTAX_PROGRAM
{
	bpf_tail_call(ctx, &targets, 0);
	return 0;
}
