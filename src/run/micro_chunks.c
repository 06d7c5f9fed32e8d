// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/micro_chunks.h"

#include <errno.h>
#include <stdlib.h>

static int number_read(const json_t *value, uint64_t *ret_number)
{
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < 0)
		return -EPROTO;
	*ret_number = (uint64_t)number;
	return 0;
}

static int disturbed_mark(const json_t *indexes, struct chunk_list *list)
{
	for (size_t i = 0; i < json_array_size(indexes); i++) {
		uint64_t at = 0;
		int code = number_read(json_array_get(indexes, i), &at);

		if (code < 0 || at >= list->count)
			return -EPROTO;
		list->passes[at].disturbed = true;
	}
	return 0;
}

static int list_read(const json_t *chunks, struct chunk_list *list)
{
	const json_t *elapsed_ns = json_object_get(chunks, "ns");
	int code = json_is_array(elapsed_ns) ? 0 : -EPROTO;

	list->count = json_array_size(elapsed_ns);
	list->passes = calloc(list->count + 1, sizeof(*list->passes));
	if (!list->passes)
		return -ENOMEM;
	for (size_t i = 0; i < list->count && code == 0; i++)
		code = number_read(json_array_get(elapsed_ns, i), &list->passes[i].elapsed_ns);
	return code < 0 ? code : disturbed_mark(json_object_get(chunks, "disturbed"), list);
}

static int events_read(const json_t *events, struct chunk_line *line)
{
	int code = 0;

	line->count = json_array_size(events);
	line->events = calloc(line->count + 1, sizeof(*line->events));
	if (!line->events)
		return -ENOMEM;
	for (size_t i = 0; i < line->count && code == 0; i++)
		code = number_read(json_array_get(events, i), &line->events[i]);
	return code;
}

static int line_read(const json_t *object, size_t window, struct chunk_line *line)
{
	int code = events_read(json_object_get(object, "events"), line);

	if (code == 0)
		code = list_read(json_object_get(object, "bare"), &line->bare);
	if (code == 0)
		code = list_read(json_array_get(json_object_get(object, "windows"), window),
				 &line->attached);
	if (code == 0 && (line->bare.count != line->count || line->attached.count != line->count))
		code = -EPROTO;
	return code;
}

static int chunks_read(const json_t *reply, size_t window, struct sample_chunks *chunks)
{
	int code = list_read(json_object_get(reply, "before"), &chunks->before);

	if (code == 0)
		code = list_read(json_array_get(json_object_get(reply, "windows"), window),
				 &chunks->attached);
	if (code == 0)
		code = list_read(json_object_get(reply, "after"), &chunks->after);
	return code < 0 ? code : line_read(json_object_get(reply, "line"), window, &chunks->line);
}

int micro_chunks_pack(const json_t *reply, size_t window, struct packed_chunks *ret_chunks,
		      struct error *err)
{
	struct sample_chunks chunks = {};
	int code = chunks_read(reply, window, &chunks);

	if (code == 0)
		code = chunks_pack(&chunks, ret_chunks);
	sample_chunks_release(&chunks);
	if (code == 0)
		return 0;
	if (code == -ENOMEM)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return error_set(err, ERROR_ENVIRONMENT, EPROTO,
			 "the agent's chunks mean nothing; use an agent of this bpftax");
}

/* The agent names each disturbed one once. */
static bool has_undisturbed(const json_t *chunks)
{
	return json_array_size(json_object_get(chunks, "ns")) >
	       json_array_size(json_object_get(chunks, "disturbed"));
}

bool micro_chunks_tell(const json_t *reply, size_t window)
{
	const json_t *windows = json_object_get(reply, "windows");

	return has_undisturbed(json_array_get(windows, window)) &&
	       (has_undisturbed(json_object_get(reply, "before")) ||
		has_undisturbed(json_object_get(reply, "after")));
}
