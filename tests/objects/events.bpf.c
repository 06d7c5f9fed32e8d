// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* What a user's object may look like: programs on several kinds of hooks, maps, globals. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

__u64 seen;

SEC("fentry/bpf_get_numa_node_id")
int nothing(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("fentry/bpf_get_numa_node_id")
int count(void *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&counts, &key);

	(void)ctx;
	if (value)
		(*value)++;
	seen++;
	return 0;
}

SEC("tp/syscalls/sys_enter_openat")
int opens(void *ctx)
{
	(void)ctx;
	seen++;
	return 0;
}

SEC("kprobe/kernel_restart")
int restarts(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("kprobe/no_such_function_of_the_kernel")
int nowhere(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("xdp/cpumap")
int drops(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}
