// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command_help.h"
#include "cli/argp_options.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "words/table.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 79
/* Where the texts of options begin. */
#define INDENT 29
#define INDENTATION "                             "

static bool has_letter(const struct argp_option *option)
{
	return option->key > 0 && option->key < 128 && isalpha(option->key);
}

/* By letter, or by name where there is none; those with a letter first. */
static int by_first_letter(const void *left, const void *right)
{
	const struct argp_option *a = left, *b = right;
	int first_a = tolower(has_letter(a) ? a->key : a->name[0]);
	int first_b = tolower(has_letter(b) ? b->key : b->name[0]);

	if (first_a != first_b)
		return first_a - first_b;
	if (has_letter(a) != has_letter(b))
		return has_letter(a) ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* "  -k, --kernel=KERNEL"; the caller frees. */
static char *heading(const struct argp_option *option)
{
	char letter[] = "    ";
	char *text;

	if (has_letter(option)) {
		letter[0] = '-';
		letter[1] = (char)option->key;
		letter[2] = ',';
	}
	return asprintf(&text, "  %s--%s%s%s", letter, option->name, option->arg ? "=" : "",
			option->arg ? option->arg : "") < 0
		   ? NULL
		   : text;
}

static int put_option(FILE *out, const struct argp_option *option)
{
	CLEANUP_FREE char *name = heading(option);
	char first[INDENT + 1];

	if (!name)
		return -ENOMEM;
	if (strlen(name) < INDENT - 1) {
		snprintf(first, sizeof(first), "%-*s", INDENT, name);
		text_wrap(out, WIDTH, first, INDENTATION, option->doc);
		return 0;
	}
	fprintf(out, "%s\n", name);
	text_wrap(out, WIDTH, INDENTATION, INDENTATION, option->doc);
	return 0;
}

/* With an empty line before each. */
static int put_paragraphs(FILE *out, const char *text)
{
	CLEANUP_FREE char *copy = strdup(text);
	char *rest = copy;

	if (!copy)
		return -ENOMEM;
	for (char *paragraph; (paragraph = strsep(&rest, "\n"));) {
		if (!*paragraph)
			continue;
		putc('\n', out);
		text_wrap(out, WIDTH, "", "", paragraph);
	}
	return 0;
}

static size_t entries_count(const struct argp_option *entries)
{
	size_t count = 0;

	while (entries[count].name)
		count++;
	return count;
}

int command_help_print(const struct command *command, FILE *out)
{
	CLEANUP(argp_options_free) struct argp_options options = { 0 };
	size_t count;
	int code = argp_options_make(command, &options);

	if (code < 0)
		return code;
	count = entries_count(options.entries);
	qsort(options.entries, count, sizeof(*options.entries), by_first_letter);
	fprintf(out, "Usage: bpftax %s [OPTION...]%s%s\n", command->name,
		command->arguments[0] ? " " : "", command->arguments);
	text_wrap(out, WIDTH, "", "", command->summary);
	putc('\n', out);
	for (size_t i = 0; i < count && !code; i++)
		code = put_option(out, &options.entries[i]);
	return code ? code : put_paragraphs(out, command->details ? command->details : "");
}
