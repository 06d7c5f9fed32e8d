// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/object_words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

bool run_has_objects(const struct run_data *data)
{
	for (size_t i = 0; i < data->treatment_count; i++)
		if (strcmp(data->treatments[i].kind, "object") == 0)
			return true;
	return false;
}

const char *object_state_word(const struct report_result *result)
{
	if (strcmp(result->status, "no-workload") == 0)
		return json_is_true(json_object_get(result->look, "changes_event")) ? "drops"
										    : "not run";
	if (strcmp(result->status, "unsupported") != 0 || !result->look)
		return result->status;
	return json_is_true(json_object_get(result->look, "loads")) ? "no hook" : "no load";
}

static const char *reason_of(const struct report_result *result)
{
	return result->reason ? result->reason : result->status;
}

static size_t note_of(const struct object_notes *notes, const struct report_result *result)
{
	size_t i = 0;

	while (i < notes->count && strcmp(reason_of(notes->results[i]), reason_of(result)) != 0)
		i++;
	return i;
}

static void note_add(struct object_notes *notes, const struct report_result *result)
{
	const struct report_result **larger =
	    reallocarray((void *)notes->results, notes->count + 1, sizeof(struct report_result *));

	notes->failed |= !larger;
	if (!larger)
		return;
	notes->results = larger;
	larger[notes->count++] = result;
}

/* As columns of a spreadsheet are called, so that no mark is taken for a figure. */
static void mark_write(size_t number, char mark[NOTE_MARK_SIZE])
{
	char *at = mark + NOTE_MARK_SIZE - 1;

	*at = '\0';
	for (number++; number; number = (number - 1) / 26)
		*--at = (char)('a' + (number - 1) % 26);
	memmove(mark, at, strlen(at) + 1);
}

const char *object_note_mark(struct object_notes *notes, const struct report_result *result,
			     char mark[NOTE_MARK_SIZE])
{
	size_t note = note_of(notes, result);

	if (note == notes->count)
		note_add(notes, result);
	mark_write(note, mark);
	return mark;
}

int object_log_say(const struct report_result *result, struct front_part *part)
{
	const char *log = json_string_value(json_object_get(result->look, "log"));
	CLEANUP_FREE char *lines = log && strchr(log, '\n') ? strdup(log) : NULL;
	char *rest = lines;
	int code = log && strchr(log, '\n') && !lines ? -ENOMEM : 0;

	for (char *line; code == 0 && (line = strsep(&rest, "\n"));)
		code = front_part_say(part, NULL, "  | %s", line);
	return code;
}

int object_notes_say(const struct object_notes *notes, struct front_part *part)
{
	char mark[NOTE_MARK_SIZE];
	int code = notes->failed ? -ENOMEM : 0;

	for (size_t i = 0; i < notes->count && code == 0; i++) {
		mark_write(i, mark);
		code = front_part_say(part, mark, "%s", reason_of(notes->results[i]));
		if (code == 0)
			code = object_log_say(notes->results[i], part);
	}
	return code;
}

void object_notes_release(struct object_notes *notes)
{
	free((void *)notes->results);
	*notes = (struct object_notes){ 0 };
}
