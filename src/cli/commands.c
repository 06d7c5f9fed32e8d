// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of commands. */
#include "cli/command.h"
#include "cli/cmd_kernel.h"
#include "cli/note.h"
#include "cli/report/report_commands.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "study/options.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

const struct command commands[] = {
	{
	    .name = "run",
	    .arguments = "[STUDY]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_RUN,
	    .prints_study = true,
	    .summary = "Run a study, keep its samples and report on it.",
	    .details =
		"STUDY is a study file (INI), or the name of one that came along "
		"(udp-recvmsg, original); without it the default study runs.  Every "
		"option is also a key of study files; what is typed here wins.  With --object the "
		"programs of your own object are measured instead of the built-in ones, or beside "
		"those that --mechanism or --program names.\n\n"
		"Times are written as 250ms, 2s or 5m; lists by commas.\n\n"
		"Exit status: 0 all was measured, or cannot be on this kernel or on one of "
		"several; 1 something did not fire or failed, a mechanism that was asked "
		"for is on no kernel of the run, or the run was interrupted; 2 usage; 3 the "
		"machine cannot do it.",
	    .run = cmd_run,
	},
	{
	    .name = "micro",
	    .arguments = "",
	    .option_command = OPTION_FOR_MICRO,
	    .summary = "Measure what one event costs, in nanoseconds or exact instructions.",
	    .details =
		"A trigger makes the event happen thousands of times with and without the "
		"program; every program is loaded afresh 20 times, in random order.\n\n"
		"With --exact an emulated guest counts instructions, the same number at "
		"every boot and on every machine.  Several kernels, and several boots of each, "
		"are one run; of two kernels that count the difference is printed.\n\n"
		"A gate's rules bound the costs themselves (`fentry-null: <= 135 instructions`); "
		"the exit status is then the gate's, and what no rule names does not count.\n\n"
		"Exit status: 0 all was measured, or cannot be on this kernel or on one of "
		"several; 1 something failed, a mechanism that was asked for is on no kernel of "
		"the run, or the run was interrupted; 2 usage; 3 the machine cannot do it.  With "
		"--gate: 0 it passed; 1 it failed, or something that it names was not measured.",
	    .run = cmd_micro,
	},
	{
	    .name = "resume",
	    .arguments = "[RUN]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_RESUME,
	    .summary = "Go on with a run that was interrupted or killed.",
	    .details =
		"RUN is the beginning of a run's id (`bpftax list runs`); without it the newest "
		"run goes on.  It has the study and the plan that it was begun with.  Cells that "
		"are done are left alone, those that failed are tried again.  The block that was "
		"cut off stays in the store and out of every estimate, and is measured again "
		"under a new number: no block spans two boots.\n\n"
		"Exit status: as that of `bpftax run`; 2 also when the run came to its end, is "
		"under way in another process, or its kernel is now another one.",
	    .run = cmd_resume,
	},
	{
	    .name = "cost",
	    .arguments = "FILE...",
	    .arguments_max = SIZE_MAX,
	    .option_command = OPTION_FOR_COST,
	    .summary = "Count what each program of your own object costs an event, on any kernel.",
	    .details =
		"FILE is an object of BPF programs (my.bpf.o).  In an emulated guest each program "
		"is loaded, attached where its section says, and its hook is made to run, by a "
		"loop in the kernel or by system calls; the instructions of an event are counted "
		"with and without it, the same number at every boot and on every machine.  It is "
		"loaded afresh three times.  No privilege is needed.  With --anatomy also which "
		"functions, of the kernel and of the program, they are in, for `bpftax "
		"anatomy`.\n\n"
		"What does not load, or is not attached, is told with the verifier's reason; other "
		"programs and kernels go on.  A program whose hook nothing here runs is "
		"no-workload: what the verifier took is known, and what it costs is not.  So is "
		"one of a section that is not attached here (perf_event, sk_msg and others).  One "
		"that is "
		"meant for a program of user space (uprobe, usdt and their kin) hangs on a probe "
		"point of bpftax's own, which is said before its figure.  Where packets are "
		"received, or other tasks run, the instructions are a range.\n\n"
		"Exit status: 0 each program loads on one of the kernels at least, and is attached "
		"if its section is, which is not to say that each has a cost (no-workload); 1 one "
		"does not, or something failed, or a gate did; 2 usage, or a file that is no such "
		"object; 3 the machine cannot do it.",
	    .run = cmd_cost,
	},
	{
	    .name = "bisect",
	    .arguments = "RULES",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_BISECT,
	    .summary = "Find the kernel packages between which a cost stepped.",
	    .details =
		"RULES are written as for gates, each with a configuration's name or a pattern of "
		"names: "
		"'kprobe-fprobe-null: +5 instructions' looks for steps of more than that, up or "
		"down, '<= 300 instructions' for where a bound is crossed.  Exact instructions are "
		"counted as by `bpftax micro --exact`: first in the newest kernel of each series "
		"from one end to the other, then within each step, halving, with packages fetched "
		"as they are needed.  What the store has of the same agent, emulator and settings "
		"is not measured again.\n\n"
		"Exit status: 0 each step lies between two neighbours; 1 something between could "
		"not be measured, or it was interrupted; 2 usage; 3 the machine or the archive "
		"cannot do it.",
	    .run = cmd_bisect,
	},
	{
	    .name = "anatomy",
	    .arguments = "[RUN]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_ANATOMY,
	    .summary = "Show which functions the instructions of an event are in.",
	    .details =
		"Counts an event as `bpftax micro --exact` does, and records in the emulator what "
		"runs: by function, with loads, stores and taken branches beside, and in the order "
		"of "
		"one event.  Of two kernels, or else two mechanisms or programs, what is new, "
		"gone, "
		"longer and shorter adds up to the difference of their figures.  With --workload "
		"the event is an operation of that workload, counted as by `bpftax run --exact`, "
		"or of both, one beside the other.  RUN is the "
		"beginning "
		"of the id of a run that was recorded, also by `bpftax micro --exact --anatomy` or "
		"`bpftax cost FILE --anatomy`.  With --object it is each program of somebody's own "
		"object, whose functions have rows of their own.  "
		"docs/anatomy.md has the rules by which functions belong to layers.\n\n"
		"Exit status: as of `bpftax micro`.",
	    .run = cmd_anatomy,
	},
	{
	    .name = "curve",
	    .arguments = "",
	    .option_command = OPTION_FOR_CURVE,
	    .summary = "Show how a workload responds to known delays, and where it saturates.",
	    .details = "One program on the hook spends a known time, changed from window to window "
		       "while traffic flows; nothing is attached or detached between. Each delay's "
		       "own cost is "
		       "measured by udp-drain in the same boot.\n\n"
		       "Exit status: as of `bpftax run`.",
	    .run = cmd_curve,
	},
	{
	    .name = "doctor",
	    .arguments = "",
	    .option_command = OPTION_FOR_DOCTOR,
	    .summary = "Say what of a machine would spoil a measurement, and how to mend it.",
	    .details = "Looks at this machine and at the kernel under test, measures the noise of "
		       "ten seconds, and says what the default study could see there in 1, 5 and "
		       "15 minutes of measuring; boots, pilots and counting come on top "
		       "(docs/environment.md).  Who else hangs on a hook is looked for "
		       "where --mechanism, --function and --tracepoint say.\n\n"
		       "Exit status: 0 fine; 1 warnings; 2 usage; 3 nothing can be measured.",
	    .run = cmd_doctor,
	},
	{
	    .name = "report",
	    .arguments = "[RUN]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_REPORT,
	    .summary = "Report on a stored run.",
	    .details = "RUN is the beginning of a run's id (`bpftax list runs`); without it the "
		       "newest run is reported on.  A run of several kernels or boots is reported "
		       "on by kernel first, then cell by cell.  Needs neither root nor a kernel.",
	    .run_options = cmd_report,
	},
	{
	    .name = "compare",
	    .arguments = "A [B]",
	    .arguments_max = 2,
	    .option_command = OPTION_FOR_COMPARE,
	    .summary = "Compare what tracing costs in two stored runs; gate on it.",
	    .details = "A and B are beginnings of runs' ids; without B it is the newest run.  A "
		       "gate fails when the interval of a "
		       "difference lies beyond its bound, passes when it lies within, and is "
		       "inconclusive otherwise.  Percent is of a micro run's cost, and elsewhere "
		       "of the operation with the program attached.  The first rule that fits a "
		       "configuration, WORKLOAD/CONFIGURATION or "
		       "KERNEL/WORKLOAD/CONFIGURATION is its rule.  Kernels are held against those "
		       "of the same release, architecture and timing; of several timed boots each "
		       "counts once, and two a side hardly ever tell.\n\n"
		       "Exit status: 0 compared, and no gate failed; 1 a gate failed; 2 usage; 3 "
		       "the store cannot be read.",
	    .run_options = cmd_compare,
	},
	{
	    .name = "history",
	    .arguments = "[CONFIGURATION]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_HISTORY,
	    .summary = "Show what tracing cost over all stored runs, and where that changed.",
	    .details =
		"CONFIGURATION is a pattern of the shell for a configuration's name, or for "
		"WORKLOAD/CONFIGURATION, with KERNEL/ before that if it is of one kernel "
		"(debian-6.12-cloud/udp-drain/*); without it there is one row for each.  Only "
		"runs "
		"that are alike stand in one history: the newest says what that is, and the "
		"others are named with the reason.",
	    .run_options = cmd_history,
	},
	{
	    .name = "atlas",
	    .arguments = "",
	    .option_command = OPTION_FOR_ATLAS,
	    .summary = "Show what an event costs in instructions, kernel by kernel.",
	    .details =
		"Of all stored runs that counted (`bpftax micro --exact`), the newest number of "
		"each kernel, mechanism, program and trigger: mechanisms down, kernels across, "
		"with the step from the kernel before.  A row has one trigger and one hook; a "
		"kernel that has not these is in a row of its own.  Numbers by another agent or "
		"QEMU than the newest are marked.\n\n"
		"Exit status: 0 shown; 2 usage, or nothing was counted yet; 3 the store cannot be "
		"read.",
	    .run_options = cmd_atlas,
	},
	{
	    .name = "export",
	    .arguments = "[RUN]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_EXPORT,
	    .summary = "Write a stored run to a file that `bpftax import` reads.",
	    .details = "RUN is the beginning of a run's id (`bpftax list runs`); without it the "
		       "newest run.  The file is JSON lines (docs/export.md).",
	    .run_options = cmd_export,
	},
	{
	    .name = "import",
	    .arguments = "FILE...",
	    .arguments_max = SIZE_MAX,
	    .option_command = OPTION_FOR_IMPORT,
	    .summary = "Take exported runs into the store.",
	    .details = "Each file goes in as a whole or not at all; a run that is there already "
		       "stays as it is.",
	    .run_options = cmd_import,
	},
	{
	    .name = "list",
	    .arguments = "mechanisms|programs|workloads|studies|kernels|runs",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_LIST,
	    .summary = "List what there is to choose from.",
	    .run_options = cmd_list,
	},
	{
	    .name = "explain",
	    .arguments = "[CONFIGURATION|TERM]",
	    .arguments_max = 1,
	    .summary = "Say what a word of a report means.",
	    .details = "CONFIGURATION is a name as in reports, such as fentry-map-stat; TERM a "
		       "mechanism, a program, a workload, a status, a verdict or a term.  Without "
		       "an argument it lists what can be explained.",
	    .run_options = cmd_explain,
	},
	{
	    .name = "kernel",
	    .arguments = "fetch|list|rm [KERNEL...]",
	    .summary = "Fetch, list and remove guest kernels.",
	    .details = "`fetch` downloads with apt into the user's cache, `list` shows what has "
		       "been fetched and what can be, `list --available` every package that the "
		       "archive has, in all of its suites (of these KERNELs), `rm` removes from "
		       "the cache.  KERNEL is NAME, NAME=VERSION or a pattern of names; a NAME is "
		       "debian-SERIES, with -FLAVOUR where it has one, such as debian-6.12-cloud, "
		       "or debian-newest-FLAVOUR.  Where a series stands in several suites a NAME "
		       "means that of this machine's own sources.  With --arch all is about "
		       "kernels of that architecture.",
	    .run_words = cmd_kernel,
	},
};
const size_t commands_count = ARRAY_SIZE(commands);

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < commands_count; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

const char *command_nearest(const char *name)
{
	const char *known[ARRAY_SIZE(commands) + 1] = { "help" };

	for (size_t i = 0; i < commands_count; i++)
		known[i + 1] = commands[i].name;
	return text_nearest(name, known, ARRAY_SIZE(known));
}

int print_error(const struct error *err)
{
	note("%s", err->text);
	return err->kind;
}
