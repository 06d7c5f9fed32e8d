// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/workloads.h"
#include "common/cleanup.h"

#include <string.h>

/* Receivers that are more than a setting: words of the list. */
#define SATURATED "saturated"
#define PACED "paced"

#define NS_PER_MS UINT64_C(1000000)

const struct workload_info workload_infos[] = {
#define WORDS(...)                                                                                 \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define COLUMN(...)                                                                                \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define COLUMNS(...)                                                                               \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define SETTINGS(...)                                                                              \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define WORKLOAD(name, agent, receiver, kind, words, settle_ms, window_ms, weight, metric,         \
		 settings, columns, summary, paragraph)                                            \
	{ name,                                                                                    \
	  #agent,                                                                                  \
	  receiver,                                                                                \
	  WORKLOAD_##kind,                                                                         \
	  words,                                                                                   \
	  (settle_ms)*NS_PER_MS,                                                                   \
	  (window_ms)*NS_PER_MS,                                                                   \
	  weight,                                                                                  \
	  metric,                                                                                  \
	  settings,                                                                                \
	  columns,                                                                                 \
	  summary },
#include "protocol/workload_list.h"
#undef WORKLOAD
#undef WORDS
#undef COLUMN
#undef COLUMNS
#undef SETTINGS
};
const size_t workload_infos_count = ARRAY_SIZE(workload_infos);

const struct workload_info *workload_find(const char *name)
{
	for (size_t i = 0; i < workload_infos_count; i++)
		if (!strcmp(workload_infos[i].name, name))
			return &workload_infos[i];
	return NULL;
}

const struct workload_info *workload_find_setting(const char *agent, const char *receiver)
{
	for (size_t i = 0; i < workload_infos_count; i++)
		if (!strcmp(workload_infos[i].agent, agent) && workload_infos[i].receiver &&
		    !strcmp(workload_infos[i].receiver, receiver))
			return &workload_infos[i];
	return NULL;
}

const struct workload_info *workload_find_saturated(const char *agent)
{
	return workload_find_setting(agent, SATURATED);
}

static bool has_receiver(const char *name, const char *receiver)
{
	const struct workload_info *workload = workload_find(name);

	return workload && workload->receiver && !strcmp(workload->receiver, receiver);
}

bool workload_is_saturated(const char *name)
{
	return has_receiver(name, SATURATED);
}

bool workload_is_paced(const char *name)
{
	return has_receiver(name, PACED);
}

enum workload_kind workload_kind_of(const char *name)
{
	const struct workload_info *workload = workload_find(name);

	return workload ? workload->kind : WORKLOAD_TRAFFIC;
}

const struct workload_info *workload_of_kind(enum workload_kind kind)
{
	size_t first = 0;

	while (workload_infos[first].kind != kind)
		first++;
	return &workload_infos[first];
}

bool workload_is_loaded(const char *name)
{
	const struct workload_info *workload = workload_find(name);

	return workload && workload->receiver && strcmp(workload->receiver, "free") != 0;
}

const struct operation_words *workload_words(const char *name)
{
	static const struct operation_words unknown = { "an", "operation", "operations", "done",
							"operation" };
	const struct workload_info *workload = name ? workload_find(name) : NULL;

	return workload ? &workload->words : &unknown;
}

bool workload_has_setting(const char *name, const char *setting)
{
	const struct workload_info *workload = workload_find(name);

	for (size_t i = 0; workload && workload->settings[i]; i++)
		if (!strcmp(workload->settings[i], setting))
			return true;
	return false;
}

const struct workload_column *workload_columns(const char *name)
{
	static const struct workload_column none = { .heading = NULL };
	const struct workload_info *workload = name ? workload_find(name) : NULL;

	return workload ? workload->columns : &none;
}
