// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * On the way of a packet: pairs of which the second, _7, adds seven times more; and what lets
 * nothing pass.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define TEXT_OF(number) #number
#define REPEAT(number) ".rept " TEXT_OF(number) "\n\t%[sum] += %[one]\n\t.endr"

/* What is added comes from memory and goes there (alu.bpf.h). */
volatile __u64 one = 1, sum;

#define ADDS(section, name, type, additions, verdict)                                              \
	SEC(section)                                                                               \
	int name(struct type *ctx)                                                                 \
	{                                                                                          \
		__u64 total = sum, term = one;                                                     \
                                                                                                   \
		(void)ctx;                                                                         \
		asm volatile(REPEAT(additions) : [sum] "+r"(total) : [one] "r"(term));             \
		sum = total;                                                                       \
		return verdict;                                                                    \
	}

#define PAIR(section, name, type, verdict)                                                         \
	ADDS(section, name, type, 50, verdict)                                                     \
	ADDS(section, name##_7, type, 57, verdict)

PAIR("xdp", generic, xdp_md, XDP_PASS)
PAIR("tc", comes, __sk_buff, TC_ACT_OK)
PAIR("tcx/egress", goes, __sk_buff, TC_ACT_UNSPEC)

PAIR("cgroup_skb/ingress", arrives, __sk_buff, 1)
PAIR("cgroup_skb/egress", leaves, __sk_buff, 1)

ADDS("cgroup_skb/egress", keeps, __sk_buff, 50, 0)
ADDS("xdp", drops, xdp_md, 50, XDP_DROP)
ADDS("classifier", shoots, __sk_buff, 50, TC_ACT_SHOT)
ADDS("xdp/devmap", redirected, xdp_md, 50, XDP_PASS)
