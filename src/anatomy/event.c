// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/event.h"
#include "anatomy/function_name.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define HASH_BEGIN UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_FACTOR UINT64_C(0x100000001b3)

static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * HASH_FACTOR;
	return (hash ^ 0xff) * HASH_FACTOR;
}

static bool is_hooked(const struct frame *frame, const char *hooked)
{
	return frame->function && hooked && !strcmp(frame->function, hooked);
}

/*
 * Of each frame: its place, from the first frame on or, for below_hooked, from the hooked function
 * on where it lies below that.  NULL without memory.
 */
static uint64_t *places_of(const struct frames *frames, const char *hooked, bool below_hooked)
{
	uint64_t *places = calloc(frames->count + 1, sizeof(*places));

	for (size_t i = 0; places && i < frames->count; i++) {
		const struct frame *frame = &frames->frames[i];
		bool top =
		    frame->parent == FRAME_NONE || (below_hooked && is_hooked(frame, hooked));

		places[i] = hash_text(top ? HASH_BEGIN : places[frame->parent],
				      frame->function ? frame->function : "");
	}
	return places;
}

static struct frame *partner(struct frames *frames, const uint64_t *places, size_t count,
			     uint64_t place)
{
	for (size_t i = 0; i < count; i++)
		if (places[i] == place && !frames->frames[i].in_bare)
			return &frames->frames[i];
	return NULL;
}

/* At the end, below nothing that is still running. */
static int add_missing(struct frames *frames, const struct frame *bare)
{
	struct frame *larger = reallocarray(frames->frames, frames->count + 1, sizeof(*larger));
	struct frame *frame;

	if (!larger)
		return -ENOMEM;
	frames->frames = larger;
	frames->size = frames->count + 1;
	frame = &frames->frames[frames->count++];
	*frame = *bare;
	frame->parent = FRAME_NONE;
	frame->begin = frame->end = frames->steps;
	frame->counts = (struct counts){ 0 };
	frame->in_bare = true;
	counts_subtract(&frame->counts, &bare->counts);
	return 0;
}

/* Subtracts the bare frames that have a partner and were not subtracted yet. */
static int pairs_subtract(struct frames *frames, const struct frames *bare, const char *hooked,
			  bool below_hooked, bool *done)
{
	CLEANUP_FREE uint64_t *places = places_of(frames, hooked, below_hooked);
	CLEANUP_FREE uint64_t *bare_places = places_of(bare, hooked, below_hooked);

	if (!places || !bare_places)
		return -ENOMEM;
	for (size_t i = 0; i < bare->count; i++) {
		struct frame *frame =
		    done[i] ? NULL : partner(frames, places, frames->count, bare_places[i]);

		if (!frame)
			continue;
		counts_subtract(&frame->counts, &bare->frames[i].counts);
		frame->in_bare = done[i] = true;
	}
	return 0;
}

int event_subtract(struct frames *frames, const struct frames *bare, const char *hooked)
{
	CLEANUP_FREE bool *done = calloc(bare->count + 1, sizeof(*done));
	int code = done ? pairs_subtract(frames, bare, hooked, false, done) : -ENOMEM;

	if (!code)
		code = pairs_subtract(frames, bare, hooked, true, done);
	for (size_t i = 0; i < bare->count && !code; i++)
		if (!done[i])
			code = add_missing(frames, &bare->frames[i]);
	return code;
}

static bool is_program(const struct frame *frame)
{
	return !frame->in_bare && function_is_program(frame->function, frame->module);
}

/* A program's own functions, and what runs below them, are below it. */
static bool is_below_program(const struct frames *frames, size_t frame)
{
	size_t above = frames->frames[frame].parent;

	while (above != FRAME_NONE && !is_program(&frames->frames[above]))
		above = frames->frames[above].parent;
	return above != FRAME_NONE;
}

/* The last of those that are no part of another. */
static const struct frame *last_program(const struct frames *frames)
{
	const struct frame *last = NULL;

	for (size_t i = 0; i < frames->count; i++)
		if (is_program(&frames->frames[i]) && !is_below_program(frames, i))
			last = &frames->frames[i];
	return last;
}

void event_layers(struct frames *frames, const char *hooked)
{
	const struct frame *last = last_program(frames);

	for (size_t i = 0; i < frames->count; i++) {
		struct frame *frame = &frames->frames[i];

		frame->layer = layer_of(&(struct layer_facts){
		    .function = frame->function,
		    .hooked = is_hooked(frame, hooked),
		    .in_bare = frame->in_bare,
		    .program = is_program(frame),
		    .below_program = is_below_program(frames, i),
		    .after_programs = last && frame->begin >= last->end,
		    .before_program = last && frame->begin <= last->begin,
		});
	}
}
