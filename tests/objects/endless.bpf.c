// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* The verifier takes it, and it does not end while anybody waits: loops of a helper, in each other.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define MOST (1 << 23) /* BPF_MAX_LOOPS */

static int inner(__u32 index, void *context)
{
	*(__u64 *)context += index;
	return 0;
}

static int outer(__u32 index, void *context)
{
	(void)index;
	bpf_loop(MOST, inner, context, 0);
	return 0;
}

SEC("fentry/bpf_get_numa_node_id")
int never_ends(void *ctx)
{
	__u64 sum = 0;

	(void)ctx;
	bpf_loop(MOST, outer, &sum, 0);
	return (int)sum & 0;
}

SEC("fentry/bpf_get_numa_node_id")
int ends(void *ctx)
{
	(void)ctx;
	return 0;
}
