// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_likeness.h"

#include <errno.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/differences.h"
#include "study/options.h"

static const char *const machine_facts[] = { "timing", "accelerator", "architecture", "cpu_model",
					     "cpus" };

static int take_over(json_t *likeness, json_t *from, const char *key)
{
	json_t *value = json_object_get(from, key);

	return value ? json_object_set(likeness, key, value) : 0;
}

static int facts_take(json_t *likeness, json_t *facts)
{
	int code = 0;

	for (size_t i = 0; i < ARRAY_SIZE(machine_facts) && !code; i++)
		code = take_over(likeness, facts, machine_facts[i]);
	return code;
}

/* Those that say what is measured: runs that differ in one are not of one history. */
static int settings_take(json_t *likeness, json_t *study)
{
	int code = 0;

	for (size_t i = 0; i < options_table_count && !code; i++)
		if (options_table[i].study_key && options_table[i].differs == OPTION_DIFFERS_NEVER)
			code = take_over(likeness, study, options_table[i].name);
	return code;
}

json_t *likeness_of(const struct run_record *run, json_t *facts)
{
	json_t *likeness = json_pack("{s:s}", "protocol", run->protocol);

	if (!likeness || facts_take(likeness, facts) < 0 ||
	    settings_take(likeness, run->study) < 0) {
		json_decref(likeness);
		return NULL;
	}
	return likeness;
}

static int describe(const char *key, const json_t *own, const json_t *newest, char **ret_reason)
{
	CLEANUP_FREE char *here = difference_value_text(own);
	CLEANUP_FREE char *there = difference_value_text(newest);

	*ret_reason =
	    here && there ? file_path("%s: %s, in the newest run %s", key, here, there) : NULL;
	return *ret_reason ? 0 : -ENOMEM;
}

int likeness_difference(const json_t *own, const json_t *newest, char **ret_reason)
{
	const char *key;
	json_t *value;

	*ret_reason = NULL;
	json_object_foreach ((json_t *)newest, key, value)
		if (!json_equal(value, json_object_get(own, key)))
			return describe(key, json_object_get(own, key), value, ret_reason);
	json_object_foreach ((json_t *)own, key, value)
		if (!json_object_get(newest, key))
			return describe(key, value, NULL, ret_reason);
	return 0;
}
