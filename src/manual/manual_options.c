// SPDX-License-Identifier: GPL-2.0-or-later
/* Commands, options and keys, in scdoc's language. */
#include "cli/argp_options.h"
#include "cli/command.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "manual/scdoc.h"
#include "manual/template.h"
#include "study/options.h"

#include <stdlib.h>
#include <string.h>

/* What the kind takes, where no words say it; a string takes anything. */
static void put_values(FILE *out, const struct option_row *row)
{
	if (row->kind == OPTION_LIST)
		fputs(" A list, by commas.", out);
	else if (row->kind == OPTION_DURATION)
		fputs(" A time, such as 250ms, 2s or 5m.", out);
	else if (row->kind == OPTION_UNSIGNED)
		fprintf(out, " A whole number from %u to %u.", row->min, row->max);
	else if (row->kind == OPTION_MEMORY)
		fprintf(out, " From %uM to %uM.", row->min, row->max);
	else if (row->kind == OPTION_SEED)
		fputs(" A whole number below 2^63.", out);
	else if (row->kind == OPTION_FLAG)
		fputs(" yes or no.", out);
}

static bool is_flag(const struct option_row *row)
{
	return row->kind == OPTION_FLAG;
}

/* The row's help as a sentence, then what it takes: not for a flag on the command line. */
static void put_help(FILE *out, const struct option_row *row, bool with_values)
{
	CLEANUP_FREE char *doc = argp_options_doc(row);
	CLEANUP_FREE char *text = NULL;
	size_t size;
	FILE *stream = doc ? open_memstream(&text, &size) : NULL;

	if (!stream)
		abort();
	fprintf(stream, "%s.", doc);
	if (with_values)
		put_values(stream, row);
	if (fclose(stream))
		abort();
	scdoc_paragraphs(out, "\t", text);
	putc('\n', out);
}

static void put_option(FILE *out, const struct option_row *row)
{
	if (row->letter)
		fprintf(out, "*-%c*, ", row->letter);
	fprintf(out, "*--%s*", row->name);
	if (row->argument) {
		fputs("=_", out);
		scdoc_text(out, row->argument);
		putc('_', out);
	}
	putc('\n', out);
	put_help(out, row, !is_flag(row));
}

static void put_options(FILE *out, const struct command *command)
{
	for (size_t i = 0; i < options_table_count; i++)
		if (options_table[i].commands & command->option_command)
			put_option(out, &options_table[i]);
	if (command->prints_study)
		fprintf(out, "*--print-study*\n\t%s.\n\n", ARGP_DOC_PRINT_STUDY);
}

static void put_command(FILE *out, const struct command *command)
{
	/* Headings take no markup, so there is nothing to escape. */
	fprintf(out, "## bpftax %s%s%s%s\n\n", command->name,
		command->option_command ? " [OPTION...]" : "", command->arguments[0] ? " " : "",
		command->arguments);
	scdoc_paragraphs(out, "", command->summary);
	putc('\n', out);
	if (command->details) {
		scdoc_paragraphs(out, "", command->details);
		putc('\n', out);
	}
	put_options(out, command);
}

void manual_commands(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++)
		put_command(out, &commands[i]);
}

void manual_keys(FILE *out)
{
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];

		/* A study file is `bpftax run`'s. */
		if (!row->study_key || !(row->commands & OPTION_FOR_RUN))
			continue;
		fprintf(out, "*%s* = ", row->name);
		scdoc_text(out, row->argument ? row->argument : "yes|no");
		putc('\n', out);
		put_help(out, row, true);
	}
}
