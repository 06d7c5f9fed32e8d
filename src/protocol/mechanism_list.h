/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every mechanism, in the order of the tables: MECHANISM(identifier, name, hook, needs, summary).
 *
 * hook is HOOK_FUNCTION (a kernel function, --function), HOOK_TRACEPOINT (--tracepoint), HOOK_USER
 * (a probe point in the agent) or HOOK_MODIFY_RETURN (a function marked for it); the last two are
 * for `bpftax micro` only.
 * needs is the kernel option that it stands on, for the reason when it is unsupported.
 * The agent implements each in src/agent/mechanism/<identifier>.c as
 * `const struct mechanism_ops mechanism_<identifier>`.  This file is included several times; it
 * has no include guard on purpose.
 */
MECHANISM(tracepoint, "tracepoint", HOOK_TRACEPOINT, "CONFIG_BPF_EVENTS",
	  "perf-event based tracepoint program")
MECHANISM(raw_tracepoint, "raw-tracepoint", HOOK_TRACEPOINT, "CONFIG_BPF_EVENTS",
	  "raw tracepoint program")
MECHANISM(tp_btf, "tp-btf", HOOK_TRACEPOINT, "CONFIG_DEBUG_INFO_BTF",
	  "BTF-typed raw tracepoint program")
MECHANISM(kprobe_int3, "kprobe-int3", HOOK_FUNCTION, "CONFIG_KPROBES", "kprobe by breakpoint trap")
MECHANISM(kprobe_optimized, "kprobe-optimized", HOOK_FUNCTION, "CONFIG_OPTPROBES",
	  "kprobe turned into a jump")
MECHANISM(kprobe_ftrace, "kprobe-ftrace", HOOK_FUNCTION, "CONFIG_KPROBES_ON_FTRACE",
	  "kprobe at function entry, by ftrace")
MECHANISM(kprobe_fprobe, "kprobe-fprobe", HOOK_FUNCTION, "CONFIG_FPROBE", "kprobe.multi, by fprobe")
MECHANISM(kretprobe, "kretprobe", HOOK_FUNCTION, "CONFIG_KRETPROBES", "kprobe at function return")
MECHANISM(kretprobe_fprobe, "kretprobe-fprobe", HOOK_FUNCTION, "CONFIG_FPROBE",
	  "kprobe.multi at function return")
MECHANISM(kprobe_session, "kprobe-session", HOOK_FUNCTION, "CONFIG_FPROBE",
	  "kprobe.multi at entry and return (6.10)")
MECHANISM(fentry, "fentry", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline at function entry")
MECHANISM(fexit, "fexit", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline at function return")
MECHANISM(fmod_ret, "fmod-ret", HOOK_MODIFY_RETURN, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline that may change the return value")
MECHANISM(uprobe, "uprobe", HOOK_USER, "CONFIG_UPROBE_EVENTS", "breakpoint in a user program")
MECHANISM(uretprobe, "uretprobe", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "breakpoint at a user function's return")
MECHANISM(uprobe_multi, "uprobe-multi", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "uprobe without a perf event (6.6)")
MECHANISM(uretprobe_multi, "uretprobe-multi", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "the same at a user function's return (6.6)")
MECHANISM(usdt, "usdt", HOOK_USER, "CONFIG_UPROBE_EVENTS", "uprobe on a static probe point")
MECHANISM(usdt_semaphore, "usdt-semaphore", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "static probe point behind a counter")
