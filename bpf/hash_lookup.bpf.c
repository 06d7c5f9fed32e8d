// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * hash-lookup: looks an entry of a hash up and reads it.  The agent has put the key there
 * (src/agent/preparation.c): a key that is missing costs less.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} values SEC(".maps");

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&values, &key);

	if (value)
		BPFTAX_USE(*value);
	return 0;
}
