// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/changes.h"
#include "common/cleanup.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct {
	const char *key;
	const char *name;
	double least;	  /* of numbers: a smaller difference is none */
	const char *unit; /* of numbers */
} rows[] = {
	{ "other_load_cpus", "other load", .25, "CPUs" },
	{ "steal_cpus", "steal", .05, "CPUs" },
	{ "cpus_allowed", "the number of CPUs that may be used", 1, "" },
	{ "governor", "the frequency governor" },
	{ "turbo", "turbo" },
	{ "smt", "SMT" },
	{ "huge_pages", "transparent huge pages" },
	{ "clocksource", "the clock source" },
	{ "bpf_statistics", "the kernel's BPF statistics" },
	{ "bpf_jit_enable", "net.core.bpf_jit_enable", 1, "" },
	{ "bpf_jit_harden", "net.core.bpf_jit_harden", 1, "" },
	{ "bpf_jit_kallsyms", "net.core.bpf_jit_kallsyms", 1, "" },
	{ "lockdown", "lockdown" },
	{ "hook_users", "other users of the hook" },
	{ "hook_programs", "programs of others on the hook" },
	{ "bpf_programs", "tracing programs of others" },
};

static const char *value_text(const json_t *value)
{
	return json_is_boolean(value) ? json_is_true(value) ? "on" : "off"
				      : json_string_value(value);
}

static void word_compare(const char *name, const json_t *before, const json_t *after,
			 json_t *sentences)
{
	const char *was = value_text(before), *is = value_text(after);

	if (was && is && strcmp(was, is) != 0)
		json_array_append_new(
		    sentences,
		    json_sprintf("%s changed from %s to %s during the run", name, was, is));
}

static void number_compare(size_t row, double was, double is, json_t *sentences)
{
	const char *unit = rows[row].unit;
	char text[160];

	if (!(fabs(is - was) >= rows[row].least))
		return;
	snprintf(text, sizeof(text), "%s %s from %.3g to %.3g%s%s during the run", rows[row].name,
		 is > was ? "rose" : "fell", was, is, *unit ? " " : "", unit);
	json_array_append_new(sentences, json_string(text));
}

static bool list_has(const json_t *list, const json_t *wanted)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		if (json_equal(entry, wanted))
			return true;
	return false;
}

/* Those of one list that the other has not. */
static void list_compare(const char *name, const json_t *list, const json_t *other,
			 const char *what, json_t *sentences)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		if (!list_has(other, entry))
			json_array_append_new(sentences,
					      json_sprintf("%s: %s %s during the run", name,
							   json_string_value(entry), what));
}

static void row_compare(size_t row, const json_t *before, const json_t *after, json_t *sentences)
{
	const char *name = rows[row].name;

	if (json_is_number(before) && json_is_number(after))
		number_compare(row, json_number_value(before), json_number_value(after), sentences);
	else if (json_is_array(before) && json_is_array(after)) {
		list_compare(name, after, before, "came", sentences);
		list_compare(name, before, after, "went", sentences);
	} else if (before && after) {
		word_compare(name, before, after, sentences);
	}
}

json_t *changes_describe(const json_t *before, const json_t *after)
{
	json_t *sentences = json_array();

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		row_compare(i, json_object_get(before, rows[i].key),
			    json_object_get(after, rows[i].key), sentences);
	return sentences;
}
