// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Maps whose sizes a loader sets: stacks without a size of values. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, sizeof(__u32));
	__uint(max_entries, 64);
} stacks SEC(".maps");

SEC("tp/syscalls/sys_enter_getpgid")
int walks(void *ctx)
{
	return bpf_get_stackid(ctx, &stacks, 0) < 0;
}
