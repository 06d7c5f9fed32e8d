// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Compiled twice by tests/guest/cost_short.sh, with another number of additions each time. */
#include "alu.bpf.h"

static int add_one(__u32 index, void *context)
{
	(void)index;
	*(__u64 *)context += 1;
	return 0;
}

/* bpf_loop() came with Linux 5.17: older kernels do not load it. */
SEC("fentry/bpf_get_numa_node_id")
int loops(void *ctx)
{
	__u64 total = 0;

	(void)ctx;
	bpf_loop(8, add_one, &total, 0);
	return (int)total & 0;
}
