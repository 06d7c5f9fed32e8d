// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* On the receive path: what a softirq runs. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

SEC("kprobe/udp_rcv")
int receives(void *ctx)
{
	(void)ctx;
	return 0;
}
