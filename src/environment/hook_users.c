// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/hook_users.h"
#include "environment/root_file.h"
#include "common/cleanup.h"

#include <stdbool.h>
#include <string.h>

static const char *const tracefs_paths[] = { "/sys/kernel/tracing", "/sys/kernel/debug/tracing" };

/* Whether the line has the name as a whole word, be it with an offset or a module behind it. */
static bool line_names(const char *line, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = line; (at = strstr(at, name)); at += length) {
		bool begins = at == line || strchr(" \t", at[-1]);

		if (begins && (!at[length] || strchr(" \t+", at[length])))
			return true;
	}
	return false;
}

/* False when there was no text to look through. */
static bool lines_add(char *text, const char *name, json_t *users)
{
	char *rest = text, *line;

	while (text && (line = strsep(&rest, "\n")))
		if (line_names(line, name))
			json_array_append_new(users, json_string(line));
	free(text);
	return text != NULL;
}

static bool function_users(const char *root, const char *function, json_t *users)
{
	bool known =
	    lines_add(root_file_text(root, "/sys/kernel/debug/kprobes/list"), function, users);

	for (size_t i = 0; i < ARRAY_SIZE(tracefs_paths); i++)
		if (lines_add(root_file_text(root, "%s/enabled_functions", tracefs_paths[i]),
			      function, users))
			return true; /* the other path is the same file */
	return known;
}

static bool tracepoint_users(const char *root, const char *tracepoint, json_t *users)
{
	CLEANUP_FREE char *below = strdup(tracepoint);
	char *colon = below ? strchr(below, ':') : NULL;

	if (!colon)
		return false;
	*colon = '/';
	for (size_t i = 0; i < ARRAY_SIZE(tracefs_paths); i++) {
		CLEANUP_FREE char *enable =
		    root_file_line(root, "%s/events/%s/enable", tracefs_paths[i], below);

		if (!enable)
			continue;
		if (*enable == '1')
			json_array_append_new(users, json_sprintf("%s is switched on", tracepoint));
		return true;
	}
	return false;
}

json_t *hook_users_read(const char *root, const char *function, const char *tracepoint)
{
	json_t *users = json_array();
	bool known = function && function_users(root, function, users);

	known |= tracepoint && tracepoint_users(root, tracepoint, users);
	if (known)
		return users;
	json_decref(users);
	return NULL;
}
