// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/environment.h"
#include "common/cleanup.h"
#include "environment/changes.h"
#include "environment/checks.h"
#include "words/say.h"

#include <errno.h>
#include <string.h>

/* An emulated CPU has a warning of its own at every table. */
static bool is_said_elsewhere(const struct check *check)
{
	return strcmp(check->name, "kvm") == 0;
}

/* "other load: 1.94 CPUs; SMT: on", or "" when nothing was wrong; the caller frees. */
static char *wrong_list(const json_t *facts)
{
	char *list = NULL;
	size_t size;
	FILE *out = open_memstream(&list, &size);
	const char *between = "";

	if (!out)
		return NULL;
	for (size_t i = 0; i < checks_count; i++) {
		struct check_verdict verdict = check_judge(&checks_table[i], facts);

		if (verdict.state < CHECK_WARNING || is_said_elsewhere(&checks_table[i]))
			continue;
		fprintf(out, "%s%s: %s", between, checks_table[i].name, verdict.found);
		between = "; ";
	}
	if (fclose(out) == 0)
		return list;
	free(list);
	return NULL;
}

static int say_wrong(struct report *report, const json_t *before)
{
	CLEANUP_FREE char *list = wrong_list(before);

	if (!list)
		return -ENOMEM;
	return *list ? say(report, "The machine before the run, as `bpftax doctor` sees it: %s.",
			   list)
		     : 0;
}

/* Of load and steal what was while the run lasted counts, not the moment after it. */
static int say_changes(struct report *report, const json_t *environment)
{
	json_t *now = json_copy(json_object_get(environment, "after"));
	json_t *sentences;
	const json_t *sentence;
	int code = 0;
	size_t i;

	if (!now)
		return 0;
	json_object_update(now, json_object_get(environment, "during"));
	sentences = changes_describe(json_object_get(environment, "before"), now);
	json_array_foreach (sentences, i, sentence)
		if (code == 0)
			code = say(report, "Environment: %s.", json_string_value(sentence));
	json_decref(sentences);
	json_decref(now);
	return code;
}

int environment_say(struct report *report)
{
	int code = 0;

	for (size_t i = 0; i < report->data->machine_count && code == 0; i++) {
		const json_t *environment =
		    json_object_get(report->data->machines[i].facts, "environment");

		code = say_wrong(report, json_object_get(environment, "before"));
		if (code == 0)
			code = say_changes(report, environment);
	}
	return code;
}
