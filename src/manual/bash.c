// SPDX-License-Identifier: GPL-2.0-or-later
/* Completion in bash: the branches of the two `case` of completion/bpftax.bash. */
#include "cli/command.h"
#include "manual/template.h"
#include "manual/values.h"

static bool takes(const struct command *command, const struct option_row *row)
{
	return row->commands & command->option_command;
}

void bash_commands(FILE *out)
{
	fputs("\techo \"", out);
	for (size_t i = 0; i < commands_count; i++)
		fprintf(out, "%s ", commands[i].name);
	fputs("help --help --version\"\n", out);
}

void bash_options(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++) {
		fprintf(out, "\t%s) echo \"", commands[i].name);
		for (size_t o = 0; o < options_table_count; o++)
			if (takes(&commands[i], &options_table[o]))
				fprintf(out, "--%s ", options_table[o].name);
		fprintf(out, "%s--help\" ;;\n", commands[i].prints_study ? "--print-study " : "");
	}
}

static void put_values(FILE *out, const struct values *values)
{
	fprintf(out, ") echo \"%s", values_kind_name(values->kind));
	for (size_t i = 0; i < values->count; i++)
		fprintf(out, " %s", values->words[i]);
	fputs("\" ;;\n", out);
}

static void put_option(FILE *out, const char *command, const struct option_row *row)
{
	struct values values;

	values_of_option(row, &values);
	fprintf(out, "\t\"%s --%s\"", command, row->name);
	if (row->letter)
		fprintf(out, " | \"%s -%c\"", command, row->letter);
	put_values(out, &values);
}

static void put_command(FILE *out, const struct command *command)
{
	struct values values = { 0 };

	for (size_t o = 0; o < options_table_count; o++)
		if (takes(command, &options_table[o]) && options_table[o].argument)
			put_option(out, command->name, &options_table[o]);
	for (size_t i = 0; !values.repeated && values_of_argument(command->arguments, i, &values);
	     i++) {
		if (values.repeated)
			fprintf(out, "\t\"%s \"[0-9]*", command->name);
		else
			fprintf(out, "\t\"%s %zu\"", command->name, i);
		put_values(out, &values);
	}
}

void bash_values(FILE *out)
{
	for (size_t i = 0; i < commands_count; i++)
		put_command(out, &commands[i]);
}
