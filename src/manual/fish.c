// SPDX-License-Identifier: GPL-2.0-or-later
/* Completion in fish: one `complete` a line, for completion/bpftax.fish. */
#include "cli/command.h"
#include "cli/argp_options.h"
#include "manual/template.h"
#include "manual/values.h"

#include <string.h>

/* Within single quotes. */
static void put_text(FILE *out, const char *text)
{
	putc('\'', out);
	for (; *text; text++) {
		if (strchr("'\\", *text))
			putc('\\', out);
		putc(*text, out);
	}
	putc('\'', out);
}

void fish_commands(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++) {
		fprintf(out, "complete -c bpftax -n __bpftax_at_command -a %s -d ",
			commands[i].name);
		put_text(out, commands[i].summary);
		fprintf(out, "\ncomplete -c bpftax -n '__bpftax_in help' -a %s\n",
			commands[i].name);
	}
}

/* A word and, behind a tab, what it means; fish evaluates the list, in which that is quoted. */
static void put_word(FILE *out, const char *word, const char *help)
{
	fputs(word, out);
	if (!help)
		return;
	fputs("\\t\"", out);
	for (; *help; help++)
		fprintf(out, strchr("\"$\\", *help) ? "\\%c" : *help == '\'' ? "\\'" : "%c", *help);
	putc('"', out);
}

static void put_words(FILE *out, const struct values *values)
{
	fputs(" -a '", out);
	for (size_t i = 0; i < values->count; i++) {
		if (i)
			putc(' ', out);
		put_word(out, values->words[i], values->helps[i]);
	}
	putc('\'', out);
}

static void put_list(FILE *out, const struct values *values)
{
	fputs(" -a '(__fish_append , ", out);
	for (size_t i = 0; i < values->count; i++)
		fprintf(out, "%s%s", i ? " " : "", values->words[i]);
	fputs(")'", out);
}

static void put_values(FILE *out, const struct values *values)
{
	switch (values->kind) {
	case VALUES_WORDS:
		put_words(out, values);
		break;
	case VALUES_LIST:
		put_list(out, values);
		break;
	case VALUES_FILE:
		fputs(" -F", out);
		break;
	case VALUES_DIRECTORY:
		fputs(" -a '(__fish_complete_directories)'", out);
		break;
	case VALUES_NONE:
		break;
	default:
		fprintf(out, " -a '(__bpftax_%s)'", values_kind_name(values->kind));
	}
}

static void put_line(FILE *out, const char *command)
{
	fprintf(out, "complete -c bpftax -n '__bpftax_in %s'", command);
}

static void put_option(FILE *out, const char *command, const struct option_row *row)
{
	struct values values;

	put_line(out, command);
	fprintf(out, " -l %s", row->name);
	if (row->letter)
		fprintf(out, " -s %c", row->letter);
	if (row->argument) {
		fputs(" -r", out);
		values_of_option(row, &values);
		put_values(out, &values);
	}
	fputs(" -d ", out);
	put_text(out, row->help);
	putc('\n', out);
}

static void put_arguments(FILE *out, const struct command *command)
{
	struct values values = { 0 };

	for (size_t i = 0; !values.repeated && values_of_argument(command->arguments, i, &values);
	     i++) {
		if (values.kind == VALUES_NONE)
			continue;
		put_line(out, command->name);
		put_values(out, &values);
		putc('\n', out);
	}
}

void fish_arguments(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++) {
		for (size_t o = 0; o < options_table_count; o++)
			if (options_table[o].commands & commands[i].option_command)
				put_option(out, commands[i].name, &options_table[o]);
		put_line(out, commands[i].name);
		fputs(" -l help -d 'list the options'\n", out);
		if (commands[i].prints_study) {
			put_line(out, commands[i].name);
			fprintf(out, " -l print-study -d '%s'\n", ARGP_DOC_PRINT_STUDY);
		}
		put_arguments(out, &commands[i]);
	}
}
