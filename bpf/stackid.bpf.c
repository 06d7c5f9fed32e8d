// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * stackid: walks the kernel's stack and looks it up among those known; the same stack again and
 * again, as in the steady state, stores nothing.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 127 * sizeof(__u64));
} stacks SEC(".maps");

BPFTAX_PROGRAM
{
	bpf_get_stackid(ctx, &stacks, 0);
	return 0;
}
