// SPDX-License-Identifier: GPL-2.0-or-later
#include "recording_sample.h"

#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t count, size_t size)
{
	void *array = calloc(count + 1, size);

	if (!array)
		abort();
	return array;
}

static struct recorded_instruction instruction_of(const struct sample_instruction *from)
{
	return (struct recorded_instruction){
		.address = from->address,
		.what = { .size = from->size,
			  .flow = from->flow,
			  .atomic = from->atomic,
			  .system = from->system,
			  .has_target = from->target != 0,
			  .target = from->target },
	};
}

static bool is_taken(enum path_step step)
{
	return step == PATH_JUMP || step == PATH_CALL || step == PATH_RETURN;
}

/* Counts of every instruction; those that did not run are left out afterwards. */
static void counts_make(const struct recording *recording, const struct sample_instruction *code,
			struct recorded_window *window)
{
	struct recorded_count *all = zeroed(recording->instruction_count, sizeof(*all));

	for (size_t i = 0; i < window->path_length; i++) {
		struct recorded_count *count = &all[window->path[i]];

		count->executions++;
		count->loads += code[window->path[i]].loads;
		count->stores += code[window->path[i]].stores;
		count->taken += is_taken(path_step(recording, window, i));
	}
	window->counts = all;
	for (uint32_t i = 0; i < recording->instruction_count; i++) {
		all[i].instruction = i;
		if (all[i].executions)
			all[window->count++] = all[i];
	}
}

static void window_make(const struct recording *recording, const struct sample_instruction *code,
			const struct sample_window *from, struct recorded_window *ret_window)
{
	*ret_window =
	    (struct recorded_window){ .path = zeroed(from->length, sizeof(*ret_window->path)),
				      .path_length = from->length };
	memcpy(ret_window->path, from->path, from->length * sizeof(*from->path));
	counts_make(recording, code, ret_window);
	if (from->keep)
		return;
	free(ret_window->path);
	ret_window->path = NULL;
	ret_window->path_length = 0;
}

void recording_sample_make(const struct sample_instruction *code, size_t code_count,
			   const struct sample_window *windows, size_t window_count,
			   struct recording *ret_recording)
{
	struct recording recording = {
		.set = instruction_set_find("x86_64"),
		.instructions = zeroed(code_count, sizeof(*recording.instructions)),
		.instruction_count = code_count,
		.windows = zeroed(window_count, sizeof(*recording.windows)),
	};

	for (size_t i = 0; i < code_count; i++)
		recording.instructions[i] = instruction_of(&code[i]);
	for (size_t i = 0; i < window_count; i++)
		window_make(&recording, code, &windows[i], &recording.windows[i]);
	recording.window_count = window_count;
	*ret_recording = recording;
}
