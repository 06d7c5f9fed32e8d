// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax explain: what a word of a report means. */
#include "cli/command.h"
#include "cli/report/report_output.h"
#include "common/cleanup.h"
#include "explain/explain.h"
#include "words/table.h"

#include <errno.h>
#include <stdio.h>

/* Hanging, below the longest name of a kind. */
#define NAMES_INDENT "           "

static void print_part(const struct explanation *part)
{
	unsigned int width = report_options_of_stdout(false).width;

	printf("%s (%s)\n", part->name, explanation_kind_name(part->kind));
	text_wrap(stdout, width, "    ", "    ", part->paragraph);
}

static int print_word(const char *word)
{
	struct explain_parts parts;
	struct error err = { 0 };

	if (explain_find(word, &parts, &err) < 0)
		return print_error(&err);
	for (size_t i = 0; i < parts.count; i++) {
		if (i)
			putchar('\n');
		print_part(parts.part[i]);
	}
	return 0;
}

/* "fentry, fexit, ..."; the caller frees. */
static char *names_of(enum explanation_kind kind)
{
	char *names = NULL;
	size_t size;
	FILE *out = open_memstream(&names, &size);
	const char *separator = "";

	if (!out)
		return NULL;
	for (size_t i = 0; i < explanations_count; i++) {
		if (explanations[i].kind != kind)
			continue;
		fprintf(out, "%s%s", separator, explanations[i].name);
		separator = ", ";
	}
	return fclose(out) ? NULL : names;
}

static int print_names(void)
{
	unsigned int width = report_options_of_stdout(false).width;
	struct error err = { 0 };

	puts("A configuration, such as fentry-map-stat, or one of these:\n");
	for (int kind = 0; kind < EXPLAIN_KIND_COUNT; kind++) {
		CLEANUP_FREE char *names = names_of(kind);
		char heading[sizeof(NAMES_INDENT)];

		if (!names) {
			error_set(&err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
			return print_error(&err);
		}
		snprintf(heading, sizeof(heading), "%-*s", (int)sizeof(NAMES_INDENT) - 1,
			 explanation_kind_name(kind));
		text_wrap(stdout, width, heading, NAMES_INDENT, names);
	}
	return 0;
}

int cmd_explain(const struct reading *options, int argc, char **argv)
{
	(void)options;
	return argc ? print_word(argv[0]) : print_names();
}
