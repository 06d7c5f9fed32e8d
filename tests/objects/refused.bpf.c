// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* What the verifier of every kernel refuses, and what that of older ones does. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

SEC("fentry/bpf_get_numa_node_id")
int reads_nothing(void *ctx)
{
	__u64 *nothing = (__u64 *)bpf_get_current_pid_tgid();

	(void)ctx;
	return (int)*nothing;
}

static int add_one(__u32 index, void *context)
{
	(void)index;
	*(__u64 *)context += 1;
	return 0;
}

/* bpf_loop() came with Linux 5.17. */
SEC("fentry/bpf_get_numa_node_id")
int loops(void *ctx)
{
	__u64 sum = 0;

	(void)ctx;
	bpf_loop(8, add_one, &sum, 0);
	return (int)sum & 0;
}
