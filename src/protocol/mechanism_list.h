/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every mechanism, in the order of the tables: MECHANISM(identifier, name, hook, summary).
 *
 * hook is HOOK_FUNCTION (a kernel function, --function) or HOOK_TRACEPOINT (--tracepoint).
 * The agent implements each in src/agent/mechanism/<identifier>.c as
 * `const struct mechanism_ops mechanism_<identifier>`.  This file is included several times; it
 * has no include guard on purpose.
 */
MECHANISM(tracepoint, "tracepoint", HOOK_TRACEPOINT, "perf-event based tracepoint program")
MECHANISM(raw_tracepoint, "raw-tracepoint", HOOK_TRACEPOINT, "raw tracepoint program")
MECHANISM(tp_btf, "tp-btf", HOOK_TRACEPOINT, "BTF-typed raw tracepoint program")
MECHANISM(kprobe_int3, "kprobe-int3", HOOK_FUNCTION, "kprobe by breakpoint trap")
MECHANISM(kprobe_optimized, "kprobe-optimized", HOOK_FUNCTION, "kprobe turned into a jump")
MECHANISM(kprobe_ftrace, "kprobe-ftrace", HOOK_FUNCTION, "kprobe at function entry, by ftrace")
MECHANISM(kprobe_fprobe, "kprobe-fprobe", HOOK_FUNCTION, "kprobe.multi, by fprobe")
MECHANISM(kretprobe, "kretprobe", HOOK_FUNCTION, "kprobe at function return")
MECHANISM(kretprobe_fprobe, "kretprobe-fprobe", HOOK_FUNCTION, "kprobe.multi at function return")
MECHANISM(fentry, "fentry", HOOK_FUNCTION, "BPF trampoline at function entry")
MECHANISM(fexit, "fexit", HOOK_FUNCTION, "BPF trampoline at function return")
