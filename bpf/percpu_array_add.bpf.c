// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* percpu-array-add: counts in the one entry of a per-CPU array, as most counters do. */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&counts, &key);

	if (value)
		*value += 1;
	return 0;
}
