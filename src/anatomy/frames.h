/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_FRAMES_H
#define BPFTAX_ANATOMY_FRAMES_H

/*
 * The frames of one event: the path that a CPU took, cut where functions begin and end.
 *
 *	struct frames frames = { 0 };
 *
 *	for (each step of the path)
 *		code = frames_step(&frames, &step);
 *	frames_end(&frames);
 *	for (size_t i = 0; i < frames.count; i++)
 *		tell(&frames.frames[i]);
 *	frames_release(&frames);
 *
 * A step is a stretch without a branch, and how the CPU came to it.  A call, an exception and a
 * system call make a frame below the one that was running.  A return ends all frames down to
 * the one that waits at its target; where none waits, as a return probe has put its own function
 * there, a frame takes the place of the one that returned.  A branch into another function does the
 * same, until one into the middle of the function before goes on with that one's frame: a probed
 * instruction runs in a copy of it elsewhere.  The end of an exception goes back to the frame that
 * it interrupted, or returns for that one: a return probe in user space may be a breakpoint.  Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include "anatomy/counts.h"
#include "anatomy/layers.h"

enum step_how {
	STEP_FLOW, /* from the step before, or by a branch */
	STEP_CALL,
	STEP_RETURN,
	STEP_EXCEPTION, /* a trap, an interrupt or a system call */
	STEP_EXCEPTION_RETURN,
};

struct path_step_taken {
	uint64_t address, end; /* of its first instruction; behind its last */
	enum step_how how;     /* how it was come to */
	const char *function;  /* whose it is; NULL: none is known.  Equal ones are one pointer */
	const char *module;    /* NULL: the kernel's own */
	bool at_start;	       /* it begins where the function does */
	struct counts counts;
};

#define FRAME_NONE ((size_t)-1)

struct frame {
	const char *function; /* NULL: none is known */
	const char *module;
	size_t parent;	     /* FRAME_NONE: the first, and what takes its place */
	unsigned int depth;  /* 0: the first */
	enum step_how how;   /* how it began */
	bool trap;	     /* an exception made it, or one whose place it took */
	size_t replaced;     /* whose place it took; FRAME_NONE: it was called */
	uint64_t returns_to; /* where it was called from goes on; 0: not known */
	size_t begin, end; /* the steps it ran in, from and to before; frames below it among them */
	struct counts counts; /* its own, without frames below */
	bool in_bare;	      /* the bare event has it at the same place: see difference.h */
	enum layer layer;
};

struct frames {
	struct frame *frames; /* in the order in which they began */
	size_t count, size;
	size_t running; /* FRAME_NONE: none */
	size_t steps;
	uint64_t step_end; /* of the last step */
};

/* 0 or -ENOMEM. */
int frames_step(struct frames *frames, const struct path_step_taken *step);

/* Ends what still runs. */
void frames_end(struct frames *frames);

/* Whether a frame is below another, however far. */
bool frame_is_below(const struct frames *frames, size_t frame, size_t other);
void frames_release(struct frames *frames);

#endif
