// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * perf-output: eight bytes into the CPU's perf buffer.  The agent has opened and mapped one on each
 * CPU, so that old records are written over: it needs no reader (src/agent/preparation.c).
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} buffers SEC(".maps");

BPFTAX_PROGRAM
{
	__u64 record = 1;

	bpf_perf_event_output(ctx, &buffers, BPF_F_CURRENT_CPU, &record, sizeof(record));
	return 0;
}
