// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * pid-filter: counts in a per-CPU array when one process runs, as a tool with -p does.  Which one
 * is in a map; the agent writes one there that there cannot be, unless it wants one: then it costs
 * what a miss costs.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} filter_pid SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} filter_count SEC(".maps");

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u32 *wanted = bpf_map_lookup_elem(&filter_pid, &key);
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 *count;

	if (!wanted || pid != *wanted)
		return 0;
	count = bpf_map_lookup_elem(&filter_count, &key);
	if (count)
		(*count)++;
	return 0;
}
