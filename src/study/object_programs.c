// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/object_programs.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a row: longer ones are cut, as a table has to hold them (study/configuration.h). */
#define NAME_MOST 96

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static char *text_copy(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? strdup(text) : NULL;
}

/* "xdp", of "xdp/cpumap": what stands for the mechanism where there is none. */
static char *section_kind(const char *section)
{
	size_t length = strcspn(section, "/");

	return length ? strndup(section, length) : strdup("unknown");
}

static int program_fill(struct object_program *program, const char *file, const char *sha256,
			const json_t *described, struct error *err)
{
	*program = (struct object_program){ .file = strdup(file),
					    .sha256 = strdup(sha256),
					    .program = text_copy(described, "name"),
					    .section = text_copy(described, "section"),
					    .mechanism = text_copy(described, "mechanism"),
					    .function = text_copy(described, "function"),
					    .tracepoint = text_copy(
						described, hook_kind_name(HOOK_TRACEPOINT)),
					    .reason = text_copy(described, "reason") };
	if (!program->program || !program->section || (!program->mechanism && !program->reason))
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "the agent's description of an object means nothing");
	if (!program->mechanism)
		program->mechanism = section_kind(program->section);
	return program->file && program->sha256 && program->mechanism ? 0 : out_of_memory(err);
}

int object_programs_add(struct object_program_list *list, const char *file, const char *sha256,
			const json_t *description, struct error *err)
{
	const json_t *described = json_object_get(description, "programs");
	size_t count = json_array_size(described);
	struct object_program *programs =
	    reallocarray(list->programs, list->count + count + 1, sizeof(*programs));
	int done = programs ? 0 : out_of_memory(err);

	if (programs)
		list->programs = programs;
	for (size_t i = 0; i < count && !done; i++)
		done = program_fill(&list->programs[list->count++], file, sha256,
				    json_array_get(described, i), err);
	return done;
}

static int program_leave(struct object_program *program, struct error *err)
{
	free(take_pointer(program->mechanism));
	program->mechanism = section_kind(program->section);
	if (asprintf(
		&program->reason,
		"section '%.100s' is attached by `bpftax cost` alone, as what it returns there "
		"decides what becomes of a workload's packets",
		program->section) < 0)
		program->reason = NULL;
	return program->mechanism && program->reason ? 0 : out_of_memory(err);
}

int object_programs_leave_to_cost(struct object_program_list *list, struct error *err)
{
	int done = 0;

	for (size_t i = 0; i < list->count && !done; i++)
		if (object_mechanism_name_find(list->programs[i].mechanism))
			done = program_leave(&list->programs[i], err);
	return done;
}

/* NULL where one is attached at least. */
static const char *reason_of_all(const json_t *described)
{
	const json_t *program;
	size_t i;

	json_array_foreach (described, i, program)
		if (!json_object_get(program, "reason"))
			return NULL;
	return json_string_value(json_object_get(json_array_get(described, 0), "reason"));
}

int object_programs_add_together(struct object_program_list *list, const char *file,
				 const char *sha256, const json_t *description, struct error *err)
{
	const char *reason = reason_of_all(json_object_get(description, "programs"));
	json_t *whole =
	    json_pack("{s:[{s:s s:s s:s s:s*}]}", "programs", "name", OBJECT_TOGETHER, "section",
		      OBJECT_TOGETHER, "mechanism", OBJECT_TOGETHER, "reason", reason);
	int done = object_programs_add(list, file, sha256, whole, err);

	json_decref(whole);
	return done;
}

/* A name goes into terminals, files and patterns of the shell: what a C name has not is a '?'. */
static char *name_clean(const char *text)
{
	char *name = strndup(text, NAME_MOST);

	for (char *at = name; at && *at; at++)
		if (!isascii(*at) || (!isalnum((unsigned char)*at) && !strchr("_.:$", *at)))
			*at = '?';
	return name;
}

/* Rows of a report that have such names by themselves (study/treatment.c). */
static bool is_reserved(const char *name)
{
	return !strcmp(name, "baseline") || !strcmp(name, "delay");
}

static bool is_shared(const struct object_program_list *list, size_t index)
{
	for (size_t i = 0; i < list->count; i++)
		if (i != index && !strcmp(list->programs[i].program, list->programs[index].program))
			return true;
	return false;
}

static char *name_make(const struct object_program_list *list, size_t index)
{
	const struct object_program *program = &list->programs[index];
	char *whole = NULL, *name;

	if (!is_shared(list, index) && !is_reserved(program->program))
		return name_clean(program->program);
	if (asprintf(&whole, "%s:%s", program->file, program->program) < 0)
		return NULL;
	name = name_clean(whole);
	free(whole);
	return name;
}

/* The one before it that has its name; or itself. */
static size_t holder_find(const struct object_program_list *list, size_t index)
{
	size_t i = 0;

	while (i < index && strcmp(list->programs[i].name, list->programs[index].name) != 0)
		i++;
	return i;
}

/* "NAME.2" and so on, of names that differ only in what was cleaned or cut. */
static int name_number(struct object_program_list *list, size_t index)
{
	CLEANUP_FREE char *name = strdup(list->programs[index].name);
	unsigned int number = 1;

	while (name && holder_find(list, index) < index) {
		free(take_pointer(list->programs[index].name));
		if (asprintf(&list->programs[index].name, "%s.%u", name, ++number) < 0)
			return -ENOMEM;
	}
	return name ? 0 : -ENOMEM;
}

/* One object's programs have names of their own, whatever is left of these. */
static bool is_twice(const struct object_program *a, const struct object_program *b)
{
	return !strcmp(a->file, b->file) && !strcmp(a->program, b->program);
}

int object_programs_name(struct object_program_list *list, struct error *err)
{
	for (size_t i = 0; i < list->count; i++) {
		list->programs[i].name = name_make(list, i);
		if (!list->programs[i].name)
			return out_of_memory(err);
		if (is_twice(&list->programs[holder_find(list, i)], &list->programs[i]) &&
		    holder_find(list, i) < i)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "two programs would be called '%s': give each object's "
					 "file a name of its own, and each object once",
					 list->programs[i].name);
		if (name_number(list, i) < 0)
			return out_of_memory(err);
	}
	return 0;
}

static void program_free(struct object_program *program)
{
	free(program->file);
	free(program->sha256);
	free(program->program);
	free(program->section);
	free(program->mechanism);
	free(program->function);
	free(program->tracepoint);
	free(program->reason);
	free(program->name);
}

void object_programs_free(struct object_program_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		program_free(&list->programs[i]);
	free(list->programs);
	*list = (struct object_program_list){};
}
