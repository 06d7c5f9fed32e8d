/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_MESSAGES_H
#define BPFTAX_MESSAGES_H

/*
 * What coordinator and agent say to each other: one JSON object a line.
 *
 * The agent speaks first:
 *	{"hello": "bpftax-agent", "version": 1}
 * then answers every request with one reply.  {"error": "..."} is a reply to a request that could
 * not be carried out at all; everything that is a result has its own fields:
 *
 *	{"do": "describe"}
 *		-> {"machine": {"release": ..., "cpu_model": ..., ...}}
 *	{"do": "environment", "function": F, "tracepoint": T}
 *		-> {"facts": {...}}       what could spoil a measurement (environment/facts.h)
 *	{"do": "check-hook", "function": F | "tracepoint": T}
 *		-> {"exists": bool, "traceable": bool, "similar": [...]}
 *	{"do": "workload-start", "workload": W, "settings": {...}}
 *		-> {"started": W, "placement": {"server": CPU, "client": CPU, "softirq": CPU}}
 *		the workload stands still until the first window; "pin": false among the
 *		settings, or one CPU: {} for the placement
 *	{"do": "attach", "mechanism": M, "program": P, "function": F, "tracepoint": T}
 *		F is the function also for fmod-ret, and a probe point (user:push) for uprobes
 *		-> {"status": "attached", "hook": "udp_recvmsg+0x9", "proof": {...}}
 *		-> {"status": "unsupported" | "failed", "step": S, "errno": N, "reason": "..."}
 *	{"do": "statistics", "on": bool, "by": "fd" | "sysctl"}
 *		-> {"statistics": bool}
 *	{"do": "window", "settle_ns": N, "length_ns": N}
 *		-> {"counters": {...}}    thaws, settles, measures and freezes again
 *	{"do": "totals"}
 *		-> {"counters": {...}}    since the workload's start; for protocol = restart
 *	{"do": "thaw"} / {"do": "freeze"}
 *		-> {"frozen": bool}
 *	{"do": "client-run", "arguments": [...]}
 *		-> {"status": N, "output": "..."}   a client in the guest, from start to end
 *	{"do": "delay", "delay_ns": N}
 *		-> {"status": "set", "injected_ns": X}     another one in the attached delay
 *		program, by its map
 *		-> {"status": "unsupported" | "failed", "reason": "..."}   too long, or not
 *		calibrated; the one before stays
 *	{"do": "delay-longest"}
 *		-> {"longest_ns": X} or {"reason": "..."}    what a delay program can spend now
 *	{"do": "detach"}
 *		-> {"held": bool, "clean": bool, "left": ["..."], "lost": N}
 *		lost: records that found a full buffer; above 0 the program did not do its work
 *	{"do": "user-probe", "which": "user:nop", "iterations": N}
 *		-> {"ran": N}             through a probe point of the agent (mechanisms on "user")
 *	{"do": "runs-instead"}
 *		-> {"function": "udpv6_recvmsg", "hits": N} or {}   what the workload ran
 *	{"do": "micro", "mechanism": M, "program": P, "trigger": T (optional), "events": N (0:
 *choose), "aim_ns": N, "chunks": N, "windows": [statistics, ...], "line": [1, 8, 2, ...], "exact":
 *bool, "threads": N (CPUs at once), "programs": N (on the hook), "alone": bool (time the body by
 *itself too)}
 *		-> {"status": "measured", "trigger": T, "shared": bool, "hook": H, "proof": {...},
 *"held": bool, "clean": bool, "left": [...], "lost": N, "events": N, "before": [ns...], "after":
 *[ns...], "windows": [[ns...], ...], "lines": [[[events, bare ns, attached ns], ...],
 *...], "proof_events": N, "hits": N, "misses": N, "run_time_ns": N, "load_ns": N, "attach_ns": N,
 *"detach_ns": N, "alone_ns": x} one reload (agent/micro.h); "unsupported" and "failed" as for
 *attach
 *	{"do": "attach-many", "functions": N}
 *		-> {"functions": N, "attach_ns": N, "detach_ns": N, "n": repeats} or
 *		{"unsupported": "why"}    kprobe.multi on many functions at once (medians)
 *	{"do": "workload-stop"}
 *		-> {"stopped": bool}
 *	{"do": "quit"}
 *		-> {"bye": true}
 */

#define PROTOCOL_HELLO "bpftax-agent"
#define PROTOCOL_VERSION 1

/* Where the agent finds its channel and its modules in a guest. */
#define PROTOCOL_VIRTIO_PORT "org.bpftax.agent"
#define PROTOCOL_SERIAL_PORT "/dev/ttyS1"
#define PROTOCOL_MODULE_LIST "/modules.list"

#endif
