// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * delay: spends a known time in arithmetic.  The agent measures what a round costs (the same body
 * under BPF_PROG_TEST_RUN) and writes the number of rounds into the map before the workload runs.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} delay_rounds SEC(".maps");

static long round_once(__u32 index, void *context)
{
	__u64 *sum = context;

	*sum = *sum * 5 + index;
	return 0;
}

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u32 *rounds = bpf_map_lookup_elem(&delay_rounds, &key);
	__u64 sum = 1;

	if (rounds)
		bpf_loop(*rounds, round_once, &sum, 0);
	return 0;
}
