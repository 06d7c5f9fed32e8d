// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Programs that have something to do for each other: alone the second one finds nothing. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} entered SEC(".maps");

static __always_inline __u64 *place(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&entered, &key);
}

SEC("fentry/bpf_get_numa_node_id")
int enters(void *ctx)
{
	__u64 *at = place();

	(void)ctx;
	if (at)
		*at = 1;
	return 0;
}

/* Three instructions a round. */
SEC("fexit/bpf_get_numa_node_id")
int leaves(void *ctx)
{
	__u64 *at = place(), turns = 0;

	(void)ctx;
	if (at && *at)
		asm volatile("1:\n\t"
			     "%[turns] += 1\n\t"
			     "if %[turns] < 1000 goto 1b\n\t"
			     : [turns] "+r"(turns));
	return 0;
}

/* No event of the others comes by it. */
SEC("tp/syscalls/sys_enter_acct")
int elsewhere(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("xdp/cpumap")
int drops(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}
