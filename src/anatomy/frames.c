// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/frames.h"

#include <errno.h>
#include <stdlib.h>

static struct frame *frame_new(struct frames *frames)
{
	if (frames->count == frames->size) {
		size_t size = frames->size ? 2 * frames->size : 64;
		struct frame *larger = reallocarray(frames->frames, size, sizeof(*larger));

		if (!larger)
			return NULL;
		frames->frames = larger;
		frames->size = size;
	}
	return &frames->frames[frames->count++];
}

static int begin(struct frames *frames, const struct path_step_taken *step, size_t parent,
		 uint64_t returns_to, bool trap)
{
	struct frame *frame = frame_new(frames);

	if (!frame)
		return -ENOMEM;
	*frame = (struct frame){
		.function = step->function,
		.module = step->module,
		.parent = parent,
		.replaced = FRAME_NONE,
		.depth = parent == FRAME_NONE ? 0 : frames->frames[parent].depth + 1,
		.how = step->how,
		.trap = trap,
		.returns_to = returns_to,
		.begin = frames->steps,
		.layer = LAYER_unknown,
	};
	frames->running = frames->count - 1;
	return 0;
}

/* The running frame ends; the one that it was called from runs on. */
static void leave(struct frames *frames)
{
	struct frame *frame = &frames->frames[frames->running];

	frame->end = frames->steps;
	frames->running = frame->parent;
}

/* Another function goes on where the running one was. */
static int replace(struct frames *frames, const struct path_step_taken *step)
{
	size_t replaced = frames->running, parent = FRAME_NONE;
	uint64_t returns_to = 0;
	bool trap = false;
	int code;

	if (replaced != FRAME_NONE) {
		returns_to = frames->frames[replaced].returns_to;
		trap = frames->frames[replaced].trap;
		leave(frames);
		parent = frames->running;
	}
	code = begin(frames, step, parent, returns_to, trap);
	if (!code)
		frames->frames[frames->running].replaced = replaced;
	return code;
}

/* Of those whose place the running one took, in turn, the nearest of this function, or FRAME_NONE.
 */
static size_t left_in_the_middle(const struct frames *frames, const struct path_step_taken *step)
{
	size_t frame = frames->running;

	if (step->at_start || !step->function)
		return FRAME_NONE;
	do
		frame = frames->frames[frame].replaced;
	while (frame != FRAME_NONE && (frames->frames[frame].function != step->function ||
				       frames->frames[frame].module != step->module));
	return frame;
}

/* Whether the running frame is of this function. */
static bool is_running(const struct frames *frames, const struct path_step_taken *step)
{
	const struct frame *frame = &frames->frames[frames->running];

	return frame->function == step->function && frame->module == step->module;
}

static int flow(struct frames *frames, const struct path_step_taken *step)
{
	size_t left;

	if (frames->running == FRAME_NONE)
		return replace(frames, step);
	if (is_running(frames, step))
		return 0;
	left = left_in_the_middle(frames, step);
	if (left == FRAME_NONE)
		return replace(frames, step);
	leave(frames);
	frames->running = left;
	return 0;
}

/* The nearest running frame that goes on at this address when it ends, or FRAME_NONE. */
static size_t waiting_at(const struct frames *frames, uint64_t address)
{
	size_t frame = frames->running;

	while (frame != FRAME_NONE && frames->frames[frame].returns_to != address)
		frame = frames->frames[frame].parent;
	return frame;
}

static int give_back(struct frames *frames, const struct path_step_taken *step)
{
	size_t frame = waiting_at(frames, step->address);

	if (frame == FRAME_NONE)
		return replace(frames, step);
	while (frames->running != frames->frames[frame].parent)
		leave(frames);
	return flow(frames, step);
}

/* An exception may return for what it interrupted: a return probe in user space is a breakpoint. */
static bool returns_for_it(const struct frames *frames, const struct path_step_taken *step)
{
	return frames->running != FRAME_NONE && !is_running(frames, step) &&
	       waiting_at(frames, step->address) != FRAME_NONE;
}

/*
 * To the frame that the exception interrupted, wherever in it, to one that waits for that, or to
 * whatever is to run instead.
 */
static int give_back_exception(struct frames *frames, const struct path_step_taken *step)
{
	size_t frame = frames->running;

	while (frame != FRAME_NONE && !frames->frames[frame].trap)
		frame = frames->frames[frame].parent;
	if (frame == FRAME_NONE)
		return replace(frames, step);
	while (frames->running != frames->frames[frame].parent)
		leave(frames);
	return returns_for_it(frames, step) ? give_back(frames, step) : flow(frames, step);
}

static int enter(struct frames *frames, const struct path_step_taken *step)
{
	switch (frames->steps ? step->how : STEP_FLOW) {
	case STEP_CALL:
		return begin(frames, step, frames->running, frames->step_end, false);
	case STEP_EXCEPTION:
		return begin(frames, step, frames->running, 0, true);
	case STEP_RETURN:
		return give_back(frames, step);
	case STEP_EXCEPTION_RETURN:
		return give_back_exception(frames, step);
	default:
		return flow(frames, step);
	}
}

int frames_step(struct frames *frames, const struct path_step_taken *step)
{
	int code;

	if (!frames->steps)
		frames->running = FRAME_NONE;
	code = enter(frames, step);
	if (code < 0)
		return code;
	frames->frames[frames->running].counts.of[COUNT_calls] += step->at_start;
	counts_add(&frames->frames[frames->running].counts, &step->counts);
	frames->steps++;
	frames->step_end = step->end;
	return 0;
}

void frames_end(struct frames *frames)
{
	while (frames->count && frames->running != FRAME_NONE)
		leave(frames);
}

bool frame_is_below(const struct frames *frames, size_t frame, size_t other)
{
	while (frame != FRAME_NONE && frame != other)
		frame = frames->frames[frame].parent;
	return frame == other && frame != FRAME_NONE;
}

void frames_release(struct frames *frames)
{
	free(frames->frames);
	*frames = (struct frames){ 0 };
}
