// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* A map whose number of entries a loader sets. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
} starts SEC(".maps");

SEC("tp/syscalls/sys_enter_getpgid")
int begins(void *ctx)
{
	__u32 key = 0;
	__u64 value = 0;

	(void)ctx;
	return (int)bpf_map_update_elem(&starts, &key, &value, BPF_ANY);
}
