// SPDX-License-Identifier: GPL-2.0-or-later
/* Paths as kernels go them: stacks that are not left as they were entered, traps, and loops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "anatomy/event.h"
#include "anatomy/frames.h"
#include "anatomy/one_event.h"
#include "common/cleanup.h"

struct walked {
	enum step_how how;
	const char *function;
	uint64_t address;
	bool at_start;
};

/* Every instruction has 4 bytes. */
static struct frames walk(const struct walked *steps, size_t count)
{
	struct frames frames = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct path_step_taken step = {
			.address = steps[i].address,
			.end = steps[i].address + 4,
			.how = steps[i].how,
			.function = steps[i].function,
			.module = !strncmp(steps[i].function, "bpf_prog", 8) ? "bpf" : NULL,
			.at_start = steps[i].at_start,
			.counts = { .of = { [COUNT_instructions] = 1 } },
		};

		assert_int_equal(frames_step(&frames, &step), 0);
	}
	frames_end(&frames);
	return frames;
}

static const char trigger[] = "trigger", hooked[] = "hooked", trampoline[] = "trampoline",
		  program[] = "bpf_prog_x", handler[] = "handler", slot[] = "slot";

/* "0 trigger 2, 1 hooked 1": depth, function and instructions of each frame. */
static void assert_frames(const struct frames *frames, const char *wanted)
{
	char text[1024] = "";

	for (size_t i = 0; i < frames->count; i++) {
		const struct frame *frame = &frames->frames[i];
		size_t length = strlen(text);

		snprintf(text + length, sizeof(text) - length, "%s%u %s %d", i ? ", " : "",
			 frame->depth, frame->function, (int)frame->counts.of[COUNT_instructions]);
	}
	assert_string_equal(text, wanted);
}

/* fexit: the trampoline calls the function behind its own call, and goes back past it. */
static const struct walked fexit_path[] = {
	{ STEP_FLOW, trigger, 0x1000, false },	 { STEP_CALL, hooked, 0x2000, true },
	{ STEP_CALL, trampoline, 0x3000, true }, { STEP_CALL, hooked, 0x2004, false },
	{ STEP_FLOW, hooked, 0x2008, false },	 { STEP_RETURN, trampoline, 0x3004, false },
	{ STEP_CALL, program, 0x4000, true },	 { STEP_RETURN, trampoline, 0x3008, false },
	{ STEP_RETURN, trigger, 0x1004, false },
};
static const struct walked bare_path[] = {
	{ STEP_FLOW, trigger, 0x1000, false },	 { STEP_CALL, hooked, 0x2000, true },
	{ STEP_FLOW, hooked, 0x2004, false },	 { STEP_FLOW, hooked, 0x2008, false },
	{ STEP_RETURN, trigger, 0x1004, false },
};

static void a_return_past_its_caller(void **state)
{
	struct frames frames = walk(fexit_path, ARRAY_SIZE(fexit_path));

	(void)state;
	assert_frames(&frames,
		      "0 trigger 2, 1 hooked 1, 2 trampoline 3, 3 hooked 2, 3 bpf_prog_x 1");
	assert_int_equal(frames.frames[4].counts.of[COUNT_calls], 1);
	assert_int_equal(frames.frames[3].counts.of[COUNT_calls], 0);
	frames_release(&frames);
}

static void what_the_bare_event_has_is_subtracted(void **state)
{
	struct frames frames = walk(fexit_path, ARRAY_SIZE(fexit_path));
	struct frames bare = walk(bare_path, ARRAY_SIZE(bare_path));

	(void)state;
	assert_int_equal(event_subtract(&frames, &bare, hooked), 0);
	event_layers(&frames, hooked);
	assert_frames(&frames,
		      "0 trigger 0, 1 hooked -2, 2 trampoline 3, 3 hooked 2, 3 bpf_prog_x 1");
	assert_int_equal(frames.frames[0].layer, LAYER_trigger);
	assert_int_equal(frames.frames[1].layer, LAYER_hooked);
	assert_int_equal(frames.frames[2].layer, LAYER_dispatch);
	assert_int_equal(frames.frames[3].layer, LAYER_hooked);
	assert_int_equal(frames.frames[4].layer, LAYER_program);
	frames_release(&frames);
	frames_release(&bare);
}

/* What only the bare event has is less than nothing, and the sum stays that of the difference. */
static void what_only_the_bare_event_has(void **state)
{
	static const struct walked other_path[] = {
		{ STEP_FLOW, trigger, 0x1000, false },
		{ STEP_CALL, program, 0x4000, true },
		{ STEP_RETURN, trigger, 0x1004, false },
	};
	struct frames frames = walk(other_path, ARRAY_SIZE(other_path));
	struct frames bare = walk(bare_path, ARRAY_SIZE(bare_path));

	(void)state;
	assert_int_equal(event_subtract(&frames, &bare, NULL), 0);
	assert_frames(&frames, "0 trigger 0, 1 bpf_prog_x 1, 1 hooked -3");
	frames_release(&frames);
	frames_release(&bare);
}

/* A return probe puts its own function where the caller would go on. */
static void a_return_to_what_was_not_called(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, trigger, 0x1000, false },	    { STEP_CALL, hooked, 0x2000, true },
		{ STEP_RETURN, trampoline, 0x3000, true },  { STEP_CALL, program, 0x4000, true },
		{ STEP_RETURN, trampoline, 0x3004, false }, { STEP_RETURN, trigger, 0x1004, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 trigger 2, 1 hooked 1, 1 trampoline 2, 2 bpf_prog_x 1");
	frames_release(&frames);
}

/* int3, its handler, a copy of the instruction in a slot, a second trap, and back. */
static void traps_are_frames(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, trigger, 0x1000, false },
		{ STEP_CALL, hooked, 0x2000, true },
		{ STEP_EXCEPTION, handler, 0x5000, true },
		{ STEP_CALL, program, 0x4000, true },
		{ STEP_RETURN, handler, 0x5004, false },
		{ STEP_EXCEPTION_RETURN, slot, 0x6000, true },
		{ STEP_EXCEPTION, handler, 0x5100, false },
		{ STEP_EXCEPTION_RETURN, hooked, 0x2004, false },
		{ STEP_RETURN, trigger, 0x1004, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 trigger 2, 1 hooked 2, 2 handler 2, 3 bpf_prog_x 1, 1 slot 1, "
			       "2 handler 1");
	event_layers(&frames, hooked);
	assert_int_equal(frames.frames[2].layer, LAYER_dispatch);
	assert_int_equal(frames.frames[4].layer, LAYER_exit);
	assert_int_equal(frames.frames[5].layer, LAYER_exit);
	frames_release(&frames);
}

/*
 * A return probe in user space: the function returns to a breakpoint, and the end of that goes to
 * where the function was called from.  The next event begins at the same depth.
 */
static void a_trap_that_returns_for_what_it_interrupted(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, trigger, 0x1000, false },
		{ STEP_CALL, hooked, 0x2000, true },
		{ STEP_RETURN, slot, 0x6000, true },
		{ STEP_EXCEPTION, handler, 0x5000, true },
		{ STEP_CALL, program, 0x4000, true },
		{ STEP_RETURN, handler, 0x5004, false },
		{ STEP_EXCEPTION_RETURN, trigger, 0x1004, false },
		{ STEP_CALL, hooked, 0x2000, true },
		{ STEP_RETURN, trigger, 0x1008, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 trigger 3, 1 hooked 1, 1 slot 1, 2 handler 2, 3 bpf_prog_x 1, "
			       "1 hooked 1");
	frames_release(&frames);
}

/* A function that calls itself waits where it may be interrupted as well: it goes on. */
static void a_trap_where_the_function_itself_waits(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, hooked, 0x2000, true },
		{ STEP_CALL, hooked, 0x2000, true },
		{ STEP_EXCEPTION, handler, 0x5000, true },
		{ STEP_EXCEPTION_RETURN, hooked, 0x2004, false },
		{ STEP_RETURN, hooked, 0x2004, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 hooked 2, 1 hooked 2, 2 handler 1");
	frames_release(&frames);
}

/* A trap whose first function branches into another one is left as the trap it is. */
static void a_trap_that_branches_on(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, hooked, 0x2000, true },
		{ STEP_EXCEPTION, slot, 0x6000, true },
		{ STEP_FLOW, handler, 0x5000, true },
		{ STEP_EXCEPTION_RETURN, hooked, 0x2004, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 hooked 2, 1 slot 1, 1 handler 1");
	frames_release(&frames);
}

/* The last call is a branch: who called it waits for both. */
static void a_call_in_the_end(void **state)
{
	static const struct walked path[] = {
		{ STEP_FLOW, trigger, 0x1000, false }, { STEP_CALL, handler, 0x5000, true },
		{ STEP_FLOW, program, 0x4000, true },  { STEP_RETURN, trigger, 0x1004, false },
		{ STEP_CALL, slot, 0x6000, true },     { STEP_RETURN, trigger, 0x1008, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	assert_frames(&frames, "0 trigger 3, 1 handler 1, 1 bpf_prog_x 1, 1 slot 1");
	event_layers(&frames, hooked);
	assert_int_equal(frames.frames[3].layer, LAYER_exit);
	frames_release(&frames);
}

/* A program that is called by a program is below it, and what it calls a helper. */
static void a_program_below_a_program(void **state)
{
	static const char subprogram[] = "bpf_prog_y", helper[] = "helper";
	static const struct walked path[] = {
		{ STEP_FLOW, program, 0x4000, true },	 { STEP_CALL, subprogram, 0x4100, true },
		{ STEP_CALL, helper, 0x7000, true },	 { STEP_RETURN, subprogram, 0x4104, false },
		{ STEP_RETURN, program, 0x4004, false },
	};
	struct frames frames = walk(path, ARRAY_SIZE(path));

	(void)state;
	event_layers(&frames, NULL);
	assert_int_equal(frames.frames[0].layer, LAYER_program);
	assert_int_equal(frames.frames[1].layer, LAYER_program);
	assert_int_equal(frames.frames[2].layer, LAYER_helpers);
	frames_release(&frames);
}

#define OF(text, level, number, loaded)                                                            \
	{                                                                                          \
		.function = text, .depth = level, .counts = {                                      \
			.of = { [COUNT_instructions] = number, [COUNT_loads] = loaded }            \
		}                                                                                  \
	}

/* Loads are shares of what an instruction did in all events: over these they are an event's. */
static void one_event_of_several_alike(void **state)
{
	struct frame frames[] = { OF(trigger, 0, 0, 0), OF(hooked, 1, 2, 5), OF(handler, 2, 7, 0),
				  OF(hooked, 1, 2, 3), OF(handler, 2, 7, 0) };
	size_t count = ARRAY_SIZE(frames);

	(void)state;
	assert_true(frames_take_one(frames, &count, 2));
	assert_int_equal(count, 3);
	assert_int_equal(frames[1].counts.of[COUNT_loads], 4);
	assert_int_equal(frames[1].counts.of[COUNT_instructions], 2);
	assert_int_equal(frames[2].counts.of[COUNT_instructions], 7);
}

/* Another length, one instruction more, and loads that no event can have: nothing is taken. */
static void events_that_are_not_alike(void **state)
{
	struct frame frames[] = { OF(hooked, 1, 2, 5), OF(handler, 2, 7, 0), OF(hooked, 1, 2, 3),
				  OF(handler, 2, 7, 0) };
	size_t count = ARRAY_SIZE(frames);

	(void)state;
	assert_false(frames_take_one(frames, &count, 3));
	frames[3].counts.of[COUNT_instructions] = 8;
	assert_false(frames_take_one(frames, &count, 2));
	frames[3].counts.of[COUNT_instructions] = 7;
	frames[2].counts.of[COUNT_loads] = 4;
	assert_false(frames_take_one(frames, &count, 2));
	assert_int_equal(count, ARRAY_SIZE(frames));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_return_past_its_caller),
		cmocka_unit_test(what_the_bare_event_has_is_subtracted),
		cmocka_unit_test(what_only_the_bare_event_has),
		cmocka_unit_test(a_return_to_what_was_not_called),
		cmocka_unit_test(traps_are_frames),
		cmocka_unit_test(a_trap_that_returns_for_what_it_interrupted),
		cmocka_unit_test(a_trap_where_the_function_itself_waits),
		cmocka_unit_test(a_trap_that_branches_on),
		cmocka_unit_test(a_call_in_the_end),
		cmocka_unit_test(a_program_below_a_program),
		cmocka_unit_test(one_event_of_several_alike),
		cmocka_unit_test(events_that_are_not_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
