// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Maps of each kind that is filled; of two there are twins, which stay empty. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define MAP(name, kind, entries, key_type, flags)                                                  \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_##kind);                                                 \
		__uint(max_entries, entries);                                                      \
		__uint(map_flags, flags);                                                          \
		__type(key, key_type);                                                             \
		__type(value, __u64);                                                              \
	} name SEC(".maps")

struct flow {
	__u32 from, to;
	__u16 from_port, to_port;
};

struct prefix {
	__u32 bits, address;
};

MAP(flows, HASH, 1024, __u32, 0);
MAP(flows_empty, HASH, 1024, __u32, 0);
MAP(marks, ARRAY, 8, __u32, 0);
MAP(marks_empty, ARRAY, 8, __u32, 0);
MAP(scattered, HASH, 1024, struct flow, BPF_F_NO_PREALLOC);
MAP(recent, LRU_HASH, 1024, __u64, 0);
MAP(of_cpus, PERCPU_HASH, 4, __u8, 0);
MAP(of_cpus_marks, PERCPU_ARRAY, 8, __u32, 0);
MAP(routes, LPM_TRIE, 20, struct prefix, BPF_F_NO_PREALLOC);

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 16);
	__type(value, __u32);
} queued SEC(".maps");

__u64 found;

#define LOOKS(name, map)                                                                           \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u32 key = 3;                                                                     \
		__u64 *value = bpf_map_lookup_elem(&(map), &key);                                  \
                                                                                                   \
		(void)ctx;                                                                         \
		if (value && *value == 1)                                                          \
			found++;                                                                   \
		return 0;                                                                          \
	}
LOOKS(looks_flows, flows)
LOOKS(looks_flows_empty, flows_empty)
LOOKS(looks_marks, marks)
LOOKS(looks_marks_empty, marks_empty)
