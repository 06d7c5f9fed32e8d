/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every workload, in the order of the tables:
 * WORKLOAD(name, agent, receiver, kind, settle_ms, window_ms, weight, metric, summary).
 *
 * agent is the identifier of what the agent starts for it, src/agent/workload/<agent>.c with its
 * `const struct workload_ops workload_<agent>`, receiver the setting that it starts with, or NULL.
 * kind is DIRECT (operations are timed one by one, nothing else runs), TRAFFIC (it flows throughout
 * the window) or EVENT (reloads, not windows: the agent starts nothing).  settle and window are
 * what suits it, weight its relative share of the budget, metric what it is judged by first
 * (src/estimate/metrics.c). Included several times; no include guard on purpose.
 */
WORKLOAD("udp-drain", udp_drain, NULL, DIRECT, 10, 60, 3, "operation_ns",
	 "queues datagrams on its own socket and times their receives")
WORKLOAD("iperf3", iperf3, "free", TRAFFIC, 100, 250, 4, "operation_cpu_ns",
	 "UDP traffic by iperf3, from the host or from a namespace of the guest")
WORKLOAD("iperf3-paced", iperf3, "paced", TRAFFIC, 100, 250, 4, "operation_cpu_ns",
	 "the same, the sender paced by the kernel just below what the receiver can take")
WORKLOAD("iperf3-saturated", iperf3, "saturated", TRAFFIC, 100, 250, 4, "operation_cpu_ns",
	 "the same, the receiver slowed by ballast so that it takes less than is sent")
WORKLOAD("micro", micro, NULL, EVENT, 0, 0, .3, "event_ns",
	 "the event alone, by a trigger in the kernel: to be held against udp-drain")
