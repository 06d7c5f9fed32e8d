// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Programs that write a record at each event: to ring buffers that 170 records fill, one of them
 * without ever waking its reader, and to a perf buffer.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define BUFFER(name)                                                                               \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")
BUFFER(rings);
BUFFER(rings_quiet);

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} stream SEC(".maps");

struct record {
	__u64 first, second;
};

static __always_inline int write(void *buffer, __u64 flags)
{
	struct record *record = bpf_ringbuf_reserve(buffer, sizeof(*record), 0);

	if (!record)
		return 0;
	record->first = 1;
	record->second = 2;
	bpf_ringbuf_submit(record, flags);
	return 0;
}

SEC("fentry/bpf_get_numa_node_id")
int notifies(void *ctx)
{
	(void)ctx;
	return write(&rings, 0);
}

SEC("fentry/bpf_get_numa_node_id")
int writes_quietly(void *ctx)
{
	(void)ctx;
	return write(&rings_quiet, BPF_RB_NO_WAKEUP);
}

SEC("fentry/bpf_get_numa_node_id")
int streams(void *ctx)
{
	struct record record = { 1, 2 };

	bpf_perf_event_output(ctx, &stream, BPF_F_CURRENT_CPU, &record, sizeof(record));
	return 0;
}
