// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_likeness.h"

#include <errno.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/differences.h"

static const char *const machine_facts[] = { "timing", "accelerator", "architecture", "cpu_model",
					     "cpus" };

static const char *const settings[] = { "target",   "function", "tracepoint",	 "client",
					"parallel", "bitrate",	"server-family", "length",
					"window",   "stats-by" };

static int take_over(json_t *likeness, json_t *from, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *value = json_object_get(from, keys[i]);

		if (value && json_object_set(likeness, keys[i], value) < 0)
			return -ENOMEM;
	}
	return 0;
}

json_t *likeness_of(const struct run_data *data)
{
	json_t *likeness = json_pack("{s:s}", "protocol", data->run.protocol);
	json_t *facts = run_data_facts(data);

	if (!likeness || take_over(likeness, facts, machine_facts, ARRAY_SIZE(machine_facts)) < 0 ||
	    take_over(likeness, data->run.study, settings, ARRAY_SIZE(settings)) < 0) {
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
