// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/options.h"
#include "study/timing.h"
#include "study/delays.h"
#include "study/reading.h"
#include "study/words.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/units.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static int bitrate_check(const char *text, struct error *err)
{
	uint64_t bits_per_s;

	return bitrate_parse(text, &bits_per_s, err);
}

/* Counting alone is `exact`, time alone the absence of both: one form for each. */
static void exact_settle(struct study *study)
{
	if (!study->exact)
		return;
	word_list_clear(&study->timings);
}

static void timings_settle(struct study *study)
{
	study->exact = study->timings.count == 1 &&
		       !strcmp(study->timings.words[0], timing_word(TIMING_COUNTED));
	if (study->timings.count > 1)
		return;
	word_list_clear(&study->timings);
}

/* What is recorded beside a workload is a run of it: one block, as all are alike. */
static void anatomy_settle(struct study *study)
{
	const char *event = workload_of_kind(WORKLOAD_EVENT)->name;

	study->micro = study->workloads.count == 1 && !strcmp(study->workloads.words[0], event);
	study->blocks = study->micro ? 0 : 1;
	free(study->name);
	study->name = strdup(study->micro ? event : "anatomy");
}

/* Whoever names one wants these, and not somebody's objects alone. */
static void builtins_settle(struct study *study)
{
	study->builtins_named = true;
}

#define FIELD(field) .offset = offsetof(struct study, field)
#define READING(field) .of = OPTION_OF_READING, .offset = offsetof(struct reading, field)
#define RUN OPTION_FOR_RUN
#define REPORT OPTION_FOR_REPORT
#define RUNS OPTION_FOR_LIST
#define MICRO OPTION_FOR_MICRO
#define EXPORT OPTION_FOR_EXPORT
#define IMPORT OPTION_FOR_IMPORT
#define COMPARE OPTION_FOR_COMPARE
#define CURVE OPTION_FOR_CURVE
#define HISTORY OPTION_FOR_HISTORY
#define DOCTOR OPTION_FOR_DOCTOR
#define BISECT OPTION_FOR_BISECT
#define ATLAS OPTION_FOR_ATLAS
#define ANATOMY OPTION_FOR_ANATOMY
#define RESUME OPTION_FOR_RESUME
#define COST OPTION_FOR_COST
#define STORE_HELP "where runs are kept (default: $XDG_STATE_HOME/bpftax/bpftax.db)"
#define LATENCY_HELP "also what loading, attaching and detaching take"
#define NEVER OPTION_DIFFERS_NEVER
#define FREELY OPTION_DIFFERS_FREELY

/* clang-format off */
/* A setting of workloads is an option of two commands, each with its default. */
#define SETTING(place, ...) SETTING_AT_##place(__VA_ARGS__)
#define SETTING_ROWS(field, kind, name, letter, argument, run, curve, ...)                         \
	{ name, letter, argument, OPTION_##kind, FIELD(settings.field), RUN, true, run,            \
	  .setting = true, __VA_ARGS__ },                                                          \
	{ name, letter, argument, OPTION_##kind, FIELD(settings.field), CURVE, false, curve,       \
	  .setting = true, __VA_ARGS__ },
#define SETTING_WORDS(...) (const struct option_word[]){ __VA_ARGS__, { NULL, NULL } }

const struct option_row options_table[] = {
	/* where */
	{ "target", 't', "WHERE", OPTION_STRING, FIELD(target), RUN | MICRO | CURVE | DOCTOR, true, "vm", option_words_target,
	  .differs = NEVER, .help = "where to measure" },
	{ "kernel", 'k', "KERNEL", OPTION_LIST, FIELD(kernels), RUN | MICRO | CURVE | DOCTOR | ANATOMY | COST, true, "debian-6.12-cloud",
	  .repeats = true,
	  .help = "the guest's kernel: a name that `bpftax kernel list` shows, a pattern of such names (the "
		  "newest fetched of each), the path of a bzImage or vmlinux, or host; several, by commas or by "
		  "as many options, are measured one by one, those that count side by side" },
	{ "arch", 0, "LIST", OPTION_LIST, FIELD(architectures), RUN | MICRO | CURVE | DOCTOR | ANATOMY | COST, true,
	  .words = option_words_architecture, .omit_default = true,
	  .help = "the guest's architecture (default: this machine's); another one is emulated, and several are measured one by one" },
	{ "modules", 0, "DIR", OPTION_STRING, FIELD(modules), RUN | MICRO | CURVE | DOCTOR | ANATOMY | COST, true,
	  .help = "modules of the one kernel given as a path (default: those beside it: modules/ in its "
		  "directory, or lib/modules/V for boot/vmlinuz-V)" },
	{ "accel", 0, "HOW", OPTION_WORD, FIELD(accel), RUN | MICRO | CURVE | DOCTOR, true, "auto", option_words_accel,
	  .help = "what runs the guest" },
	{ "exact", 'e', NULL, OPTION_FLAG, FIELD(exact), RUN | MICRO, true, "no",
	  .settle = exact_settle,
	  .help = "count instructions, in an emulated guest: the same at every boot; the same as timing counted" },
	{ "timing", 0, "LIST", OPTION_LIST, FIELD(timings), RUN | MICRO, true, .words = option_words_timing,
	  .settle = timings_settle, .omit_default = true,
	  .help = "what is measured, or one after the other" },
	{ "boots", 0, "N", OPTION_UNSIGNED, FIELD(boots), RUN | MICRO | CURVE | ANATOMY | COST, true, "1", .min = 1, .max = 100,
	  .omit_default = true, .differs = FREELY, .help = "boots of each kernel, each measured by itself" },
	{ "jobs", 'j', "N", OPTION_UNSIGNED, FIELD(jobs), RUN | MICRO | ANATOMY | RESUME | COST, true, "0", .min = 0, .max = 256,
	  .omit_default = true, .differs = FREELY, .help = "guests at once where instructions are counted; 0: as many as there are CPUs and memory for" },
	{ "cpus", 0, "N", OPTION_UNSIGNED, FIELD(cpus), RUN | CURVE | DOCTOR, true, "0", .min = 0, .max = 256,
	  .help = "virtual CPUs of the guest; 0: 2, or 1 where instructions are counted" },
	{ "memory", 0, "SIZE", OPTION_MEMORY, FIELD(memory_mib), RUN | MICRO | CURVE | DOCTOR | ANATOMY | COST, true, "512M",
	  .min = 128, .max = 1048576, .help = "memory of the guest; a plain number is MiB" },
	{ "pin", 0, "HOW", OPTION_WORD, FIELD(pin), RUN | MICRO | CURVE | DOCTOR, true, "auto", option_words_pin,
	  .differs = NEVER, .help = "a CPU of their own for the guest's CPUs and for what receives and sends in it" },

	/* what */
	{ "workload", 'w', "LIST", OPTION_LIST, FIELD(workloads), RUN | CURVE, true,
	  .check = workload_word_check,
	  .help = "what runs meanwhile (`bpftax list workloads`; default: " WORKLOADS_BY_DEFAULT ")" },
	{ "mechanism", 'm', "LIST", OPTION_LIST, FIELD(mechanisms), RUN | DOCTOR, true,
	  "tracepoint,kprobe-int3,kprobe-fprobe,fentry,fexit", .check = mechanism_word_check,
	  .settle = builtins_settle, .help = "how programs are attached (`bpftax list mechanisms`), or all" },
	{ "program", 'p', "LIST", OPTION_LIST, FIELD(programs), RUN, true, "null,map",
	  .check = program_word_check, .settle = builtins_settle,
	  .help = "what is attached (`bpftax list programs`), all, or none but the delays" },
	{ "object", 0, "FILE", OPTION_LIST, FIELD(objects), RUN, true, .repeats = true, .omit_default = true,
	  .help = "the programs of an object (my.bpf.o), each attached where its section says, instead of the built-in "
		  "ones, or beside those that mechanism or program names; several objects, such as two versions of one, "
		  "by commas or by as many options, share their blocks" },
	{ "object", 0, "FILE", OPTION_LIST, FIELD(objects), COST, false, .repeats = true,
	  .help = "another object of BPF programs (my.bpf.o), the same as naming its FILE" },
	{ "set", 0, "NAME=VALUE", OPTION_LIST, FIELD(globals), RUN | COST | ANATOMY, true, .check = assignment_check,
	  .repeats = true, .omit_default = true,
	  .help = "a global variable of the objects (NAME.MEMBER in a struct, NAME[3] in an array) before they are "
		  "loaded: a whole number, true or false, a character, an enum's name, a text; or an option of the "
		  "kernel that they ask for (CONFIG_HZ=100)" },
	{ "map", 0, "NAME=N", OPTION_LIST, FIELD(map_sizes), RUN | COST | ANATOMY, true, .check = assignment_check,
	  .repeats = true, .omit_default = true,
	  .help = "how many entries a map of the objects has; of a ring buffer its bytes" },
	{ "fill", 0, "NAME=SHARE", OPTION_LIST, FIELD(map_fills), RUN | COST | ANATOMY, true, .check = assignment_check,
	  .repeats = true, .omit_default = true,
	  .help = "what of a map's entries is there before it is measured, as in flows=0.9, with random keys, or "
		  "flows=0.9:sequential" },
	{ "hook", 0, "PROGRAM=NAME", OPTION_LIST, FIELD(hooks), RUN | COST | ANATOMY, true, .check = assignment_check,
	  .repeats = true, .omit_default = true,
	  .help = "the function that a program of the objects hangs on, or CATEGORY/NAME of its tracepoint, instead of what "
		  "its section names, as its own loader would put it in" },
	{ "together", 0, NULL, OPTION_FLAG, FIELD(together), COST | ANATOMY, true, "no", .omit_default = true,
	  .help = "all programs of an object loaded and attached at once, with maps that they share, and measured as one" },
	{ "consumer", 0, "WHO", OPTION_WORD, FIELD(consumer), COST, true, "none", option_words_consumer,
	  .omit_default = true, .help = "who reads what the programs write to ring buffers and perf buffers" },
	{ "delays", 0, "LIST", OPTION_LIST, FIELD(delays), RUN, true, .check = delay_word_check,
	  .help = "known delays on the hook, in the same blocks, as in 0,500ns,2us; auto: from the "
		  "workload's own cost to well past saturation" },
	{ "stats", 0, "WHICH", OPTION_WORD, FIELD(statistics), RUN, true, "both", option_words_stats,
	  .help = "the kernel's own BPF statistics" },
	{ "stats-by", 0, "HOW", OPTION_WORD, FIELD(statistics_by), RUN | MICRO | CURVE, true, "fd",
	  option_words_stats_by, .differs = NEVER, .help = "what switches statistics" },
	{ "function", 'f', "NAME", OPTION_STRING, FIELD(function), RUN | CURVE | DOCTOR, true, STUDY_FUNCTION,
	  .check = function_word_check, .differs = NEVER, .help = "the kernel function that is traced" },
	{ "tracepoint", 0, "CATEGORY:NAME", OPTION_STRING, FIELD(tracepoint), RUN | CURVE | DOCTOR, true,
	  STUDY_TRACEPOINT, .check = tracepoint_word_check,
	  .differs = NEVER, .help = "the tracepoint, for mechanisms that need one" },

	/* how */
	{ "protocol", 0, "NAME", OPTION_WORD, FIELD(protocol), RUN, true, "switch",
	  option_words_protocol, .differs = NEVER, .help = "how it is measured" },
#define SETTING_AT_HOW(...) SETTING_ROWS(__VA_ARGS__)
#define SETTING_AT_OWN(...)
#include "study/setting_list.h"
#undef SETTING_AT_HOW
#undef SETTING_AT_OWN
	{ "samples", 'n', "N", OPTION_UNSIGNED, FIELD(samples), RUN, true, "10",
	  .min = 1, .max = 100000, .differs = FREELY, .help = "with protocol restart: samples a configuration" },
	{ "window", 0, "TIME", OPTION_DURATION, FIELD(window_ns), RUN | CURVE, true, "0",
	  .differs = NEVER, .help = "length of one window or sample; 0: what suits the workload" },
	{ "pilot", 0, "WHETHER", OPTION_WORD, FIELD(pilot), RUN, true, "auto", option_words_pilot,
	  .differs = FREELY, .help = "with window 0: how window and settling time are found" },
	{ "blocks", 'b', "N", OPTION_UNSIGNED, FIELD(blocks), RUN | CURVE, true, "0",
	  .min = 0, .max = 10000, .differs = FREELY, .help = "blocks a workload; 0: as many as the budget allows, 60 without a budget" },
	{ "budget", 0, "TIME", OPTION_DURATION, FIELD(budget_ns), RUN, true, "7m",
	  .differs = FREELY, .help = "with protocol switch: how long the run takes, boots and pilots included; where "
		  "instructions are counted as well, what is timed gets half of it at least; 0: no limit" },
	{ "precision", 0, "PCT", OPTION_PERCENT, FIELD(precision_percent), RUN, true, "0",
	  .differs = FREELY, .help = "end a workload when no interval is wider than so many percent either way: a look "
		  "every 10 blocks from 30, rarer from 400; budget and blocks end it as well; 0: never" },
	{ "equivalence", 0, "PCT", OPTION_PERCENT, FIELD(equivalence_percent), RUN, true, "0",
	  .help = "bound, declared before the run, within which an effect counts as none; 0: no bound" },
	{ "seed", 0, "N", OPTION_SEED, FIELD(seed), RUN | MICRO | CURVE | ANATOMY | COST, true,
	  .differs = FREELY, .help = "of the random order (default: drawn at random, and recorded)" },

	/* the workloads' own */
#define SETTING_AT_HOW(...)
#define SETTING_AT_OWN(...) SETTING_ROWS(__VA_ARGS__)
#include "study/setting_list.h"
#undef SETTING_AT_HOW
#undef SETTING_AT_OWN

	/* record and output */
	{ "label", 0, "TEXT", OPTION_STRING, FIELD(label), RUN | MICRO | CURVE | ANATOMY | COST, true,
	  .differs = FREELY, .help = "a note that is kept with the run" },
	{ "store", 0, "FILE", OPTION_STRING, FIELD(store), RUN | MICRO | CURVE | ANATOMY | RESUME | COST, true,
	  .differs = FREELY, .help = STORE_HELP },
	{ "format", 0, "FORMAT", OPTION_STRING, FIELD(format), RUN | MICRO | CURVE | RESUME | COST, true, "text",
	  option_words_format, .differs = FREELY, .help = "how it is printed" },
	{ "quiet", 'q', NULL, OPTION_FLAG, FIELD(quiet), RUN | MICRO | CURVE | DOCTOR | ANATOMY | RESUME | COST, true, "no",
	  .differs = FREELY, .help = "no progress" },

	/* micro: its own defaults */
	{ "cpus", 0, "N", OPTION_UNSIGNED, FIELD(cpus), MICRO, false, "1", .min = 1, .max = 256,
	  .help = "virtual CPUs of the guest" },
	{ "mechanism", 'm', "LIST", OPTION_LIST, FIELD(mechanisms), MICRO, false,
	  "tracepoint,kprobe-int3,kprobe-fprobe,fentry,fexit", .check = mechanism_word_check,
	  .help = "how programs are attached (`bpftax list mechanisms`), or all" },
	{ "program", 'p', "LIST", OPTION_LIST, FIELD(programs), MICRO, false, "null",
	  .check = program_word_check,
	  .help = "what is attached (`bpftax list programs`), or all" },
	{ "stats", 0, "WHICH", OPTION_WORD, FIELD(statistics), MICRO, false, "off", option_words_stats,
	  .help = "the kernel's own BPF statistics" },
	{ "reloads", 'n', "N", OPTION_UNSIGNED, FIELD(reloads), MICRO | COST, false, "0",
	  .min = 0, .max = 10000,
	  .differs = FREELY, .help = "how often each program is loaded afresh; 0: 20, or 3 with --exact" },
	{ "trigger", 0, "NAME", OPTION_STRING, FIELD(trigger), MICRO, false,
	  .help = "what makes the event happen (default: the best that the kernel has)" },
	{ "threads", 0, "LIST", OPTION_LIST, FIELD(threads), MICRO, false,
	  .check = threads_word_check,
	  .help = "the same event on so many CPUs at once, as in 2,4; one CPU is always measured" },
	{ "programs-on-hook", 0, "LIST", OPTION_LIST, FIELD(programs_on_hook), MICRO, false,
	  .check = programs_on_hook_word_check,
	  .help = "so many of the same program on one hook, as in 2,4,8; one is always measured" },
	{ "functions", 0, "LIST", OPTION_LIST, FIELD(functions), MICRO | COST, false,
	  .check = functions_word_check,
	  .help = "also attached to so many functions at once, the event's own and others that do not run in it, as in "
		  "100,1000; or to all that fit a pattern, as in 'vfs_*'" },
	{ "latency", 0, NULL, OPTION_FLAG, FIELD(latency), MICRO | COST, false, "no",
	  .help = LATENCY_HELP },
	{ "anatomy", 0, NULL, OPTION_FLAG, FIELD(anatomy), MICRO, false, "no", .differs = FREELY,
	  .help = "with --exact: also which functions the instructions of an event are in" },
	{ "anatomy", 0, NULL, OPTION_FLAG, FIELD(anatomy), COST, false, "no", .differs = FREELY,
	  .help = "also which functions, of the kernel and of the program, the instructions of an event are in: "
		  "`bpftax anatomy` shows it" },
	{ "budget", 0, "TIME", OPTION_DURATION, FIELD(budget_ns), MICRO, false, "50s",
	  .help = "how long it takes, boots included (with --exact: measuring alone); "
		  "the last reloads are left out when it is over; 0: no limit" },

	/* anatomy: what it shares with micro, and its own */
	{ "workload", 'w', "LIST", OPTION_LIST, FIELD(workloads), ANATOMY, false,
	  .check = recorded_workload_word_check, .settle = anatomy_settle,
	  .help = "whose event, of those in which nothing but that is measured (`bpftax list workloads`; default: "
		  "the event alone)" },
	{ "mechanism", 'm', "LIST", OPTION_LIST, FIELD(mechanisms), ANATOMY, false, "fentry",
	  .check = mechanism_word_check, .settle = builtins_settle,
	  .help = "how programs are attached (`bpftax list mechanisms`), or all" },
	{ "program", 'p', "LIST", OPTION_LIST, FIELD(programs), ANATOMY, false, "null",
	  .check = program_word_check, .settle = builtins_settle,
	  .help = "what is attached (`bpftax list programs`), or all" },
	{ "object", 0, "FILE", OPTION_LIST, FIELD(objects), ANATOMY, false, .repeats = true,
	  .help = "the programs of an object (my.bpf.o), instead of built-in ones, or beside those that --mechanism or "
		  "--program names; may be given several times" },
	{ "trigger", 0, "NAME", OPTION_STRING, FIELD(trigger), ANATOMY, false,
	  .help = "what makes the event happen (default: the best that the kernel has)" },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), ANATOMY, false, "text",
	  option_words_anatomy_format, .help = "how it is printed" },

	/* curve: its own defaults */
	{ "mechanism", 'm', "NAME", OPTION_LIST, FIELD(mechanisms), CURVE, false, "fentry",
	  .check = mechanism_word_check, .help = "how the delays are attached" },
	{ "delays", 'd', "LIST", OPTION_LIST, FIELD(delays), CURVE, false, "auto",
	  .check = delay_word_check,
	  .help = "as in 0,500ns,2us; auto: from the workload's own cost to well past saturation" },
	{ "budget", 0, "TIME", OPTION_DURATION, FIELD(budget_ns), CURVE, false, "4m",
	  .help = "how long it takes, boots and pilots included; 0: no limit" },

	/* what reads: the store, and what is shown of it */
	{ "store", 0, "FILE", OPTION_STRING, READING(store),
	  REPORT | RUNS | EXPORT | IMPORT | COMPARE | HISTORY | ATLAS, false, .help = STORE_HELP },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), REPORT | RUNS, false, "text",
	  option_words_format, .help = "how it is printed" },
	{ "full", 0, NULL, OPTION_FLAG, READING(full), RUN | REPORT | MICRO | CURVE | RESUME | COST, false, "no",
	  .help = "as text: every table and sentence, instead of the page that sums them up" },
	{ "latency", 0, NULL, OPTION_FLAG, READING(latency), REPORT, false, "no",
	  .help = LATENCY_HELP },

	/* compare */
	{ "metric", 0, "NAME", OPTION_STRING, READING(metric), COMPARE | HISTORY, false,
	  .help = "what is compared (default: " WORKLOADS_ARE_JUDGED_BY ")" },
	{ "gate", 'g', "RULES", OPTION_STRING, READING(gate), COMPARE, false,
	  .help = "bounds on what may become dearer, such as 'fentry-*: +5%' or "
		  "'*: +3 instructions; ...', or on what it may cost in B, as in '<= 135 instructions', "
		  "or a file of them" },
	{ "gate", 'g', "RULES", OPTION_STRING, READING(gate), MICRO, false,
	  .help = "bounds on what it may cost, such as 'fentry-null: <= 135 instructions; ...', or a "
		  "file of them" },
	{ "gate", 'g', "RULES", OPTION_STRING, READING(gate), COST, false,
	  .help = "bounds on what a program may cost, such as '*: <= 300 instructions', or with --against "
		  "on what it may cost more, '*: +0 instructions; ...', or a file of them" },
	{ "against", 0, "FILE", OPTION_STRING, READING(against), COST, false,
	  .help = "an object of before, measured on the same kernels first: program is held against "
		  "program of the same name, and what is printed is the difference" },
	{ "inconclusive", 0, "EFFECT", OPTION_WORD, READING(inconclusive), COMPARE | MICRO | COST, false, "pass",
	  option_words_inconclusive, .help = "what a gate does whose bound lies in the interval" },
	{ "skip-status", 0, "N", OPTION_UNSIGNED, READING(skip_status), MICRO, false, "0", .min = 0, .max = 255,
	  .help = "with a gate: the exit status where it cannot tell, as what it names was not measured, is "
		  "inconclusive, or the command or machine is at fault; git bisect takes 125 (docs/bisect.md)" },
	{ "strict", 0, NULL, OPTION_FLAG, READING(strict), COMPARE, false, "no",
	  .help = "refuse runs of different machines, settings or versions" },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), COMPARE, false, "text",
	  option_words_compare_format, .help = "how it is printed" },

	/* history */
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), HISTORY, false, "text",
	  option_words_history_format, .help = "how it is printed" },
	{ "figure", 0, "FILE", OPTION_STRING, READING(figure), HISTORY, false,
	  .help = "also draw it, by gnuplot, as SVG" },

	/* atlas */
	{ "program", 'p', "LIST", OPTION_LIST, READING(programs), ATLAS, false,
	  .check = program_word_check, .repeats = true,
	  .help = "of these programs alone (default: of all that were counted)" },
	{ "arch", 0, "LIST", OPTION_LIST, READING(architectures), ATLAS, false,
	  .words = option_words_architecture, .repeats = true,
	  .help = "of kernels of these architectures alone (default: of all)" },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), ATLAS, false, "text",
	  option_words_atlas_format, .help = "how it is printed" },

	/* doctor */
	{ "json", 0, NULL, OPTION_FLAG, READING(json), DOCTOR, false, "no",
	  .help = "the same as --format json" },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), DOCTOR, false, "text",
	  option_words_doctor_format, .help = "how it is printed" },

	/* bisect: what it shares with micro, and its own */
	{ "trigger", 0, "NAME", OPTION_STRING, FIELD(trigger), BISECT, false,
	  .help = "what makes the event happen (default: the best that each kernel has; only costs "
		  "with one trigger are compared)" },
	{ "jobs", 'j', "N", OPTION_UNSIGNED, FIELD(jobs), BISECT, false, "0", .min = 0, .max = 256,
	  .help = "guests at once; 0: as many as there are CPUs and memory for" },
	{ "memory", 0, "SIZE", OPTION_MEMORY, FIELD(memory_mib), BISECT, false, "512M",
	  .min = 128, .max = 1048576, .help = "memory of the guest; a plain number is MiB" },
	{ "arch", 0, "ARCH", OPTION_LIST, FIELD(architectures), BISECT, false,
	  .words = option_words_architecture,
	  .help = "the kernels' architecture (default: this machine's); another one is emulated" },
	{ "store", 0, "FILE", OPTION_STRING, FIELD(store), BISECT, false, .help = STORE_HELP },
	{ "quiet", 'q', NULL, OPTION_FLAG, FIELD(quiet), BISECT, false, "no", .help = "no progress" },
	{ "from", 0, "KERNEL", OPTION_STRING, READING(from), BISECT, false,
	  .help = "the older end, NAME or NAME=VERSION; needed" },
	{ "to", 0, "KERNEL", OPTION_STRING, READING(to), BISECT, false,
	  .help = "the newer end, of the same flavour; needed" },
	{ "rc", 0, NULL, OPTION_FLAG, READING(release_candidates), BISECT, false, "no",
	  .help = "also release candidates" },
	{ "format", 0, "FORMAT", OPTION_STRING, READING(format), BISECT, false, "text",
	  option_words_bisect_format, .help = "how it is printed" },

	{ "output", 'o', "FILE", OPTION_STRING, READING(output), EXPORT, false,
	  .help = "write to FILE, whole or not at all, instead of standard output" },
	{ "samples", 0, NULL, OPTION_FLAG, READING(samples_raw), REPORT, false, "no",
	  .help = "every raw sample instead of the tables" },
	{ "cell", 0, "N", OPTION_STRING, READING(cell), REPORT, false,
	  .help = "of a run of several kernels or boots, this cell alone, as if there were no other" },
	{ "figures", 0, "DIR", OPTION_STRING, READING(figures), REPORT, false,
	  .help = "also the figures as SVG files in a new directory, with their data (needs gnuplot)" },
};
/* clang-format on */
const size_t options_table_count = ARRAY_SIZE(options_table);

const struct option_row *option_find(const char *name, unsigned int commands)
{
	for (size_t i = 0; i < options_table_count; i++)
		if ((options_table[i].commands & commands) && !strcmp(options_table[i].name, name))
			return &options_table[i];
	return NULL;
}

enum option_differs option_differs_of(const char *key)
{
	const struct option_row *row = option_find(key, RUN | MICRO | CURVE);

	return row ? row->differs : OPTION_DIFFERS_TOLD;
}

const char *option_nearest(const char *name, unsigned int commands)
{
	const char *names[ARRAY_SIZE(options_table)];

	for (size_t i = 0; i < options_table_count; i++)
		names[i] = options_table[i].commands & commands ? options_table[i].name : NULL;
	return text_nearest(name, names, options_table_count);
}
