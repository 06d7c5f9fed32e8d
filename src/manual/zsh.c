// SPDX-License-Identifier: GPL-2.0-or-later
/* Completion in zsh: specifications for _describe and _arguments in completion/_bpftax. */
#include "cli/command.h"
#include "cli/argp_options.h"
#include "manual/template.h"
#include "manual/values.h"

#include <string.h>

/* Within single quotes; a colon or a bracket would end the text. */
static void put_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\'", out);
		else if (strchr(":[]\\", *text))
			putc('\\', out);
		putc(*text, out);
	}
}

void zsh_commands(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++) {
		fprintf(out, "\t\t'%s:", commands[i].name);
		put_text(out, commands[i].summary);
		fputs("'\n", out);
	}
}

/* word\:"what it means", as _arguments has it between two brackets. */
static void put_word(FILE *out, const char *word, const char *help)
{
	fprintf(out, "%s\\:\"", word);
	for (; *help; help++) {
		if (*help == '\'')
			fputs("'\\'", out);
		else if (strchr("\"$`\\:", *help))
			putc('\\', out);
		putc(*help, out);
	}
	putc('"', out);
}

static void put_words(FILE *out, const struct values *values)
{
	bool with_help = values->count && values->helps[0];

	fputs(with_help ? "((" : "(", out);
	for (size_t i = 0; i < values->count; i++) {
		if (i)
			putc(' ', out);
		if (with_help)
			put_word(out, values->words[i], values->helps[i]);
		else
			fputs(values->words[i], out);
	}
	fputs(with_help ? "))" : ")", out);
}

static void put_list(FILE *out, const struct values *values)
{
	fputs("_sequence compadd - ", out);
	for (size_t i = 0; i < values->count; i++)
		fprintf(out, "%s%s", i ? " " : "", values->words[i]);
}

static void put_action(FILE *out, const struct values *values)
{
	switch (values->kind) {
	case VALUES_WORDS:
		put_words(out, values);
		break;
	case VALUES_LIST:
		put_list(out, values);
		break;
	case VALUES_FILE:
		fputs("_files", out);
		break;
	case VALUES_DIRECTORY:
		fputs("_files -/", out);
		break;
	case VALUES_NONE:
		break;
	default:
		fprintf(out, "_bpftax_%s", values_kind_name(values->kind));
	}
}

/* '*'{-k,--kernel=}'[text]:KERNEL:action' */
static void put_option(FILE *out, const struct option_row *row)
{
	const char *equals = row->argument ? "=" : "";
	struct values values;

	fputs("\t\t\t'*'", out);
	if (row->letter)
		fprintf(out, "{-%c,--%s%s}", row->letter, row->name, equals);
	else
		fprintf(out, "--%s%s", row->name, equals);
	fputs("'[", out);
	put_text(out, row->help);
	putc(']', out);
	if (row->argument) {
		values_of_option(row, &values);
		putc(':', out);
		put_text(out, row->argument);
		putc(':', out);
		put_action(out, &values);
	}
	fputs("' \\\n", out);
}

static void put_arguments(FILE *out, const struct command *command)
{
	struct values values = { 0 };

	for (size_t i = 0; !values.repeated && values_of_argument(command->arguments, i, &values);
	     i++) {
		if (values.repeated)
			fputs("\t\t\t'*:argument:", out);
		else
			fprintf(out, "\t\t\t'%zu:argument:", i + 1);
		put_action(out, &values);
		fputs("' \\\n", out);
	}
}

void zsh_arguments(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++) {
		fprintf(out, "\t\t%s)\n\t\t_arguments -s -S \\\n", commands[i].name);
		for (size_t o = 0; o < options_table_count; o++)
			if (options_table[o].commands & commands[i].option_command)
				put_option(out, &options_table[o]);
		if (commands[i].prints_study)
			fprintf(out, "\t\t\t'--print-study[%s]' \\\n", ARGP_DOC_PRINT_STUDY);
		put_arguments(out, &commands[i]);
		fputs("\t\t\t'--help[list the options]' ;;\n", out);
	}
}
