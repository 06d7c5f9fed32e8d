// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/study_source.h"
#include "cli/program_path.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "study/options.h"
#include "study/words.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STUDY_SIZE_MAX (1 << 20)
#define DIRECTORIES_COUNT 4

/* studies/udp-recvmsg.ini, turned into a string by embed.sed while building. */
static const char default_study[] =
#include "default_study.inc"
    ;

static char *directory(size_t index)
{
	switch (index) {
	case 0:
		return strdup("studies");
	case 1:
		return program_path_beside("../studies");
	case 2:
		return program_path_beside("../share/bpftax/studies");
	default:
		return strdup(STUDIES_DIR);
	}
}

static bool is_path(const char *source)
{
	return strchr(source, '/') || text_ends_with(source, ".ini");
}

/* The file of this name in the first directory that has it, or NULL. */
static char *find_named(const char *name)
{
	for (size_t i = 0; i < DIRECTORIES_COUNT; i++) {
		CLEANUP_FREE char *where = directory(i);
		char *path = NULL;

		if (!where || asprintf(&path, "%s/%s.ini", where, name) < 0)
			continue;
		if (!access(path, F_OK))
			return path;
		free(path);
	}
	return NULL;
}

/* Every study file of every directory. */
static void glob_studies(glob_t *ret_found)
{
	int flags = 0;

	for (size_t i = 0; i < DIRECTORIES_COUNT; i++) {
		CLEANUP_FREE char *where = directory(i);
		CLEANUP_FREE char *pattern = NULL;

		if (!where || asprintf(&pattern, "%s/*.ini", where) < 0)
			continue;
		glob(pattern, flags, NULL, ret_found);
		flags = GLOB_APPEND;
	}
}

static bool has_word(char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

int study_names_list(char ***ret_names, size_t *ret_count)
{
	glob_t found = { 0 };
	char **names;
	size_t count = 0;

	glob_studies(&found);
	names = calloc(found.gl_pathc + 1, sizeof(*names));
	for (size_t i = 0; names && i < found.gl_pathc; i++) {
		char *base = text_base_name(found.gl_pathv[i], ".ini");

		if (base && !has_word(names, count, base))
			names[count++] = base;
		else
			free(base);
	}
	globfree(&found);
	*ret_names = names;
	*ret_count = count;
	return names ? 0 : -ENOMEM;
}

static int refuse_name(const char *name, struct error *err)
{
	char **names = NULL;
	size_t count = 0;
	int code;

	study_names_list(&names, &count);
	code = word_unknown("study", name, (const char *const *)names, count, err);
	text_words_free(names, count);
	return code;
}

static int refuse_unreadable(const char *path, int code, struct error *err)
{
	if (code == ENOENT || code == ENOTDIR || code == EISDIR)
		return error_errno(err, ERROR_USAGE, code, "cannot read the study file '%s'", path);
	return error_errno(err, ERROR_ENVIRONMENT, code, "cannot read the study file '%s'", path);
}

/* The whole file, ended by NUL. */
static int read_text(const char *path, char **ret_text, size_t *ret_length, struct error *err)
{
	CLEANUP_FILE FILE *file = fopen(path, "re");
	CLEANUP_FREE char *text = malloc(STUDY_SIZE_MAX + 1);
	size_t length;

	if (!file)
		return refuse_unreadable(path, errno, err);
	if (!text)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	length = fread(text, 1, STUDY_SIZE_MAX, file);
	if (ferror(file))
		return refuse_unreadable(path, errno, err);
	if (length == STUDY_SIZE_MAX)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no study file: it is larger than 1 MiB", path);
	text[length] = '\0';
	*ret_text = take_pointer(text);
	*ret_length = length;
	return 0;
}

static int load_file(const char *path, struct study *study, struct error *err)
{
	CLEANUP_FREE char *text = NULL;
	size_t length = 0;
	int code = read_text(path, &text, &length, err);

	if (code < 0)
		return code;
	free(study->name);
	study->name = text_base_name(path, ".ini");
	return options_parse_ini(text, length, path, study, err);
}

int study_load(const char *source, struct study *study, struct error *err)
{
	CLEANUP_FREE char *path = NULL;

	if (!source)
		return options_parse_ini(default_study, strlen(default_study), "the default study",
					 study, err);
	path = is_path(source) ? strdup(source) : find_named(source);
	if (!path)
		return refuse_name(source, err);
	return load_file(path, study, err);
}
