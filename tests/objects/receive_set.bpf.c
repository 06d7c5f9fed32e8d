// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* On the receive path: what is set before it is loaded, each beside a twin that is compiled so. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

const volatile __u32 rounds = 1, rounds_meant = 38, once = 1;
__u64 sum;

#define FLOWS(name)                                                                                \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_HASH);                                                   \
		__uint(max_entries, 4);                                                            \
		__type(key, __u32);                                                                \
		__type(value, __u64);                                                              \
	} name SEC(".maps")
FLOWS(flows);
FLOWS(flows_empty);

/* A round is one addition and one comparison that jumps. */
static __always_inline void turn(__u64 times)
{
	__u64 turns = 0;

	asm volatile("1:\n\t"
		     "%[turns] += 1\n\t"
		     "if %[turns] < %[times] goto 1b\n\t"
		     : [turns] "+r"(turns)
		     : [times] "r"(times));
	sum = turns;
}

#define TURNS(name, rounds)                                                                        \
	SEC("fentry/udp_recvmsg")                                                                  \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		turn(rounds);                                                                      \
		return 0;                                                                          \
	}
TURNS(turns_set, rounds)
TURNS(turns_meant, rounds_meant)
TURNS(turns_once, once)

/* The key is there when the map has more entries than it was compiled with, and has them filled. */
#define FINDS(name, flows)                                                                         \
	SEC("fentry/udp_recvmsg")                                                                  \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u32 key = 50;                                                                    \
                                                                                                   \
		(void)ctx;                                                                         \
		turn(bpf_map_lookup_elem(&(flows), &key) ? 38 : 1);                                \
		return 0;                                                                          \
	}
FINDS(finds, flows)
FINDS(finds_nothing, flows_empty)
