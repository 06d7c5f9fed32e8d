// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* A map that no guest has room for. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct page {
	__u64 words[512];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2621440);
	__type(key, __u32);
	__type(value, struct page);
} pages SEC(".maps");

SEC("fentry/bpf_get_numa_node_id")
int looks_far(void *ctx)
{
	__u32 key = 7;

	(void)ctx;
	bpf_map_lookup_elem(&pages, &key);
	return 0;
}
