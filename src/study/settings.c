// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/settings.h"
#include "study/study_json.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"

#include <string.h>

json_t *settings_pack(const struct study *study, const struct workload_info *workload)
{
	json_t *settings = json_object();

	for (size_t i = 0; workload->settings[i]; i++) {
		const struct option_row *row = option_find(workload->settings[i], OPTION_FOR_RUN);

		if (!row->here)
			json_object_set_new(settings, row->name, option_to_json(row, study));
	}
	return settings;
}

char *setting_owners(const char *name)
{
	struct text_buffer owners = { 0 };

	for (size_t i = 0; i < workload_infos_count; i++)
		if (workload_has_setting(workload_infos[i].name, name))
			text_buffer_add_word(&owners, ", ", workload_infos[i].name);
	return text_buffer_take(&owners);
}

bool settings_client_on_host(const struct study *study, const char *workload)
{
	return study->settings.client == CLIENT_HOST && workload_has_setting(workload, "client");
}

bool settings_have(const struct study *study, const char *name)
{
	for (size_t i = 0; i < study->workloads.count; i++)
		if (workload_has_setting(study->workloads.words[i], name))
			return true;
	return false;
}

static bool has_owner(const struct cell_list *cells, const char *name)
{
	for (size_t i = 0; i < cells->count; i++)
		if (settings_have(&cells->cells[i].study, name))
			return true;
	return false;
}

/* Of any command: a study file may spell out what another one has by default. */
static bool is_default(const char *name, const char *text)
{
	for (size_t i = 0; i < options_table_count; i++)
		if (options_table[i].setting && !strcmp(options_table[i].name, name) &&
		    !strcmp(options_table[i].default_text ? options_table[i].default_text : "",
			    text))
			return true;
	return false;
}

static void add_idle(struct text_buffer *lines, const struct option_row *row, const char *text)
{
	CLEANUP_FREE char *owners = setting_owners(row->name);

	text_buffer_add(lines, "%s%s %s changes nothing: it is a setting of %s, %s",
			lines->length ? "\n" : "", row->name, text, owners ? owners : "",
			owners && strchr(owners, ',') ? "none of which is measured"
						      : "which is not measured");
	lines->failed |= !owners;
}

static void look_at(struct text_buffer *lines, const struct option_row *row,
		    const struct cell_list *cells)
{
	CLEANUP_FREE char *text = NULL;

	if (!row->setting || !row->study_key || has_owner(cells, row->name))
		return;
	lines->failed |= option_get(row, &cells->cells[0].study, &text) < 0;
	if (text && !is_default(row->name, text))
		add_idle(lines, row, text);
}

char *settings_idle(const struct cell_list *cells)
{
	struct text_buffer lines = { 0 };

	for (size_t i = 0; i < options_table_count && cells->count; i++)
		look_at(&lines, &options_table[i], cells);
	return text_buffer_take(&lines);
}
