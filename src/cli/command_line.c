// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command_line.h"
#include "cli/argp_options.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parse {
	struct command_line line;
	int failed_at; /* index after the option that getopt refused, or 0 */
};

static int key_option(struct command_line *line, int key, const char *text)
{
	const struct option_row *option = argp_options_row(line->command, key);

	if (!option)
		return ARGP_ERR_UNKNOWN;
	line->settings[line->settings_count++] = (struct setting){ option, text ? text : "yes" };
	return 0;
}

static error_t key_parse(int key, char *text, struct argp_state *state)
{
	struct parse *parse = state->input;
	struct command_line *line = &parse->line;

	switch (key) {
	case KEY_HELP:
		line->help = true;
		return 0;
	case KEY_PRINT_STUDY:
		line->print_study = true;
		return 0;
	case ARGP_KEY_ARG:
		line->arguments[line->arguments_count++] = text;
		return 0;
	case ARGP_KEY_ERROR:
		parse->failed_at = state->next;
		return 0;
	default:
		return key_option(line, key, text);
	}
}

static int refuse_short_option(const struct command *command, const char *typed, struct error *err)
{
	const struct option_row *option = argp_options_row(command, typed[1]);

	if (option && !typed[2])
		return error_set(err, ERROR_USAGE, EINVAL, "option '%s' needs a value: %s", typed,
				 option->argument);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "unknown option '%s'; `bpftax %s --help` lists them", typed,
			 command->name);
}

static int refuse_unknown(const struct command *command, const char *name, struct error *err)
{
	const char *nearest = option_nearest(name, command->option_command);

	if (nearest)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "unknown option '--%s'; did you mean '--%s'?", name, nearest);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "unknown option '--%s'; `bpftax %s --help` lists them", name,
			 command->name);
}

/* Says what getopt, which only prints, did not like about an option. */
static int refuse_option(const struct command *command, const char *typed, struct error *err)
{
	CLEANUP_FREE char *name = NULL;
	const struct option_row *option;

	if (!text_starts_with(typed, "--"))
		return refuse_short_option(command, typed, err);
	name = strndup(typed + 2, strcspn(typed + 2, "="));
	if (!name)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	option = option_find(name, command->option_command);
	if (!option)
		return refuse_unknown(command, name, err);
	if (option->argument)
		return error_set(err, ERROR_USAGE, EINVAL, "option '--%s' needs a value: %s", name,
				 option->argument);
	return error_set(err, ERROR_USAGE, EINVAL, "option '--%s' takes no value", name);
}

static int check_arguments(const struct command_line *line, struct error *err)
{
	const struct command *command = line->command;

	if (line->help || line->arguments_count <= command->arguments_max)
		return 0;
	return error_set(
	    err, ERROR_USAGE, EINVAL, "unexpected argument '%s'; usage: bpftax %s [OPTION...] %s",
	    line->arguments[command->arguments_max], command->name, command->arguments);
}

static int line_allocate(const struct command *command, int argc, char **argv,
			 struct command_line *line)
{
	*line = (struct command_line){
		.command = command,
		.argc = argc,
		.argv = argv,
		.settings = calloc((size_t)argc * 8 + 1, sizeof(*line->settings)),
		.arguments = calloc((size_t)argc + 1, sizeof(*line->arguments)),
	};
	return line->settings && line->arguments ? 0 : -ENOMEM;
}

int command_line_parse(const struct command *command, int argc, char **argv,
		       struct command_line *ret_line, struct error *err)
{
	struct parse parse = { 0 };
	struct argp_options options = { 0 };
	struct argp argp = { .parser = key_parse };
	int code;

	if (line_allocate(command, argc, argv, &parse.line) < 0 ||
	    argp_options_make(command, &options) < 0) {
		command_line_free(&parse.line);
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	}
	argp.options = options.entries;
	code = argp_parse(&argp, argc - 1, argv + 1,
			  ARGP_NO_HELP | ARGP_NO_ERRS | ARGP_NO_EXIT | ARGP_IN_ORDER, NULL, &parse);
	argp_options_free(&options);
	code = code ? refuse_option(command, argv[parse.failed_at], err)
		    : check_arguments(&parse.line, err);
	if (code < 0) {
		command_line_free(&parse.line);
		return code;
	}
	*ret_line = parse.line;
	return 0;
}

/* What was typed for this option so far, by commas. */
static char *texts_join(const struct command_line *line, size_t last)
{
	CLEANUP_FREE const char **texts = calloc(last + 1, sizeof(*texts));
	size_t count = 0;

	for (size_t i = 0; texts && i <= last; i++)
		if (line->settings[i].option == line->settings[last].option)
			texts[count++] = line->settings[i].text;
	return texts ? text_join(texts, count, ",") : NULL;
}

static int setting_apply(const struct command_line *line, size_t index, void *fields,
			 struct error *err)
{
	const struct setting *setting = &line->settings[index];
	CLEANUP_FREE char *joined = setting->option->repeats ? texts_join(line, index) : NULL;

	if (setting->option->repeats && !joined)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return option_set(setting->option, joined ? joined : setting->text, fields, err);
}

static int settings_apply(const struct command_line *line, enum option_of of, void *fields,
			  struct error *err)
{
	for (size_t i = 0; i < line->settings_count; i++) {
		const struct option_row *option = line->settings[i].option;
		int code = option->of == of ? setting_apply(line, i, fields, err) : 0;

		if (code < 0)
			return error_prefix(err, code, "--%s", option->name);
	}
	return 0;
}

int command_line_apply(const struct command_line *line, struct study *study, struct error *err)
{
	return settings_apply(line, OPTION_OF_STUDY, study, err);
}

int command_line_read(const struct command_line *line, struct reading *reading, struct error *err)
{
	return settings_apply(line, OPTION_OF_READING, reading, err);
}

bool command_line_has(const struct command_line *line, const char *name)
{
	for (size_t i = 0; i < line->settings_count; i++)
		if (!strcmp(line->settings[i].option->name, name))
			return true;
	return false;
}

char *command_line_text(const struct command_line *line)
{
	return text_shell_line((const char *const *)line->argv, (size_t)line->argc);
}

void command_line_free(struct command_line *line)
{
	free(line->settings);
	free(line->arguments);
}
