/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every mechanism, in the order of the tables:
 * MECHANISM(identifier, name, hook, needs, summary, paragraph).
 *
 * hook is HOOK_FUNCTION (a kernel function, --function), HOOK_TRACEPOINT (--tracepoint), HOOK_USER
 * (a probe point in the agent), HOOK_MODIFY_RETURN (a function marked for it), HOOK_SECURITY (a
 * hook of BPF's security module) or HOOK_SLEEPABLE (a function in which programs may sleep); the
 * last four are for `bpftax micro` only.
 * needs is the kernel option that it stands on, for the reason when it is unsupported; paragraph is
 * what `bpftax explain` and the manual say.
 * The agent implements each in src/agent/mechanism/<identifier>.c as
 * `const struct mechanism_ops mechanism_<identifier>`.  This file is included several times; it
 * has no include guard on purpose.
 */
MECHANISM(tracepoint, "tracepoint", HOOK_TRACEPOINT, "CONFIG_BPF_EVENTS",
	  "perf-event based tracepoint program",
	  "A program on a tracepoint by way of a perf event: at each hit the kernel fills a record "
	  "with the tracepoint's fields and hands it to the program. The oldest of the three ways "
	  "onto a tracepoint, and the dearest, for the record is filled whether the program reads "
	  "it or not. Proved by BPF_TASK_FD_QUERY and by hits.")
MECHANISM(raw_tracepoint, "raw-tracepoint", HOOK_TRACEPOINT, "CONFIG_BPF_EVENTS",
	  "raw tracepoint program",
	  "A program on the tracepoint itself, by a BPF link: it gets the tracepoint's raw "
	  "arguments, and no record is filled. Proved by the link's information and by hits.")
MECHANISM(tp_btf, "tp-btf", HOOK_TRACEPOINT, "CONFIG_DEBUG_INFO_BTF",
	  "BTF-typed raw tracepoint program",
	  "A raw tracepoint whose arguments have types, from the kernel's BTF, so that the program "
	  "may follow pointers without a helper. Needs CONFIG_DEBUG_INFO_BTF. Proved by the link's "
	  "information and by hits.")
MECHANISM(kprobe_int3, "kprobe-int3", HOOK_FUNCTION, "CONFIG_KPROBES", "kprobe by breakpoint trap",
	  "A kprobe that stays a breakpoint: an int3 (on arm64 a brk, at the function's first "
	  "instruction) is written over an instruction, and every hit is a trap. At a function's "
	  "entry a kprobe would be carried by ftrace, and beside it the "
	  "kernel may turn it into a jump; so bpftax sets it at the first instruction boundary "
	  "behind the ftrace site, with debug.kprobes-optimization off. Where the instruction is "
	  "not emulated, a kernel with CONFIG_PREEMPTION traps twice, for the breakpoint and for "
	  "the single step; the probed bytes are in the proof. Proved by "
	  "/sys/kernel/debug/kprobes/list, which shows neither [FTRACE] nor [OPTIMIZED], and by "
	  "the kernel's text.")
MECHANISM(kprobe_optimized, "kprobe-optimized", HOOK_FUNCTION, "CONFIG_OPTPROBES",
	  "kprobe turned into a jump",
	  "A kprobe at the same place as kprobe-int3, which the kernel has turned into a jump. It "
	  "does so later and not always, and kprobes/list says [OPTIMIZED] while the jump is only "
	  "queued; so the workload stands still until the jump is in the kernel's text. When it "
	  "does not come, the mechanism is not measured.")
MECHANISM(kprobe_ftrace, "kprobe-ftrace", HOOK_FUNCTION, "CONFIG_KPROBES_ON_FTRACE",
	  "kprobe at function entry, by ftrace",
	  "A kprobe at a function's entry, where the compiler has left a site for ftrace: ftrace "
	  "calls the handler, and there is no trap. This is what a kprobe on a function's name "
	  "becomes on most kernels. Proved by [FTRACE] in kprobes/list.")
MECHANISM(kprobe_fprobe, "kprobe-fprobe", HOOK_FUNCTION, "CONFIG_FPROBE", "kprobe.multi, by fprobe",
	  "kprobe.multi: one link that attaches to any number of functions at once, with fprobe "
	  "beneath. What carries fprobe has changed from kernel to kernel, so the version proves "
	  "nothing; enabled_functions does, with the link's information. Needs CONFIG_FPROBE, "
	  "which Debian's 6.12 has and its 6.1 has not.")
MECHANISM(kretprobe, "kretprobe", HOOK_FUNCTION, "CONFIG_KRETPROBES", "kprobe at function return",
	  "A kprobe at a function's entry that diverts its return, so that the program runs there. "
	  "Returns that are lost need not show in the kernel's own count of misses; so the hits "
	  "have to agree with the workload's own count.")
MECHANISM(kretprobe_fprobe, "kretprobe-fprobe", HOOK_FUNCTION, "CONFIG_FPROBE",
	  "kprobe.multi at function return",
	  "kprobe.multi at functions' returns, with fprobe beneath. Proved by enabled_functions "
	  "and the link's information. Needs CONFIG_FPROBE.")
MECHANISM(kprobe_session, "kprobe-session", HOOK_FUNCTION, "CONFIG_FPROBE",
	  "kprobe.multi at entry and return (6.10)",
	  "kprobe.multi at entry and at return in one link: the same program runs twice an "
	  "operation, so there have to be two hits for each. Needs Linux 6.10 and CONFIG_FPROBE.")
MECHANISM(fentry, "fentry", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline at function entry",
	  "A BPF trampoline at a function's entry: code that the kernel makes for this very "
	  "function and calls directly from its ftrace site. Arguments have types, from BTF, and "
	  "there is neither a trap nor a set of registers to save. Needs "
	  "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS and BTF. Proved by the direct call in "
	  "enabled_functions.")
MECHANISM(fexit, "fexit", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline at function return",
	  "A BPF trampoline at a function's return: it calls the function itself, and then the "
	  "program, which sees the arguments and the return value. On real CPUs that costs the "
	  "prediction of returns as well. Needs what fentry needs; proved like it.")
MECHANISM(fsession, "fsession", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline at entry and return (7.0)",
	  "A BPF trampoline that runs the same program at a function's entry and at its return, so "
	  "there have to be two hits for each call. Needs what fexit needs, and Linux 7.0. Proved "
	  "like it, and by the link's attach type.")
MECHANISM(fentry_multi, "fentry-multi", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "fentry by a link of many functions (7.2)",
	  "A trampoline at a function's entry by the link that takes any number of functions at "
	  "once (\"fentry.multi\"); here it has one. What runs is fentry's, attaching is another. "
	  "Needs Linux 7.2. Proved by the link's information and by the direct call in "
	  "enabled_functions.")
MECHANISM(fexit_multi, "fexit-multi", HOOK_FUNCTION, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "fexit by a link of many functions (7.2)",
	  "The same at a function's return (\"fexit.multi\"). Needs Linux 7.2.")
MECHANISM(fsession_multi, "fsession-multi", HOOK_FUNCTION,
	  "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS", "fsession by a link of many functions (7.2)",
	  "The same at entry and at return (\"fsession.multi\"): two hits for each call. Needs "
	  "Linux 7.2.")
MECHANISM(fmod_ret, "fmod-ret", HOOK_MODIFY_RETURN, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	  "BPF trampoline that may change the return value",
	  "A BPF trampoline that runs before a function and may put another return value in its "
	  "place. Allowed only on functions marked for it, so it has a hook of its own and is for "
	  "`bpftax micro` only; the null program returns 0 and changes nothing.")
MECHANISM(
    fentry_sleepable, "fentry-sleepable", HOOK_SLEEPABLE, "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
    "fentry whose program may sleep",
    "A BPF trampoline at a function's entry whose program may fault pages in (\"fentry.s\"): "
    "the trampoline holds another kind of RCU around it. Without "
    "CONFIG_FUNCTION_ERROR_INJECTION, which Debian's kernels lack, a kernel allows it on few "
    "functions, none of which is a workload's; here on bpf_fentry_test1, which the kernel "
    "calls in a test run of a tracing program. That system call is the bare event; `--trigger "
    "bpf_fentry_test1` has fentry measured in it too. For `bpftax micro` only. Proved by the "
    "direct call in enabled_functions, and by what the trampoline calls.")
MECHANISM(
    lsm, "lsm", HOOK_SECURITY, "CONFIG_BPF_LSM", "program on a hook of the security modules",
    "A program that decides as a security module does, by a trampoline on BPF's own function "
    "for the hook: here that of getpgid(2), which it allows. It runs only where bpf is among "
    "the kernel's security modules; a guest whose kernel would leave it out is booted with "
    "lsm= and the kernel's own list and bpf behind it, for a run that measures this mechanism "
    "and for no other. For `bpftax micro` only, as `bpftax run` has one function for all its "
    "mechanisms, and this is another. Proved by the direct call in "
    "enabled_functions, by the link's attach type, and by the list of modules.")
MECHANISM(uprobe, "uprobe", HOOK_USER, "CONFIG_UPROBE_EVENTS", "breakpoint in a user program",
	  "A breakpoint in a user program: every hit enters the kernel by a trap. What it costs "
	  "depends on the instruction under it; bpftax has probe points of its own in the agent, "
	  "and this is for `bpftax micro` only. Proved by BPF_TASK_FD_QUERY and by hits.")
MECHANISM(
    uprobe_nop5, "uprobe-nop5", HOOK_USER, "CONFIG_UPROBE_EVENTS",
    "system call on a nop of five bytes (6.18)",
    "A uprobe on a nop of five bytes: at its first hit the kernel makes a call of it, to code "
    "of its own in the program's memory, which enters the kernel by a system call in place "
    "of a trap. A trap is slow, but not in instructions, of which the call takes more. "
    "x86-64 only, from Linux 6.18 until 7.2 went over to ten bytes (uprobe-nop10); other "
    "kernels leave the breakpoint, and that is not measured under this name. For `bpftax "
    "micro` only. Proved by the call in the program's text and by what it goes to.")
MECHANISM(uprobe_nop10, "uprobe-nop10", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "system call on a nop of ten bytes (7.2)",
	  "The same on a nop of ten bytes, in which the call stands behind an instruction that "
	  "steps over what a function may keep below its stack. Proved like it.")
MECHANISM(uretprobe, "uretprobe", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "breakpoint at a user function's return",
	  "A breakpoint at a user function's entry that diverts its return, so that the program "
	  "runs there. For `bpftax micro` only.")
MECHANISM(uprobe_multi, "uprobe-multi", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "uprobe without a perf event (6.6)",
	  "A uprobe by a BPF link instead of a perf event; one link takes many of them. Needs "
	  "Linux 6.6; for `bpftax micro` only.")
MECHANISM(uretprobe_multi, "uretprobe-multi", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "the same at a user function's return (6.6)",
	  "uprobe-multi at a user function's return. Needs Linux 6.6; for `bpftax micro` only.")
MECHANISM(uprobe_session, "uprobe-session", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "uprobe-multi at entry and return (6.13)",
	  "uprobe-multi at a user function's entry and at its return in one link: the same program "
	  "runs twice, so there have to be two hits for each call. Needs Linux 6.13; for `bpftax "
	  "micro` only.")
MECHANISM(
    uprobe_sleepable, "uprobe-sleepable", HOOK_USER, "CONFIG_UPROBE_EVENTS",
    "uprobe whose program may sleep (6.0)",
    "A uprobe whose program may fault pages in (\"uprobe.s\"): the kernel holds it by another "
    "kind of RCU, which costs something by itself. Helpers and maps that a program may not "
    "use while it sleeps make it unsupported. Needs Linux 6.0; for `bpftax micro` only. "
    "Proved as uprobe, and by the kernel's refusal to have the same program on a kprobe.")
MECHANISM(usdt, "usdt", HOOK_USER, "CONFIG_UPROBE_EVENTS", "uprobe on a static probe point",
	  "A uprobe on a static probe point of a user program: a nop that <sys/sdt.h> left there "
	  "and described in a note of the file. For `bpftax micro` only.")
MECHANISM(usdt_nop5, "usdt-nop5", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "static probe point, nop of five bytes (6.18)",
	  "A usdt whose nop has five bytes, so that the kernel makes a call of it as of that of "
	  "uprobe-nop5. For `bpftax micro` only.")
MECHANISM(usdt_nop10, "usdt-nop10", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "static probe point, nop of ten bytes (7.2)",
	  "A usdt whose nop has ten bytes, as of uprobe-nop10. For `bpftax micro` only.")
MECHANISM(usdt_semaphore, "usdt-semaphore", HOOK_USER, "CONFIG_UPROBE_EVENTS",
	  "static probe point behind a counter",
	  "A usdt whose probe point is passed over unless a counter beside it is raised; the "
	  "kernel raises it as long as somebody is attached. For `bpftax micro` only.")
