// SPDX-License-Identifier: GPL-2.0-or-later
/* The program: finds the command and hands over. */
#include "cli/command.h"
#include "cli/command_help.h"
#include "cli/command_line.h"
#include "cli/note.h"
#include "cli/report/report_output.h"
#include "cli/skip_status.h"
#include "study/reading_fields.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void print_help(FILE *stream)
{
	fputs(
	    "Usage: bpftax COMMAND [OPTION...]\n"
	    "Measures what BPF tracing costs: per event, per workload, for every way of attaching "
	    "a\nprogram.\n\n",
	    stream);
	for (size_t i = 0; i < commands_count; i++)
		fprintf(stream, "  %-8s %s\n", commands[i].name, commands[i].summary);
	fputs(
	    "  help     Explain a command: bpftax help COMMAND.\n\n"
	    "bpftax COMMAND --help lists the options of a command; bpftax --version the version.\n",
	    stream);
}

static int refuse_command(const char *name)
{
	const char *what = name[0] == '-' ? "option" : "command";
	const char *nearest = name[0] == '-' ? NULL : command_nearest(name);

	if (nearest)
		note("unknown command '%s'; did you mean '%s'?", name, nearest);
	else
		note("unknown %s '%s'; `bpftax --help` lists the commands", what, name);
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
	return command_help_print(command, stdout) < 0 ? ERROR_ENVIRONMENT : 0;
}

static int run_options(const struct command_line *line)
{
	struct reading options;
	struct error err = { 0 };
	int status;

	reading_init(&options, line->command->option_command);
	status =
	    command_line_read(line, &options, &err) < 0
		? print_error(&err)
		: line->command->run_options(&options, (int)line->arguments_count, line->arguments);
	reading_free(&options);
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
		return skip_status_of(argc, argv, print_error(&err));
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
	note("cannot write the output: %s", strerror(errno));
	return ERROR_ENVIRONMENT;
}

int main(int argc, char **argv)
{
	return finish_output(dispatch(argc, argv));
}
