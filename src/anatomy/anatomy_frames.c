// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_frames.h"
#include "anatomy/event.h"
#include "anatomy/one_event.h"
#include "anatomy/path_agreement.h"
#include "common/cleanup.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

/* Of each frame: whether it or one below it differs. */
static void wanted_find(const struct frames *frames, bool *wanted)
{
	for (size_t i = 0; i < frames->count; i++) {
		size_t above = i;

		if (counts_are_zero(&frames->frames[i].counts))
			continue;
		for (; above != FRAME_NONE && !wanted[above]; above = frames->frames[above].parent)
			wanted[above] = true;
	}
}

/* Depths begin with what is above the first instructions that differ. */
static unsigned int depth_base(const struct frames *frames)
{
	unsigned int least = UINT_MAX;

	for (size_t i = 0; i < frames->count; i++) {
		const struct frame *frame = &frames->frames[i];
		bool more = frame->counts.of[COUNT_instructions] != 0 && frame->depth;

		if (!counts_are_zero(&frame->counts) && frame->depth - more < least)
			least = frame->depth - more;
	}
	return least == UINT_MAX ? 0 : least;
}

/* The frame with its parent among those kept, and its depth from the base on. */
static struct frame kept(const struct frame *frame, const size_t *places, unsigned int base)
{
	struct frame copy = *frame;

	if (copy.parent != FRAME_NONE)
		copy.parent = copy.depth > base ? places[copy.parent] : FRAME_NONE;
	copy.depth -= base;
	return copy;
}

static int frames_keep(struct anatomy *anatomy, const struct frames *frames)
{
	CLEANUP_FREE bool *wanted = calloc(frames->count + 1, sizeof(*wanted));
	CLEANUP_FREE size_t *places = calloc(frames->count + 1, sizeof(*places));
	unsigned int base = depth_base(frames);

	anatomy->frames = calloc(frames->count + 1, sizeof(*anatomy->frames));
	if (!wanted || !places || !anatomy->frames)
		return -ENOMEM;
	wanted_find(frames, wanted);
	for (size_t i = 0; i < frames->count; i++) {
		if (!wanted[i] || frames->frames[i].depth < base)
			continue;
		places[i] = anatomy->frame_count++;
		anatomy->frames[places[i]] = kept(&frames->frames[i], places, base);
	}
	return 0;
}

int anatomy_frames_take(struct anatomy *anatomy, const struct frames *frames, uint64_t events,
			const char *hooked)
{
	struct frames taken;
	int code = frames->count ? frames_keep(anatomy, frames) : 0;

	if (code || !frames->count)
		return code;
	anatomy->trust.path_agrees = path_agrees(anatomy, frames, events);
	anatomy->frame_events =
	    frames_take_one(anatomy->frames, &anatomy->frame_count, events) ? 1 : events;
	taken = (struct frames){ .frames = anatomy->frames, .count = anatomy->frame_count };
	event_layers(&taken, hooked);
	return 0;
}
