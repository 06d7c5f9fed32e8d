// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* map as it is in bpf/map.bpf.c, and three instructions that do nothing for anybody. */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} pids SEC(".maps");

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	/* Each of them is one instruction of the CPU too; the helper's result in r0 is used up. */
	asm volatile("r0 = 1\n r0 += 1\n r0 += 1" ::: "r0");
	bpf_map_update_elem(&pids, &key, &pid, BPF_ANY);
	return 0;
}
