// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/argp_options.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "study/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys of rows without a letter: beyond every character. */
#define KEY_ROW 0x2000

static int row_key(const struct option_row *row)
{
	return row->letter ? row->letter : KEY_ROW + (int)(row - options_table);
}

const struct option_row *argp_options_row(const struct command *command, int key)
{
	for (size_t i = 0; i < options_table_count; i++)
		if ((options_table[i].commands & command->option_command) &&
		    row_key(&options_table[i]) == key)
			return &options_table[i];
	return NULL;
}

/* A default of zero says nothing: the help text explains what it means. */
static bool default_is_worth_saying(const struct option_row *row)
{
	return row->default_text && row->kind != OPTION_FLAG && strcmp(row->default_text, "0") != 0;
}

char *argp_options_doc(const struct option_row *row)
{
	CLEANUP_FREE char *words = row->words ? option_words_text(row->words) : NULL;
	CLEANUP_FREE char *owners = row->setting ? setting_owners(row->name) : strdup("");
	bool with_default = default_is_worth_saying(row);
	char *doc;

	if ((row->words && !words) || !owners)
		return NULL;
	if (asprintf(&doc, "%s%s%s%s%s%s%s%s", owners, *owners ? ": " : "", row->help,
		     words ? ": " : "", words ? words : "", with_default ? " (default: " : "",
		     with_default ? row->default_text : "", with_default ? ")" : "") < 0)
		return NULL;
	return doc;
}

static int rows_add(const struct command *command, struct argp_options *options)
{
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		char *doc;

		if (!(row->commands & command->option_command))
			continue;
		doc = argp_options_doc(row);
		if (!doc)
			return -ENOMEM;
		options->entries[options->docs_count] = (struct argp_option){
			.name = row->name, .key = row_key(row), .arg = row->argument, .doc = doc
		};
		options->docs[options->docs_count++] = doc;
	}
	return 0;
}

/* The options that are not of the study; argp sorts them in. */
static void extras_add(const struct command *command, struct argp_option *entry)
{
	if (command->prints_study)
		*entry++ = (struct argp_option){
			.name = "print-study",
			.key = KEY_PRINT_STUDY,
			.doc = ARGP_DOC_PRINT_STUDY,
		};
	*entry = (struct argp_option){ .name = "help", .key = KEY_HELP, .doc = "this text" };
}

int argp_options_make(const struct command *command, struct argp_options *ret_options)
{
	struct argp_options options = {
		.entries = calloc(options_table_count + 3, sizeof(*options.entries)),
		.docs = calloc(options_table_count + 1, sizeof(*options.docs)),
	};

	if (!options.entries || !options.docs || rows_add(command, &options) < 0) {
		argp_options_free(&options);
		return -ENOMEM;
	}
	extras_add(command, options.entries + options.docs_count);
	*ret_options = options;
	return 0;
}

void argp_options_free(struct argp_options *options)
{
	free(options->entries);
	text_words_free(options->docs, options->docs_count);
}
