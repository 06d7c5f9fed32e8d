// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/reader_words.h"

#include <stdlib.h>
#include <string.h>

static const json_t *reader_of(const struct report_result *result)
{
	return json_object_get(result->proof, "reader");
}

static double number_of(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static bool is_read(const json_t *reader)
{
	const char *consumer = json_string_value(json_object_get(reader, "consumer"));

	return consumer && strcmp(consumer, "none") != 0;
}

static int say_full(struct sentences *to, const struct report_result *result, const json_t *buffer)
{
	bool read = is_read(reader_of(result));

	return say(
	    to,
	    "%s: its figure is not that of a record: the ring buffer '%s' (%.0f bytes) became "
	    "full, as %s, and what finds no room is cheaper. %s",
	    result->configuration, json_string_value(json_object_get(buffer, "name")),
	    number_of(buffer, "bytes"),
	    read ? "the program does not wake who sleeps" : "nobody reads it",
	    read ? "--consumer poll reads it without being woken."
		 : "--consumer poll, or wake, has it read.");
}

static int say_unopened(struct sentences *to, const struct report_result *result,
			const json_t *buffer)
{
	return say(to,
		   "%s: its figure is not that of a record: nobody opened the perf buffer '%s', so "
		   "that nothing is written to it. --consumer poll, or wake, has it read.",
		   result->configuration, json_string_value(json_object_get(buffer, "name")));
}

static int say_lost(struct sentences *to, const struct report_result *result, const json_t *buffer)
{
	double lost = number_of(buffer, "lost");

	return lost > 0 ? say(to,
			      "%s: its figure is not that of a record alone: the perf buffer '%s' "
			      "lost %.0f "
			      "for want of room, which is cheaper.",
			      result->configuration,
			      json_string_value(json_object_get(buffer, "name")), lost)
			: 0;
}

static int say_result_unread(struct sentences *to, const struct report_result *result)
{
	const json_t *buffer;
	int code = 0;
	size_t i;

	json_array_foreach (json_object_get(reader_of(result), "buffers"), i, buffer) {
		if (code == 0 && json_is_true(json_object_get(buffer, "full")))
			code = say_full(to, result, buffer);
		if (code == 0 && json_is_false(json_object_get(buffer, "opened")))
			code = say_unopened(to, result, buffer);
		if (code == 0)
			code = say_lost(to, result, buffer);
	}
	return code;
}

static bool has_said(const struct sentences *to, size_t of)
{
	for (size_t i = 0; i < of; i++)
		if (!strcmp(to->texts[i], to->texts[of]))
			return true;
	return false;
}

/* Of several kernels mostly the same: each once. */
static void forget_again_said(struct sentences *to, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < to->count; i++) {
		char *text = to->texts[i];

		to->texts[kept] = text;
		if (has_said(to, kept))
			free(text);
		else
			kept++;
	}
	to->count = kept;
}

int say_unread(struct sentences *to, const struct run_report *run)
{
	size_t before = to->count;
	int code = 0;

	for (size_t i = 0; i < run->count; i++)
		for (size_t r = 0; r < run->reports[i]->result_count && code == 0; r++)
			code = say_result_unread(to, &run->reports[i]->results[r]);
	forget_again_said(to, before);
	return code;
}

static int say_woken(struct sentences *to, const struct report_result *result)
{
	const json_t *reader = reader_of(result);
	double wakeups = number_of(reader, "wakeups");

	if (wakeups == 0)
		return say(to, "%s: the reader was never woken.", result->configuration);
	return say(
	    to,
	    "%s: its figure has the wake-up of the reader in it, and not what the reader does "
	    "then: about %.0f instructions beside each time (in %.0f events %.0f records, woken "
	    "%.0f times).",
	    result->configuration, number_of(reader, "reader_ns") / wakeups,
	    number_of(reader, "events"), number_of(reader, "records"), wakeups);
}

int say_read(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];
		const json_t *reader = reader_of(result);

		if (!is_read(reader) || strcmp(result->workload, workload->name) != 0)
			continue;
		if (json_object_get(reader, "wakeups"))
			code = say_woken(to, result);
		else
			code = say(to,
				   "%s: a reader had read everything before each event (in %.0f "
				   "events %.0f "
				   "records).",
				   result->configuration, number_of(reader, "events"),
				   number_of(reader, "records"));
	}
	return code;
}
