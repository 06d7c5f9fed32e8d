// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * On hooks that public tools hang on, each of which another kind of event comes by; and sections
 * that name nothing of this kernel's.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PROGRAM(section, name)                                                                     \
	SEC(section)                                                                               \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		return 0;                                                                          \
	}

PROGRAM("kprobe/inet_bind", binds)
PROGRAM("kprobe/inet6_bind", binds_6)
PROGRAM("kretprobe/inet_listen", listens)
PROGRAM("fentry/vfs_mkdir", makes)
PROGRAM("fentry/vfs_rename", renames)
PROGRAM("fentry/filemap_add_folio", reads_ahead)
PROGRAM("tp/signal/signal_generate", signals)
PROGRAM("fentry/rtnetlink_rcv_msg", lists)
PROGRAM("fentry/tcp_sendmsg", sends)
PROGRAM("tp_btf/sched_switch", switches)
PROGRAM("raw_tp/sched_wakeup", wakes)
PROGRAM("tp/sched/sched_process_exit", exits)
PROGRAM("fentry/tcp_rcv_established", segments)
PROGRAM("raw_tp/softirq_entry", softirqs)
PROGRAM("fentry/tcp_v4_syn_recv_sock", accepts)
PROGRAM("fentry/tcp_v6_syn_recv_sock", accepts_6)

PROGRAM("fentry/no_such_function_of_the_kernel", absent)
PROGRAM("uprobe", user)
PROGRAM("usdt", probe)
PROGRAM("perf_event", sampled)
