/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every workload, in the order of the tables:
 * WORKLOAD(name, agent, receiver, kind, words, settle_ms, window_ms, weight, metric, settings,
 * columns, summary, paragraph).
 *
 * agent is the identifier of what the agent starts for it, src/agent/workload/<agent>.c with its
 * `const struct workload_ops workload_<agent>`, receiver the setting that it starts with, or NULL.
 * kind is DIRECT (operations are timed one by one, nothing else runs), TRAFFIC (it flows throughout
 * the window) or EVENT (reloads, not windows: the agent starts nothing).  words are what passes one
 * by one in the words of a report: WORDS(article, one, many, done, act).  settle and window are
 * what suits it, weight its relative share of the budget, metric what it is judged by first
 * (src/estimate/metrics.c).  settings are the options that are its own, and sent it
 * (src/study/setting_list.h); columns are what its tables have beside the cost: COLUMN(heading,
 * metric, scale, decimals, where, what), what being what is counted for each operation, or NULL.
 * paragraph is what `bpftax explain` and the manual say.  Included several times; no include guard
 * on purpose.
 */
#define DATAGRAM_WORDS WORDS("a", "datagram", "datagrams", "received", "receive")
#define LOADED_SETTINGS SETTINGS("client", "server-family", "receiver", "length")
#define RECEIVER_COLUMNS                                                                           \
	COLUMNS(                                                                                   \
	    COLUMN("Sleeps", "sleeps_per_operation", 1, 3, IN_ANSWER | IN_RESPONSE, "sleeps"),     \
	    COLUMN("Selects", "selects_per_operation", 1, 3, IN_RESPONSE, "calls of select()"),    \
	    COLUMN("Busy %", "receiver_busy", 100, 1, IN_ANSWER | IN_RESPONSE, NULL),              \
	    COLUMN("Drops", "drops_per_operation", 1, 3, IN_RESPONSE, "drops"))

WORKLOAD("udp-drain", udp_drain, NULL, DIRECT, DATAGRAM_WORDS, 10, 60, 3, "operation_ns",
	 SETTINGS("server-family", "length"), COLUMNS(),
	 "queues datagrams on its own socket and times their receives",
	 "One process queues datagrams on its own socket and then times their receives. Nothing "
	 "sleeps, nothing is batched and nothing else runs, so the time by which one receive grows "
	 "is the direct cost of what is attached to its path.")
WORKLOAD("iperf3", iperf3, "free", TRAFFIC, DATAGRAM_WORDS, 100, 250, 4, "operation_cpu_ns",
	 SETTINGS("client", "server-family", "parallel", "receiver", "bitrate", "length", "port"),
	 RECEIVER_COLUMNS, "UDP traffic by iperf3, from the host or from a namespace of the guest",
	 "UDP traffic by iperf3, from the host or from another network namespace of the guest. It "
	 "shows what a real workload makes of a cost, which need not be the cost: see feedback and "
	 "saturated.")
WORKLOAD("iperf3-paced", iperf3, "paced", TRAFFIC, DATAGRAM_WORDS, 100, 250, 4, "operation_cpu_ns",
	 LOADED_SETTINGS, RECEIVER_COLUMNS,
	 "the same, the sender paced by the kernel just below what the receiver can take",
	 "iperf3 within the guest, one stream, whose sender the kernel paces (sch_tbf) below what "
	 "the receiver can take, the receive softirq on the server's CPU. A pilot finds the pace "
	 "at the start; the notes have it. The receiver is idle at times and loses nothing.")
WORKLOAD("iperf3-saturated", iperf3, "saturated", TRAFFIC, DATAGRAM_WORDS, 100, 250, 4,
	 "operation_cpu_ns", LOADED_SETTINGS, RECEIVER_COLUMNS,
	 "the same, the receiver slowed by ballast so that it takes less than is sent",
	 "iperf3 within the guest, one stream that sends what it can, whose receiver carries "
	 "ballast: a program of known length on inet_recvmsg, the same in every window, which a "
	 "pilot chose so that the receiver takes clearly less than is sent. It never sleeps, "
	 "datagrams are dropped, and what a hook costs shows as datagrams that are not received.")
WORKLOAD("micro", micro, NULL, EVENT, WORDS("an", "event", "events", "made", "event"), 0, 0, .3,
	 "event_ns", SETTINGS(), COLUMNS(),
	 "the event alone, by a trigger in the kernel: to be held against udp-drain",
	 "The event alone, thousands of times in a row by a trigger in the kernel, in the same "
	 "guest as the study's other workloads. What an event costs there, times the hits of an "
	 "operation, has to be what udp-drain measures: the report holds them against each other.")
#undef DATAGRAM_WORDS
#undef LOADED_SETTINGS
#undef RECEIVER_COLUMNS
