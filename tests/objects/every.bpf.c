// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Programs that do more at every 64th event: a loop of so many rounds, in a function of their own.
 * What is added comes from memory and goes there, so that nothing of it is left out.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PERIOD 64

volatile __u64 one = 1, sum;
__u64 seen_100, seen_107, seen_114;

static __attribute__((noinline)) void add_often(__u32 rounds)
{
	for (__u32 i = 0; i < rounds; i++)
		sum += one;
}

#define EVERY(rounds)                                                                              \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int every_##rounds(void *ctx)                                                              \
	{                                                                                          \
		(void)ctx;                                                                         \
		if (++seen_##rounds % PERIOD == 0)                                                 \
			add_often(rounds);                                                         \
		return 0;                                                                          \
	}

EVERY(100)
EVERY(107)
EVERY(114)

/* The same at every event. */
SEC("fentry/bpf_get_numa_node_id")
int always(void *ctx)
{
	(void)ctx;
	add_often(10);
	return 0;
}
