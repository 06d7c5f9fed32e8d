// SPDX-License-Identifier: GPL-2.0-or-later
/* The paragraphs.  Plain sentences: they are wrapped for terminals and escaped for manuals. */
#include "explain/explain.h"
#include "common/cleanup.h"
#include "protocol/names.h"

const struct explanation explanations[] = {
#define MECHANISM(identifier, name, hook, needs, summary, paragraph)                               \
	{ EXPLAIN_MECHANISM, name, NULL, paragraph },
#include "protocol/mechanism_list.h"
#undef MECHANISM
#define OBJECT_MECHANISM(identifier, name, needs, paragraph)                                       \
	{ EXPLAIN_MECHANISM, name, NULL, paragraph },
#include "protocol/object_mechanism_list.h"
#undef OBJECT_MECHANISM
#define PROGRAM(identifier, name, parameter, leaves_out, summary, paragraph)                       \
	{ EXPLAIN_PROGRAM, name, NULL, paragraph },
#include "protocol/program_list.h"
#undef PROGRAM
#define WORKLOAD(name, agent, receiver, kind, words, settle_ms, window_ms, weight, metric,         \
		 settings, columns, summary, paragraph)                                            \
	{ EXPLAIN_WORKLOAD, name, NULL, paragraph },
#include "protocol/workload_list.h"
#undef WORKLOAD

	{ EXPLAIN_STATUS, "measured", NULL,
	  "The program was attached, was proved to be attached the way the mechanism's name says, "
	  "and its hits agree with what the workload itself counted." },
	{ EXPLAIN_STATUS, "unsupported", NULL,
	  "This kernel cannot do it, and the reason says why, as in \"CONFIG_FPROBE is not set\". "
	  "It was found by trying. A mechanism that was asked for by name and is on no kernel of "
	  "the run makes the exit status 1; one that another of its kernels has, or that `all` "
	  "would have covered, does not." },
	{ EXPLAIN_STATUS, "not-fired", NULL,
	  "The program was attached and the workload ran, but the program did not: a function that "
	  "was inlined, or one that this traffic does not reach. The reason names what was hooked "
	  "and, where that is known, what ran instead. Never a cost of zero." },
	{ EXPLAIN_STATUS, "no-workload", NULL,
	  "Of `bpftax cost`: the program loads, and is attached where its section is of a kind "
	  "that is attached here, but nothing of bpftax's runs its hook, or not the same number of "
	  "instructions each time; or it drops the packets that it is run for, and what is left "
	  "out "
	  "then is no cost of its own. What the verifier took is known, and its cost is not: that "
	  "is "
	  "never zero. A section on a function or tracepoint that a system call comes by has a "
	  "cost. The exit status stays 0." },
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
	  "reloads narrow it; where kernels were timed in several boots, more boots, as each of "
	  "them counts once. --inconclusive says whether that passes or fails." },
	{ EXPLAIN_VERDICT, "saturated", NULL,
	  "Of a workload: the receiver was busy at least 99.5 % of the time, or slept fewer than "
	  "2 times in 1,000 operations, so it is what limits, and throughput shows the cost of a "
	  "hook. "
	  "Otherwise it was not saturated, and throughput cannot show it." },
	{ EXPLAIN_VERDICT, "feedback", NULL,
	  "More operations were done than in the baseline, and the receiver slept less. That is no "
	  "gain: a receiver that is slowed finds what comes next already queued, sleeps less, "
	  "and its sender pays for fewer wake-ups. Past saturation the same cost lowers "
	  "throughput." },
	{ EXPLAIN_VERDICT, "implausible", NULL,
	  "More operations were done than in the baseline although the receiver slept no less: "
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
	{ EXPLAIN_TERM, "@functions", "functions",
	  "map@100functions: attached to the event's function and to 99 others, which no event "
	  "runs, so that the "
	  "cost is that of one hit beside them; map@vfs_*: to the event's function and to all that "
	  "fit the "
	  "pattern. One link where the mechanism has such (kprobe.multi, fentry-multi), else one "
	  "for each, with "
	  "a program of its own. Loading, attaching and detaching are of all of them. `bpftax "
	  "micro` only." },
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
	{ EXPLAIN_TERM, "cell", "cells",
	  "Where something is measured: one boot of one kernel on one target, counted or timed. A "
	  "run has several when it has several kernels, boots (--boots) or timings; blocks never "
	  "span cells, and each has results of its own (`bpftax report --cell N`). Between two "
	  "runs `bpftax compare` holds kernels of one release, architecture and timing against "
	  "each other, with all their boots; gates and `bpftax history` take patterns that begin "
	  "with the kernel's name, as in 'debian-6.12-cloud timed/udp-drain/fentry-*'." },
	{ EXPLAIN_TERM, "atlas", NULL,
	  "What an event costs in instructions, by mechanism and kernel: `bpftax atlas`. Of all "
	  "stored runs that counted it takes the newest number of each kernel, mechanism, program "
	  "and trigger. A row has one trigger and one hook; a number below another, as +107, is "
	  "the step from the kernel before that has one in the row." },
	{ EXPLAIN_TERM, "boot", "boots",
	  "A start of a kernel. What differs between two boots is the same throughout each, and in "
	  "no interval of one; --boots N makes N cells of each kernel that is timed or counted. "
	  "Tables by kernel have their mean and {the range of their estimates}; `bpftax compare` "
	  "takes each timed boot as one value, so that two boots a side hardly ever tell." },
	{ EXPLAIN_TERM, "counted", "timed",
	  "A cell's timing. Counted: an emulated guest of one CPU whose clock counts instructions, "
	  "without random error (see icount). Timed: nanoseconds of a real or emulated clock." },
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
	{ EXPLAIN_TERM, "outside", "where",
	  "Of a workload that times a part of each operation, as udp-drain times the receive: the "
	  "program runs, but not within that part; in a softirq while it is sent, say. "
	  "Then that part shows nothing of its cost, and no effect on it is given, which is not "
	  "the same as none. Hits within it are counted over some operations more, with "
	  "statistics read right before and behind that part; a report has them as hits_inside, "
	  "an operation's, and the context, CPU and process of those outside." },
	{ EXPLAIN_TERM, "lower-bound", NULL,
	  "Said of a program that leaves out what those that it stands for do: ringbuf and "
	  "perf-output write records that nobody reads and wake nobody, so that no consumer runs. "
	  "What they cost is the least that writing a record costs." },
	{ EXPLAIN_TERM, "miss", "misses",
	  "A run that the kernel skipped, because another program or probe was running on that "
	  "CPU. A skipped run is cheap, so misses spoil a window." },
	{ EXPLAIN_TERM, "operation", "operations",
	  "One unit of the workload, which its tables call by its own word: each says in its "
	  "paragraph here what it counts." },
	{ EXPLAIN_TERM, "event", "events",
	  "One unit of `bpftax micro`: the trigger passes the hook once." },
	{ EXPLAIN_TERM, "direct-cost", "operation_ns",
	  "By how much one operation takes longer where operations are timed one by one and "
	  "nothing else runs, in ns: the cost of the program and its mechanism." },
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
	{ EXPLAIN_TERM, "instructions", NULL,
	  "How many instructions the kernel executes more for one event or operation, counted by "
	  "QEMU. They are exact for a kernel image and a CPU model, and leave out what an "
	  "instruction costs: caches, branch and return prediction, traps, locks, how much of it "
	  "runs beside other work. fexit is 1.4 times fentry in instructions, and about 3 times "
	  "fentry in time on a CPU whose return predictor it unbalances. So a ratio of "
	  "instructions is no ratio of time." },
	{ EXPLAIN_TERM, "share", NULL,
	  "On the first page: what tracing adds, of what one operation takes without it, in the "
	  "unit of the column that leads." },
	{ EXPLAIN_TERM, "trust", "believed",
	  "On the first page, whether a run can be believed: yes, with care, or no, and for the "
	  "run the worst of its checks. Counts: with care where one is not linear, where fewer "
	  "than half of its chunks agree, its reloads or blocks lie more than half an instruction "
	  "apart, boots differ, or something else came into most of its passes, which are left "
	  "out. A/A: the farther end of the interval by which two baselines "
	  "differ (of a saturated receiver, in CPU time or throughput, the worse) is what the "
	  "machine shows nothing below; with care beyond "
	  "2 % (in traffic 5 %) or where 0 lies outside, no beyond 10 % (15 %). Delays: with care "
	  "where what comes back of a nanosecond reaches beyond 1 +- .02, no beyond 1 +- .2. "
	  "Blocks: with care below 6 or with more than a tenth excluded, no with more than half, "
	  "or where one configuration was measured after the other. Machine: with care where "
	  "others took more than a tenth of a CPU, or a hundredth was not given to it (steal)." },
	{ EXPLAIN_TERM, "emulated", "tcg",
	  "The guest ran under QEMU's emulator, for want of KVM. Its nanoseconds, and even the "
	  "order of mechanisms, are the emulator's; only counts of instructions carry over." },
	{ EXPLAIN_TERM, "busy", NULL,
	  "The share of the window in which the receiving process was on a CPU, by its process "
	  "clock." },
	{ EXPLAIN_TERM, "sleeps", NULL,
	  "Voluntary context switches of the receiver, per operation. When they fall with a "
	  "configuration, feedback is at work." },
	{ EXPLAIN_TERM, "selects", NULL,
	  "How often the receiver called select(), per operation: below one it finds several "
	  "waiting each time, which saves it system calls and hides cost. Counted beside "
	  "known delays with stats off, by a program that is attached in every window and takes "
	  "the same in each. iperf3 3.18 receives in a thread of its own, which "
	  "hardly ever calls select(), whatever it waits for." },
	{ EXPLAIN_TERM, "factors", "factor",
	  "What each part of a treatment adds to an operation, from all treatments that have it: "
	  "statistics (the window with them less that without, in one visit; that is their true "
	  "cost, which the kernel's own figure of a run does not have in it), a program over the "
	  "one that does nothing, and a mechanism with that one over the baseline. Where a part "
	  "adds more with one mechanism or program than with others, beyond chance among so many "
	  "comparisons, that is named: the parts do not simply add there. Counts of instructions "
	  "that are the same in every block are no estimates and have no interval." },
	{ EXPLAIN_TERM, "agreement", "together",
	  "Whether what the response curve predicts and what was measured agree for all programs "
	  "of a workload together: one test of the mean of their differences, in percent points of "
	  "the rate. Each program's own answer is often yes because its interval is wide; twenty "
	  "that lie on one side say more, but not twenty times more, as they share baselines and "
	  "curve. p at most .05: they do not agree, and either the direct cost or the curve does "
	  "not hold for this workload." },
	{ EXPLAIN_TERM, "curve", "response-curve",
	  "How a workload responds to known delays put into the hook, from none to many: `bpftax "
	  "curve`. It turns the direct cost of a program into what to expect of the workload, and "
	  "shows from which delay on the receiver is saturated." },
	{ EXPLAIN_TERM, "seed", NULL,
	  "Where the random order comes from. It is recorded; the same study with the same seed "
	  "makes the same visits in the same order." },
};
const size_t explanations_count = ARRAY_SIZE(explanations);
