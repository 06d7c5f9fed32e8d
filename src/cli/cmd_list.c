// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax list: what there is to choose from. */
#include "cli/cmd_kernel.h"
#include "cli/command.h"
#include "cli/note.h"
#include "cli/report/report_output.h"
#include "cli/report/report_commands.h"
#include "cli/study_source.h"
#include "formats/json_fields.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/names.h"
#include "protocol/workloads.h"
#include "study/words.h"
#include "words/escape.h"
#include "words/table.h"

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One thing of a list; hook and workload are NULL where they do not apply. */
struct item {
	const char *name;
	const char *hook;
	const char *summary;
	const struct workload_info *workload;
};

static struct item mechanism_item(size_t i)
{
	const struct mechanism_name *m = &mechanism_names[i];

	return (struct item){ m->name, hook_kind_name(m->hook), m->summary };
}

static struct item program_item(size_t i)
{
	return (struct item){ program_names[i].name, NULL, program_names[i].summary };
}

static struct item workload_item(size_t i)
{
	return (struct item){ workload_infos[i].name, NULL, workload_infos[i].summary,
			      &workload_infos[i] };
}

static bool is_json(const struct reading *options)
{
	return !strcmp(options->format, "json");
}

/* File names need not be UTF-8, which JSON has to be. */
static json_t *study_json(const char *name)
{
	CLEANUP_FREE char *clean = escape_json(name);

	return json_pack("{s:s?}", "name", clean);
}

static int list_studies(const struct reading *options)
{
	json_t *array = json_array();
	char **names = NULL;
	size_t count = 0;
	struct error err = { 0 };

	if (study_names_list(&names, &count) < 0) {
		json_decref(array);
		error_set(&err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
		return print_error(&err);
	}
	for (size_t i = 0; i < count; i++)
		if (is_json(options))
			json_array_append_new(array, study_json(names[i]));
		else
			note_line(stdout, "%s", names[i]);
	if (is_json(options))
		json_document_put(array, stdout);
	else
		json_decref(array);
	text_words_free(names, count);
	return 0;
}

/* What can be listed: items of a table, or whatever run() finds. */
struct list {
	const char *name;
	const size_t *count;
	struct item (*item)(size_t i);
	int (*run)(const struct reading *options); /* as text or as JSON; returns the exit status */
};

static const struct list lists[] = {
	{ "mechanisms", &mechanism_names_count, mechanism_item },
	{ "programs", &program_names_count, program_item },
	{ "workloads", &workload_infos_count, workload_item },
	{ "studies", .run = list_studies },
	{ "kernels", .run = cmd_list_kernels },
	{ "runs", .run = cmd_list_runs },
};

/* What it is stands in a column of its own, on as many lines as that takes. */
static void print_text(const struct list *list)
{
	unsigned int width = report_options_of_stdout(false).width;

	for (size_t i = 0; i < *list->count; i++) {
		struct item item = list->item(i);
		char first[64], next[64];
		int used = item.hook ? snprintf(first, sizeof(first), "%-18s %-13s  ", item.name,
						item.hook)
				     : snprintf(first, sizeof(first), "%-18s ", item.name);

		snprintf(next, sizeof(next), "%*s", used, "");
		text_wrap(stdout, width, first, next, item.summary);
	}
}

/* What its operation is called, and which options are its own. */
static void put_workload(json_t *object, const struct workload_info *workload)
{
	json_t *settings = json_array();

	for (size_t i = 0; workload->settings[i]; i++)
		json_array_append_new(settings, json_string(workload->settings[i]));
	json_object_set_new(object, "operation", json_string(workload->words.one));
	json_object_set_new(object, "settings", settings);
}

static void print_json(const struct list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < *list->count; i++) {
		struct item item = list->item(i);
		json_t *object =
		    json_pack("{s:s, s:s}", "name", item.name, "summary", item.summary);

		if (item.hook)
			json_object_set_new(object, "hook", json_string(item.hook));
		if (item.workload)
			put_workload(object, item.workload);
		json_array_append_new(array, object);
	}
	json_document_put(array, stdout);
}

static int list_find(const char *name, const struct list **ret_list, struct error *err)
{
	const char *known[ARRAY_SIZE(lists)];

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		known[i] = lists[i].name;
		if (!name || strcmp(name, known[i]) != 0)
			continue;
		*ret_list = &lists[i];
		return 0;
	}
	if (name)
		return word_unknown("list", name, known, ARRAY_SIZE(lists), err);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "list what? mechanisms, programs, workloads, studies, kernels or runs");
}

static int list_print(const struct list *list, const struct reading *options)
{
	struct error err = { 0 };

	if (!is_json(options) && strcmp(options->format, "text") != 0) {
		error_set(&err, ERROR_USAGE, EINVAL,
			  "--format: %s are listed as text or json, not as %s", list->name,
			  options->format);
		return print_error(&err);
	}
	if (list->run)
		return list->run(options);
	if (is_json(options))
		print_json(list);
	else
		print_text(list);
	return 0;
}

int cmd_list(const struct reading *options, int argc, char **argv)
{
	const struct list *list = NULL;
	struct error err = { 0 };

	if (list_find(argc ? argv[0] : NULL, &list, &err))
		return print_error(&err);
	return list_print(list, options);
}
