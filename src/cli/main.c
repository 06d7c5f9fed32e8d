// SPDX-License-Identifier: GPL-2.0-or-later
/* The program: finds the command and hands over. */
#include "cli/cmd_kernel.h"
#include "cli/command_line.h"
#include "cli/report/report_output.h"
#include "cli/report/report_commands.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct command commands[] = {
	{
	    .name = "run",
	    .arguments = "[STUDY]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_RUN,
	    .prints_study = true,
	    .summary = "Run a study, keep its samples and report on it.",
	    .details = "STUDY is a study file (INI), or the name of one that came along "
		       "(udp-recvmsg, original); without it the default study runs.  Every "
		       "option is also a key of study files; what is typed here wins.\n\n"
		       "Times are written as 250ms, 2s or 5m; lists by commas.\n\n"
		       "Exit status: 0 all was measured, or cannot be on this kernel; 1 something "
		       "did not fire or failed, a mechanism that was asked for is not there, or "
		       "the run was interrupted; 2 usage; 3 the machine cannot do it.",
	    .run = cmd_run,
	},
	{
	    .name = "micro",
	    .arguments = "",
	    .option_command = OPTION_FOR_MICRO,
	    .summary = "Measure what one event costs, in nanoseconds or exact instructions.",
	    .details = "A trigger makes the event happen thousands of times with and without the "
		       "program; every program is loaded afresh 20 times, in random order.\n\n"
		       "With --exact an emulated guest counts instructions, the same number at "
		       "every boot and on every machine; --kernel may then be given twice, and the "
		       "difference is printed.\n\n"
		       "Exit status: 0 all was measured, or cannot be on this kernel; 1 something "
		       "failed, a mechanism that was asked for is not there, or the run was "
		       "interrupted; 2 usage; 3 the machine cannot do it.",
	    .run = cmd_micro,
	},
	{
	    .name = "report",
	    .arguments = "[RUN]",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_REPORT,
	    .summary = "Report on a stored run.",
	    .details = "RUN is the beginning of a run's id (`bpftax list runs`); without it the "
		       "newest run is reported on.  Needs neither root nor a kernel.",
	    .run_options = cmd_report,
	},
	{
	    .name = "compare",
	    .arguments = "A B",
	    .arguments_max = 2,
	    .option_command = OPTION_FOR_COMPARE,
	    .summary = "Compare what tracing costs in two stored runs; gate on it.",
	    .details = "A and B are beginnings of runs' ids.  A gate fails when the interval of a "
		       "difference lies beyond its bound, passes when it lies within, and is "
		       "inconclusive otherwise.  Percent is of a micro run's cost, and elsewhere "
		       "of the operation with the program attached.  The first rule that fits a "
		       "configuration, or "
		       "WORKLOAD/CONFIGURATION, is its rule.\n\n"
		       "Exit status: 0 compared, and no gate failed; 1 a gate failed; 2 usage; 3 "
		       "the store cannot be read.",
	    .run_options = cmd_compare,
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
	    .arguments = "mechanisms|programs|workloads|kernels|runs",
	    .arguments_max = 1,
	    .option_command = OPTION_FOR_LIST,
	    .summary = "List what there is to choose from.",
	    .run_options = cmd_list,
	},
	{
	    .name = "kernel",
	    .summary = "Fetch, list and remove guest kernels.",
	    .run_words = cmd_kernel,
	},
};

int print_error(const struct error *err)
{
	fprintf(stderr, "bpftax: %s\n", err->text);
	return err->kind;
}

static void print_help(FILE *stream)
{
	fputs(
	    "Usage: bpftax COMMAND [OPTION...]\n"
	    "Measures what BPF tracing costs: per event, per workload, for every way of attaching "
	    "a\nprogram.\n\n",
	    stream);
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(stream, "  %-8s %s\n", commands[i].name, commands[i].summary);
	fputs(
	    "  help     Explain a command: bpftax help COMMAND.\n\n"
	    "bpftax COMMAND --help lists the options of a command; bpftax --version the version.\n",
	    stream);
}

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static int refuse_command(const char *name)
{
	const char *known[ARRAY_SIZE(commands) + 1] = { "help" };
	const char *what = name[0] == '-' ? "option" : "command";
	const char *nearest;

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		known[i + 1] = commands[i].name;
	nearest = name[0] == '-' ? NULL : text_nearest(name, known, ARRAY_SIZE(known));
	if (nearest)
		fprintf(stderr, "bpftax: unknown command '%s'; did you mean '%s'?\n", name,
			nearest);
	else
		fprintf(stderr, "bpftax: unknown %s '%s'; `bpftax --help` lists the commands\n",
			what, name);
	return ERROR_USAGE;
}

static int help_command(const char *name)
{
	const struct command *command;

	if (!name) {
		print_help(stdout);
		return 0;
	}
	command = command_find(name);
	if (!command)
		return refuse_command(name);
	if (command->run_words)
		return command->run_words(2, (char *[]){ (char *)name, "--help", NULL });
	return command_line_help(command) < 0 ? ERROR_ENVIRONMENT : 0;
}

static int run_options(const struct command_line *line)
{
	struct study options;
	struct error err = { 0 };
	int status;

	study_init(&options);
	status =
	    command_line_apply(line, &options, &err) < 0
		? print_error(&err)
		: line->command->run_options(&options, (int)line->arguments_count, line->arguments);
	study_free(&options);
	return status;
}

static int run_line(const struct command_line *line)
{
	if (line->help)
		return help_command(line->command->name);
	return line->command->run ? line->command->run(line) : run_options(line);
}

static int run_command(const struct command *command, int argc, char **argv)
{
	struct command_line line;
	struct error err = { 0 };
	int status;

	if (command->run_words)
		return command->run_words(argc - 1, argv + 1);
	if (command_line_parse(command, argc, argv, &line, &err) < 0)
		return print_error(&err);
	status = run_line(&line);
	command_line_free(&line);
	return status;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
	return !strcmp(word, a) || !strcmp(word, b);
}

static int dispatch(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_help(stderr);
		return ERROR_USAGE;
	}
	if (is_one_of(argv[1], "--help", "-h"))
		return help_command(NULL);
	if (!strcmp(argv[1], "help"))
		return help_command(argv[2]);
	if (is_one_of(argv[1], "--version", "-V")) {
		puts("bpftax " BPFTAX_VERSION);
		return 0;
	}
	command = command_find(argv[1]);
	return command ? run_command(command, argc, argv) : refuse_command(argv[1]);
}

/* A report that did not reach its file is no success. */
static int finish_output(int status)
{
	if ((!ferror(stdout) && !fflush(stdout)) || stdout_is_closed_pipe())
		return status;
	fprintf(stderr, "bpftax: cannot write the output: %s\n", strerror(errno));
	return ERROR_ENVIRONMENT;
}

int main(int argc, char **argv)
{
	return finish_output(dispatch(argc, argv));
}
