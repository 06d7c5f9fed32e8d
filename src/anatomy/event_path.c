// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/event_path.h"
#include "anatomy/tally.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>

/* A path under way. */
struct walk {
	const struct recording *recording;
	const struct code_functions *functions;
	const struct recorded_window *window;
	int64_t *loads, *stores; /* of each instruction: what no execution has had yet */
	uint64_t *left;		 /* of each: how often it is still to come, repetitions aside */
	struct frames frames;
};

static enum step_how how_of(enum path_step step)
{
	switch (step) {
	case PATH_CALL:
		return STEP_CALL;
	case PATH_RETURN:
		return STEP_RETURN;
	case PATH_TRAP:
	case PATH_EXCEPTION:
		return STEP_EXCEPTION;
	case PATH_TRAP_RETURN:
		return STEP_EXCEPTION_RETURN;
	default:
		return STEP_FLOW;
	}
}

/*
 * An equal share of what is left goes to each time that it comes.  What repeats itself (rep) comes
 * once, as its last turn may find nothing to do.
 */
static int64_t share_take(int64_t *rest, uint64_t left)
{
	int64_t share = left ? *rest - *rest / (int64_t)left * (int64_t)(left - 1) : 0;

	*rest -= share;
	return share;
}

static bool is_again(const struct walk *walk, size_t at)
{
	return at && walk->window->path[at - 1] == walk->window->path[at];
}

static struct counts execution_counts(struct walk *walk, size_t at, enum path_step next)
{
	uint32_t instruction = walk->window->path[at];
	const struct instruction *what = &walk->recording->instructions[instruction].what;
	struct counts counts = { .of = {
				     [COUNT_instructions] = 1,
				     [COUNT_branches] = next == PATH_JUMP || next == PATH_CALL ||
							next == PATH_RETURN,
				     [COUNT_atomics] = what->atomic,
				     [COUNT_system_registers] = what->system,
				 } };
	uint64_t left = walk->left[instruction];

	if (is_again(walk, at))
		return counts;
	counts.of[COUNT_loads] = share_take(&walk->loads[instruction], left);
	counts.of[COUNT_stores] = share_take(&walk->stores[instruction], left);
	walk->left[instruction] -= left != 0;
	return counts;
}

static int step(struct walk *walk, size_t at, enum step_how how, enum path_step next)
{
	uint32_t instruction = walk->window->path[at];
	const struct code_function *function =
	    &walk->functions->functions[walk->functions->of[instruction]];
	const struct recorded_instruction *recorded = &walk->recording->instructions[instruction];

	return frames_step(&walk->frames,
			   &(struct path_step_taken){
			       .address = recorded->address,
			       .end = path_return_address(walk->recording, instruction),
			       .how = how,
			       .function = function->name,
			       .module = function->module,
			       .at_start = walk->functions->at_start[instruction],
			       .counts = execution_counts(walk, at, next),
			   });
}

static int walk_all(struct walk *walk)
{
	enum step_how how = STEP_FLOW;
	int code = 0;

	for (size_t at = 0; at < walk->window->path_length && !code; at++) {
		enum path_step next = path_step(walk->recording, walk->window, at);

		code = step(walk, at, how, next);
		how = how_of(next);
	}
	frames_end(&walk->frames);
	return code;
}

static void shares_fill(struct walk *walk)
{
	for (size_t i = 0; i < walk->window->count; i++) {
		const struct recorded_count *count = &walk->window->counts[i];

		walk->loads[count->instruction] = (int64_t)count->loads;
		walk->stores[count->instruction] = (int64_t)count->stores;
	}
	for (size_t at = 0; at < walk->window->path_length; at++)
		walk->left[walk->window->path[at]] += !is_again(walk, at);
}

int event_path_frames(const struct recording *recording, const struct code_functions *functions,
		      const struct recorded_window *window, struct frames *ret_frames)
{
	size_t count = recording->instruction_count + 1;
	CLEANUP_FREE int64_t *loads = calloc(count, sizeof(*loads));
	CLEANUP_FREE int64_t *stores = calloc(count, sizeof(*stores));
	CLEANUP_FREE uint64_t *left = calloc(count, sizeof(*left));
	struct walk walk = { recording, functions, window, loads, stores, left, { 0 } };
	int code = loads && stores && left ? 0 : -ENOMEM;

	if (!code) {
		shares_fill(&walk);
		code = walk_all(&walk);
	}
	if (code < 0)
		frames_release(&walk.frames);
	else
		*ret_frames = walk.frames;
	return code;
}
