// SPDX-License-Identifier: GPL-2.0-or-later
/* Study files: INI text by libinih, one key an option. */
#include "study/options.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

/* Larger than options_table will be. */
#define KEYS_MAX 128

struct study_file {
	const char *next; /* the text that was not read yet */
	const char *name;
	unsigned int line;	      /* the one that was read last */
	unsigned int lines[KEYS_MAX]; /* where each row of the table was set; 0: not yet */
	struct study *study;
	struct error *err;
	int code; /* the first error; nothing is done after it */
};

/* Records an error that already has its sentence. */
static void file_fail(struct study_file *file, int code)
{
	file->code = error_prefix(file->err, code, "%s:%u", file->name, file->line);
}

/*
 * libinih's fgets(): hands out one line without the blanks at its start, which libinih would take
 * for the continuation of a value.  Its own line number does not reach the handler in every
 * build, so that lines are counted here.
 */
static char *line_read(char *buffer, int size, void *stream)
{
	struct study_file *file = stream;
	size_t length = strcspn(file->next, "\n");
	const char *start = file->next;

	if (file->code || !*start)
		return NULL;
	file->line++;
	file->next += length + (file->next[length] == '\n');
	while (length && isspace((unsigned char)*start)) {
		start++;
		length--;
	}
	if (length + 2 > (size_t)size) {
		file_fail(file, error_set(file->err, ERROR_USAGE, EINVAL,
					  "the line is longer than %d characters", size - 2));
		return NULL;
	}
	memcpy(buffer, start, length);
	memcpy(buffer + length, "\n", 2);
	return buffer;
}

static int key_unknown(const char *key, struct error *err)
{
	const char *nearest = option_nearest(key, OPTION_FOR_RUN);

	if (nearest)
		return error_set(err, ERROR_USAGE, EINVAL, "unknown key '%s'; did you mean '%s'?",
				 key, nearest);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "unknown key '%s'; `bpftax run --help` lists them", key);
}

static int key_set(struct study_file *file, const char *section, const char *key, const char *value)
{
	const struct option_row *option = option_find(key, OPTION_FOR_RUN);
	unsigned int *line;
	int code;

	if (*section && strcmp(section, "study") != 0)
		return error_set(file->err, ERROR_USAGE, EINVAL,
				 "unknown section [%s]; keys stand in [study] or in none", section);
	if (!option || !option->study_key)
		return key_unknown(key, file->err);
	line = &file->lines[option - options_table];
	if (*line)
		return error_set(file->err, ERROR_USAGE, EINVAL, "'%s' is already set in line %u",
				 key, *line);
	*line = file->line;
	code = option_set(option, value, file->study, file->err);
	return code < 0 ? error_prefix(file->err, code, "%s", key) : 0;
}

/* libinih's handler; non-zero means that the line was fine. */
static int line_handle(void *user, const char *section, const char *key, const char *value)
{
	struct study_file *file = user;
	int code;

	if (file->code)
		return 0;
	code = key_set(file, section, key, value);
	if (code < 0)
		file_fail(file, code);
	return !code;
}

/* A line that libinih could not take apart comes before whatever failed later. */
static int syntax_error(struct study_file *file, int line)
{
	if (line < 0)
		return error_set(file->err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return error_set(file->err, ERROR_USAGE, EINVAL,
			 "%s:%d: neither 'key = value' nor a comment", file->name, line);
}

int options_parse_ini(const char *text, size_t length, const char *name, struct study *study,
		      struct error *err)
{
	struct study_file file = { .next = text, .name = name, .study = study, .err = err };
	int line;

	_Static_assert(KEYS_MAX > 64, "room for the table");
	if (options_table_count > KEYS_MAX)
		return -E2BIG;
	if (strlen(text) != length)
		return error_set(err, ERROR_USAGE, EINVAL, "%s is no study file: it is not text",
				 name);
	line = ini_parse_stream(line_read, &file, line_handle, &file);
	if (line && (!file.code || (unsigned int)line < file.line))
		return syntax_error(&file, line);
	return file.code;
}

static int key_print(FILE *stream, const struct option_row *option, const struct study *study)
{
	CLEANUP_FREE char *text = NULL;
	int code = option_get(option, study, &text);

	if (code < 0)
		return code;
	if (text)
		fprintf(stream, "%s = %s\n", option->name, text);
	return 0;
}

char *options_to_ini(const struct study *study)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	int code = 0;

	if (!stream)
		return NULL;
	for (size_t i = 0; i < options_table_count && !code; i++)
		if (options_table[i].study_key && !option_is_omitted(&options_table[i], study))
			code = key_print(stream, &options_table[i], study);
	if (fclose(stream) || code < 0) {
		free(text);
		return NULL;
	}
	return text;
}
