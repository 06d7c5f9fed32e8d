// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * hash-update: looks an entry of a per-CPU hash up, then writes it anew.  The agent has put the key
 * there (src/agent/preparation.c), so that every run replaces and none inserts: the steady state.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} values SEC(".maps");

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&values, &key);
	__u64 next = value ? *value + 1 : 1;

	bpf_map_update_elem(&values, &key, &next, BPF_ANY);
	return 0;
}
