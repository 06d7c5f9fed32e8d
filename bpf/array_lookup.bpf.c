// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* array-lookup: looks the one entry of an array up and reads it. */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
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
