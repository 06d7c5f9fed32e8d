// SPDX-License-Identifier: GPL-2.0-or-later
/* The paragraphs.  Plain sentences: they are wrapped for terminals and escaped for manuals. */
#include "explain/explain.h"
#include "common/cleanup.h"
#include "protocol/names.h"

/* Mechanisms, by the identifiers of protocol/mechanism_list.h. */

#define MECHANISM_tracepoint                                                                       \
	"A program on a tracepoint by way of a perf event: at each hit the kernel fills a record " \
	"with the tracepoint's fields and hands it to the program. The oldest of the three ways "  \
	"onto a tracepoint, and the dearest, for the record is filled whether the program reads "  \
	"it or not. Proved by BPF_TASK_FD_QUERY and by hits."
#define MECHANISM_raw_tracepoint                                                                   \
	"A program on the tracepoint itself, by a BPF link: it gets the tracepoint's raw "         \
	"arguments, and no record is filled. Proved by the link's information and by hits."
#define MECHANISM_tp_btf                                                                           \
	"A raw tracepoint whose arguments have types, from the kernel's BTF, so that the program " \
	"may follow pointers without a helper. Needs CONFIG_DEBUG_INFO_BTF. Proved by the link's " \
	"information and by hits."
#define MECHANISM_kprobe_int3                                                                      \
	"A kprobe that stays a breakpoint: an int3 is written over an instruction, and every hit " \
	"is a trap. At a function's entry a kprobe would be carried by ftrace, and beside it the " \
	"kernel may turn it into a jump; so bpftax sets it at the first instruction boundary "     \
	"behind the ftrace site, with debug.kprobes-optimization off. Where the instruction is "   \
	"not emulated, a kernel with CONFIG_PREEMPTION traps twice, for the breakpoint and for "   \
	"the single step; the probed bytes are in the proof. Proved by /sys/kernel/debug/kprobes/" \
	"list, which shows neither [FTRACE] nor [OPTIMIZED], and by the kernel's text."
#define MECHANISM_kprobe_optimized                                                                 \
	"A kprobe at the same place as kprobe-int3, which the kernel has turned into a jump. It "  \
	"does so later and not always, and kprobes/list says [OPTIMIZED] while the jump is only "  \
	"queued; so the workload stands still until the jump is in the kernel's text. When it "    \
	"does not come, the mechanism is not measured."
#define MECHANISM_kprobe_ftrace                                                                    \
	"A kprobe at a function's entry, where the compiler has left a site for ftrace: ftrace "   \
	"calls the handler, and there is no trap. This is what a kprobe on a function's name "     \
	"becomes on most kernels. Proved by [FTRACE] in kprobes/list."
#define MECHANISM_kprobe_fprobe                                                                    \
	"kprobe.multi: one link that attaches to any number of functions at once, with fprobe "    \
	"beneath. What carries fprobe has changed from kernel to kernel, so the version proves "   \
	"nothing; enabled_functions does, with the link's information. Needs CONFIG_FPROBE, "      \
	"which "                                                                                   \
	"Debian's 6.12 has and its 6.1 has not."
#define MECHANISM_kretprobe                                                                        \
	"A kprobe at a function's entry that diverts its return, so that the program runs there. " \
	"Returns that are lost need not show in the kernel's own count of misses; so the hits "    \
	"have to agree with the workload's own count."
#define MECHANISM_kretprobe_fprobe                                                                 \
	"kprobe.multi at functions' returns, with fprobe beneath. Proved by enabled_functions "    \
	"and "                                                                                     \
	"the link's information. Needs CONFIG_FPROBE."
#define MECHANISM_kprobe_session                                                                   \
	"kprobe.multi at entry and at return in one link: the same program runs twice an "         \
	"operation, so there have to be two hits for each. Needs Linux 6.10 and CONFIG_FPROBE."
#define MECHANISM_fentry                                                                           \
	"A BPF trampoline at a function's entry: code that the kernel makes for this very "        \
	"function and calls directly from its ftrace site. Arguments have types, from BTF, and "   \
	"there is neither a trap nor a set of registers to save. Needs "                           \
	"CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS and BTF. Proved by the direct call in "           \
	"enabled_functions."
#define MECHANISM_fexit                                                                            \
	"A BPF trampoline at a function's return: it calls the function itself, and then the "     \
	"program, which sees the arguments and the return value. On real CPUs that costs the "     \
	"prediction of returns as well. Needs what fentry needs; proved like it."
#define MECHANISM_fmod_ret                                                                         \
	"A BPF trampoline that runs before a function and may put another return value in its "    \
	"place. Allowed only on functions marked for it, so it has a hook of its own and is for "  \
	"`bpftax micro` only; the null program returns 0 and changes nothing."
#define MECHANISM_uprobe                                                                           \
	"A breakpoint in a user program: every hit enters the kernel by a trap. What it costs "    \
	"depends on the instruction under it; bpftax has probe points of its own in the agent, "   \
	"and this is for `bpftax micro` only. Proved by BPF_TASK_FD_QUERY and by hits."
#define MECHANISM_uretprobe                                                                        \
	"A breakpoint at a user function's entry that diverts its return, so that the program "    \
	"runs there. For `bpftax micro` only."
#define MECHANISM_uprobe_multi                                                                     \
	"A uprobe by a BPF link instead of a perf event; one link takes many of them. Needs "      \
	"Linux 6.6; for `bpftax micro` only."
#define MECHANISM_uretprobe_multi                                                                  \
	"uprobe-multi at a user function's return. Needs Linux 6.6; for `bpftax micro` only."
#define MECHANISM_usdt                                                                             \
	"A uprobe on a static probe point of a user program: a nop that <sys/sdt.h> left there "   \
	"and described in a note of the file. For `bpftax micro` only."
#define MECHANISM_usdt_semaphore                                                                   \
	"A usdt whose probe point is passed over unless a counter beside it is raised; the "       \
	"kernel "                                                                                  \
	"raises it as long as somebody is attached. For `bpftax micro` only."

/* Programs, by the identifiers of protocol/program_list.h. */

#define PROGRAM_null                                                                               \
	"Returns 0 and does nothing: what the mechanism costs by itself. It is also what the "     \
	"sham of the baseline attaches."
#define PROGRAM_map                                                                                \
	"Takes the process id from bpf_get_current_pid_tgid() and writes it into the one entry "   \
	"of a per-CPU array by bpf_map_update_elem(): the program of the study that bpftax began " \
	"with."
#define PROGRAM_array_lookup "Looks the one entry of an array up and reads it."
#define PROGRAM_percpu_array_add                                                                   \
	"Looks the one entry of a per-CPU array up and adds one to it, as most counters do."
#define PROGRAM_hash_lookup                                                                        \
	"Looks an entry of a hash up and reads it. The key is there beforehand: a key that is "    \
	"missing costs less."
#define PROGRAM_hash_update                                                                        \
	"Looks an entry of a per-CPU hash up and writes it anew. The key is there beforehand, so " \
	"that every run replaces and none inserts: the steady state."
#define PROGRAM_ringbuf                                                                            \
	"Reserves 8 bytes in a ring buffer and submits them, waking nobody. The agent empties "    \
	"the buffer between windows; a record that a full one refused would be cheap, and is "     \
	"counted."
#define PROGRAM_perf_output                                                                        \
	"Puts 8 bytes into the CPU's perf buffer, which is written over and over and needs no "    \
	"reader."
#define PROGRAM_ktime "Reads the clock by bpf_ktime_get_ns()."
#define PROGRAM_pid_tgid "Asks which process and thread runs, by bpf_get_current_pid_tgid()."
#define PROGRAM_pid_filter                                                                         \
	"Compares the process that runs with one from a map and counts it in a per-CPU array, as " \
	"a tool with -p does. In a study no process is wanted: it costs what a miss costs."
#define PROGRAM_comm "Copies the running thread's name by bpf_get_current_comm()."
#define PROGRAM_probe_read_8                                                                       \
	"Copies 8 bytes by bpf_probe_read_kernel(), from an address that is always valid."
#define PROGRAM_probe_read_64                                                                      \
	"Copies 64 bytes by bpf_probe_read_kernel(), from an address that is always valid."
#define PROGRAM_stackid                                                                            \
	"Walks the kernel's stack by bpf_get_stackid() and looks it up among those known. The "    \
	"dearest of the programs, and not one number even when instructions are counted: the "     \
	"walk passes images of BPF programs, which lie elsewhere with each reload."
#define PROGRAM_tail_call "Jumps by bpf_tail_call() to a second program, which returns 0."
#define PROGRAM_subprog "Calls a function of its own, which is not inlined."
#define PROGRAM_delay                                                                              \
	"Spends a known time in arithmetic, as in delay-343ns: how many rounds that takes is "     \
	"calibrated at each boot. It shows what a workload makes of a cost that is known."
#define PROGRAM_alu                                                                                \
	"Makes so many additions, as in alu-50: work of a known size, to see that what is "        \
	"measured grows by what was put in."

const struct explanation explanations[] = {
#define MECHANISM(identifier, name, hook, needs, summary)                                          \
	{ EXPLAIN_MECHANISM, name, NULL, MECHANISM_##identifier },
#include "protocol/mechanism_list.h"
#undef MECHANISM
#define PROGRAM(identifier, name, summary) { EXPLAIN_PROGRAM, name, NULL, PROGRAM_##identifier },
#include "protocol/program_list.h"
#undef PROGRAM

	{ EXPLAIN_WORKLOAD, "udp-drain", NULL,
	  "One process queues datagrams on its own socket and then times their receives. Nothing "
	  "sleeps, nothing is batched and nothing else runs, so the time by which one receive "
	  "grows is the direct cost of what is attached to its path." },
	{ EXPLAIN_WORKLOAD, "iperf3", NULL,
	  "UDP traffic by iperf3, from the host or from another network namespace of the guest. It "
	  "shows what a real workload makes of a cost, which need not be the cost: see feedback "
	  "and saturated." },
	{ EXPLAIN_WORKLOAD, "iperf3-paced", NULL,
	  "iperf3 within the guest, one stream, whose sender the kernel paces (sch_tbf) below what "
	  "the receiver can take, the receive softirq on the server's CPU. A pilot finds the pace "
	  "at the start; the notes have it. The receiver is idle at times and loses nothing." },
	{ EXPLAIN_WORKLOAD, "iperf3-saturated", NULL,
	  "iperf3 within the guest, one stream that sends what it can, whose receiver carries "
	  "ballast: a program of known length on inet_recvmsg, the same in every window, which a "
	  "pilot chose so that the receiver takes clearly less than is sent. It never sleeps, "
	  "datagrams are dropped, and what a hook costs shows as datagrams that are not "
	  "received." },
	{ EXPLAIN_WORKLOAD, "micro", NULL,
	  "The event alone, thousands of times in a row by a trigger in the kernel, in the same "
	  "guest "
	  "as the study's other workloads. What an event costs there, times the hits of an "
	  "operation, has to be what udp-drain measures: the report holds them against each "
	  "other." },

	{ EXPLAIN_STATUS, "measured", NULL,
	  "The program was attached, was proved to be attached the way the mechanism's name says, "
	  "and its hits agree with what the workload itself counted." },
	{ EXPLAIN_STATUS, "unsupported", NULL,
	  "This kernel cannot do it, and the reason says why, as in \"CONFIG_FPROBE is not set\". "
	  "It was found by trying. A mechanism that was asked for by name and is not there makes "
	  "the exit status 1; one that `all` would have covered does not." },
	{ EXPLAIN_STATUS, "not-fired", NULL,
	  "The program was attached and the workload ran, but the program did not: a function that "
	  "was inlined, or one that this traffic does not reach. The reason names what was hooked "
	  "and, where that is known, what ran instead. Never a cost of zero." },
	{ EXPLAIN_STATUS, "failed", NULL,
	  "A step failed (loading, attaching, the proof, the measurement, detaching), and the "
	  "reason has its error; or more than one in ten of the configuration's visits had to be "
	  "dropped." },

	{ EXPLAIN_VERDICT, "pass", NULL,
	  "Of a gate: the interval of the difference lies within the bound as a whole." },
	{ EXPLAIN_VERDICT, "fail", NULL,
	  "Of a gate: the interval of the difference lies beyond the bound as a whole. `bpftax "
	  "compare` then ends with status 1." },
	{ EXPLAIN_VERDICT, "inconclusive", NULL,
	  "Of a gate: the bound lies inside the interval, or there is no interval. More blocks or "
	  "reloads narrow it. --inconclusive says whether that passes or fails." },
	{ EXPLAIN_VERDICT, "saturated", NULL,
	  "Of a workload: the receiver was busy at least 98 % of the time and datagrams were "
	  "dropped at its socket, so it is what limits, and throughput shows the cost of a hook. "
	  "Otherwise it was not saturated, and throughput cannot show it." },
	{ EXPLAIN_VERDICT, "feedback", NULL,
	  "More datagrams arrived than in the baseline, and the receiver slept less. That is no "
	  "gain: a receiver that is slowed finds the next datagrams already queued, sleeps less, "
	  "and its sender pays for fewer wake-ups. Past saturation the same cost lowers "
	  "throughput." },
	{ EXPLAIN_VERDICT, "implausible", NULL,
	  "More datagrams arrived than in the baseline although the receiver slept no less: "
	  "nothing that was seen explains it, so do not believe it before another run says the "
	  "same." },
	{ EXPLAIN_VERDICT, "equivalent", NULL,
	  "Equivalent within b %: two one-sided tests, each at .05, say that the effect is smaller "
	  "than a bound that was declared before the run. An effect that was merely not detected "
	  "is not thereby equivalent to none." },

	{ EXPLAIN_TERM, "mechanism", NULL,
	  "How a program is attached: fentry, kprobe-int3 and so on. The name says what carried "
	  "it, and each attachment is proved to be what its name says." },
	{ EXPLAIN_TERM, "program", NULL,
	  "What runs at each hit: null, map and so on. One body, loaded as whatever type the "
	  "mechanism needs." },
	{ EXPLAIN_TERM, "configuration", NULL,
	  "A mechanism, a program, and statistics off or on: fentry-map, fentry-map-stat." },
	{ EXPLAIN_TERM, "stat", "statistics",
	  "The kernel's own BPF statistics were on. They are a factor, not an instrument: counting "
	  "takes two readings of the clock at each run of the program. What they report, the time "
	  "of the program's body alone, without the trap or the trampoline around it, stands "
	  "beside what was measured as \"kernel\"." },
	{ EXPLAIN_TERM, "@threads", "threads",
	  "map@4threads: the same event on four CPUs at once, so that what they share (a lock, a "
	  "line of cache) shows. `bpftax micro` only." },
	{ EXPLAIN_TERM, "@programs", "programs-on-hook",
	  "map@4programs: four of the same program on one hook. `bpftax micro` only." },
	{ EXPLAIN_TERM, "baseline", NULL,
	  "What the others are compared with. It is no empty machine but a sham, visited twice in "
	  "each block, so that attaching itself and what it leaves behind are the same on both "
	  "sides. `bpftax micro` compares with the bare event instead." },
	{ EXPLAIN_TERM, "sham", NULL,
	  "The null program, attached by one of the study's mechanisms to a function or "
	  "tracepoint that the workload never reaches. It must have no hits." },
	{ EXPLAIN_TERM, "baseline-stat", NULL, "The sham with the kernel's BPF statistics on." },
	{ EXPLAIN_TERM, "baseline-aa", "A/A",
	  "The second baseline of each block against the first. Both are the same, so the interval "
	  "should hold 0; when it does not, believe no effect of that size. Where they differ by "
	  "more than chance does in one run of a hundred (all A/A comparisons of the run "
	  "together), effects are withheld." },
	{ EXPLAIN_TERM, "bare", NULL,
	  "The event with nothing attached: what the trigger itself costs. Costs of `bpftax micro` "
	  "are over the bare event." },
	{ EXPLAIN_TERM, "switch", NULL,
	  "The protocol in which traffic flows throughout and only attachments change, in blocks "
	  "of random order. The one to believe." },
	{ EXPLAIN_TERM, "restart", NULL,
	  "The protocol of the study that bpftax began with: a fresh iperf3 for each sample, one "
	  "configuration after the other. A drift of the machine lands on whole configurations, so "
	  "no interval holds." },
	{ EXPLAIN_TERM, "block", NULL,
	  "Every configuration once and the baseline twice, in an order drawn from the run's seed. "
	  "Effects are differences within a block, so a drift from block to block cancels." },
	{ EXPLAIN_TERM, "visit", NULL,
	  "One attachment in a block: load, attach, prove, measure, detach, prove that nothing is "
	  "left. A visit in which something was wrong is dropped, with its reason." },
	{ EXPLAIN_TERM, "window", NULL,
	  "The time in which one configuration is measured. Statistics off and on are two windows "
	  "of one visit, in random order, so that the hits counted in one prove the other." },
	{ EXPLAIN_TERM, "sample", NULL,
	  "What a window yields: the counters, as they were read. Samples are kept raw; all that "
	  "is derived from them is computed by the report." },
	{ EXPLAIN_TERM, "reload", NULL,
	  "Of `bpftax micro`: the program is loaded and attached afresh. Where its image and "
	  "trampoline lie in memory moves the cost, so an interval is one over reloads." },
	{ EXPLAIN_TERM, "chunk", NULL,
	  "Of `bpftax micro`: some hundred events that are timed together. Chunks with the program "
	  "are compared with bare ones before and after; a reload's figure is the median." },
	{ EXPLAIN_TERM, "trigger", NULL,
	  "Of `bpftax micro`: what makes the event happen. A loop inside the kernel where there is "
	  "one for the mechanism, otherwise a loop of system calls or of a function of the "
	  "agent." },
	{ EXPLAIN_TERM, "hit", "hits",
	  "One run of the attached program. Hits have to agree with the operations that the "
	  "workload itself counted." },
	{ EXPLAIN_TERM, "miss", "misses",
	  "A run that the kernel skipped, because another program or probe was running on that "
	  "CPU. A skipped run is cheap, so misses spoil a window." },
	{ EXPLAIN_TERM, "operation", "operations",
	  "One unit of the workload: a datagram that the receiving kernel handed over." },
	{ EXPLAIN_TERM, "event", "events",
	  "One unit of `bpftax micro`: the trigger passes the hook once." },
	{ EXPLAIN_TERM, "direct-cost", "operation_ns",
	  "By how much one receive takes longer, in ns per datagram, measured by udp-drain: the "
	  "cost of the program and its mechanism." },
	{ EXPLAIN_TERM, "effect", NULL,
	  "The difference between a configuration and the baselines of its own block: the centre, "
	  "over all blocks, of the log ratios (Hodges and Lehmann's estimate). Printed in percent "
	  "and in the metric's unit, with its interval in brackets." },
	{ EXPLAIN_TERM, "interval", NULL,
	  "In brackets behind an estimate: of such intervals 95 in 100 hold the truth, about this "
	  "machine, this boot and this kernel. There is none from fewer than 6 blocks." },
	{ EXPLAIN_TERM, "p-adjusted", "Holm",
	  "The p of a signed-rank test, by Holm's method made to hold for all comparisons with one "
	  "baseline together. Without it, of many programs that cost nothing some would seem to." },
	{ EXPLAIN_TERM, "MDE80", "MDE",
	  "The smallest effect that a run of this size and noise finds in 80 % of the cases: 2.8 "
	  "standard errors. Where nothing was detected it says what would have been." },
	{ EXPLAIN_TERM, "linear", NULL,
	  "Of `bpftax micro`: chunks of 1, 2, 4 and 8 times a length give the same cost an event. "
	  "Where they do not, the cost depends on how the events follow each other." },
	{ EXPLAIN_TERM, "icount", "exact",
	  "`bpftax micro --exact`: QEMU emulates one CPU and advances its clock by one nanosecond "
	  "an instruction, so the figures are instructions, the same at every boot and on every "
	  "machine. Instructions are not time: a real CPU pays more for a trap than for an "
	  "addition." },
	{ EXPLAIN_TERM, "emulated", "tcg",
	  "The guest ran under QEMU's emulator, for want of KVM. Its nanoseconds, and even the "
	  "order of mechanisms, are the emulator's; only counts of instructions carry over." },
	{ EXPLAIN_TERM, "busy", NULL,
	  "The share of the window in which the receiving process was on a CPU, by its process "
	  "clock." },
	{ EXPLAIN_TERM, "sleeps", NULL,
	  "Voluntary context switches of the receiver, per datagram. When they fall with a "
	  "configuration, feedback is at work." },
	{ EXPLAIN_TERM, "selects", NULL,
	  "How often the receiver called select(), per datagram: below one it finds several "
	  "datagrams waiting each time, which saves it system calls and hides cost. Counted beside "
	  "known delays with stats off, by a program that is attached in every window and takes "
	  "the same in each." },
	{ EXPLAIN_TERM, "curve", "response-curve",
	  "How a workload responds to known delays put into the hook, from none to many: `bpftax "
	  "curve`. It turns the direct cost of a program into what to expect of the workload, and "
	  "shows from which delay on the receiver is saturated." },
	{ EXPLAIN_TERM, "seed", NULL,
	  "Where the random order comes from. It is recorded; the same study with the same seed "
	  "makes the same visits in the same order." },
};
const size_t explanations_count = ARRAY_SIZE(explanations);
