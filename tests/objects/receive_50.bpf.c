// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* On the receive path, and on what no workload comes by. */
#define ADDITIONS 50
#define HOOK "fentry/udp_recvmsg"
#include "alu.bpf.h"

SEC("kprobe/tcp_v4_do_rcv")
int waits(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("xdp")
int drops(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}
