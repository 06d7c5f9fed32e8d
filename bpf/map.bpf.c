// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* map: takes the process id from the helper and writes it into a per-CPU array. */
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

	bpf_map_update_elem(&pids, &key, &pid, BPF_ANY);
	return 0;
}
