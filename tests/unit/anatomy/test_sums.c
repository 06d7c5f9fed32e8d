// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whatever path a CPU takes, sums agree: rows with the total, layers with the total, frames with
 * the rows, and differences with the difference of the totals.  Paths are drawn at random, from a
 * fixed seed, through instructions that branch, call, return and trap where they like.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/anatomy_set.h"
#include "anatomy_sample.h"
#include "recording_sample.h"

#define ROUNDS 300
#define FUNCTIONS 12
#define FUNCTION_CODE 6
#define CODE ((size_t)FUNCTIONS * FUNCTION_CODE)
#define PATH_MOST 200

static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33) % below;
}

static void code_draw(uint64_t *state, struct sample_instruction code[CODE])
{
	static const enum instruction_flow flows[] = { FLOW_NEXT,	FLOW_NEXT, FLOW_JUMP,
						       FLOW_CALL,	FLOW_TRAP, FLOW_RETURN,
						       FLOW_TRAP_RETURN };

	for (size_t i = 0; i < CODE; i++)
		code[i] = (struct sample_instruction){
			.address = 0x1000 * (i / FUNCTION_CODE + 1) + 4 * (i % FUNCTION_CODE),
			.size = 4,
			.flow = flows[draw(state, 7)],
			.atomic = draw(state, 5) == 0,
			.system = draw(state, 5) == 0,
			.loads = draw(state, 3),
			.stores = draw(state, 3),
		};
}

/* On to the next instruction, or anywhere: of the first `functions` alone. */
static size_t path_draw(uint64_t *state, uint32_t functions, uint32_t *path)
{
	size_t length = 1 + draw(state, PATH_MOST);
	uint32_t most = functions * FUNCTION_CODE;

	for (size_t i = 0; i < length; i++)
		path[i] = i && draw(state, 3) ? (path[i - 1] + 1) % most : draw(state, most);
	return length;
}

/* Some have a hole behind them, and one has no symbol at all. */
static struct code_symbols symbols_make(void)
{
	struct code_symbols symbols = { calloc(FUNCTIONS, sizeof(struct code_symbol)), 0 };

	for (unsigned int i = 0; i + 1 < FUNCTIONS; i++) {
		struct code_symbol *symbol = &symbols.symbols[symbols.count++];

		symbol->start = 0x1000 * (i + 1);
		symbol->end = symbol->start + (i % 3 ? 4 * FUNCTION_CODE : 8);
		assert_true(asprintf(&symbol->name, i % 4 ? "f%u" : "bpf_prog_0123456789abcdef_f%u",
				     i) > 0);
		symbol->module = strdup(i % 4 ? "" : "bpf");
	}
	return symbols;
}

/* Of one event each, whose path is kept; bare ones stay within fewer functions. */
static struct anatomy *anatomy_draw(uint64_t *state, const struct code_symbols *symbols)
{
	struct sample_instruction code[CODE];
	uint32_t bare[PATH_MOST], attached[PATH_MOST];
	struct sample_window windows[2] = { { bare, 0, true }, { attached, 0, true } };
	struct window_role roles[2] = { { .bare = true, .events = 1, .path = true },
					{ .events = 1, .path = true } };
	struct recording recording;
	const struct anatomy_source source = { .recording = &recording,
					       .symbols = symbols,
					       .roles = &(struct window_roles){ roles, 2 },
					       .subject = { .hook = "f1" } };
	struct anatomy *anatomy = NULL;

	code_draw(state, code);
	windows[0].length = path_draw(state, FUNCTIONS / 2, bare);
	windows[1].length = path_draw(state, FUNCTIONS, attached);
	recording_sample_make(code, CODE, windows, 2, &recording);
	assert_int_equal(anatomy_make(&source, &anatomy, NULL), 0);
	assert_int_equal(anatomy->total.of[COUNT_instructions],
			 (int64_t)windows[1].length - (int64_t)windows[0].length);
	recording_clear(&recording);
	return anatomy;
}

static struct counts sum_of_rows(const struct anatomy *anatomy)
{
	struct counts sum = { 0 };

	for (size_t i = 0; i < anatomy->row_count; i++)
		counts_add(&sum, &anatomy->rows[i].counts);
	return sum;
}

static struct counts sum_of_frames(const struct anatomy *anatomy)
{
	struct counts sum = { 0 };

	for (size_t i = 0; i < anatomy->frame_count; i++)
		counts_add(&sum, &anatomy->frames[i].counts);
	return sum;
}

static struct counts sum_of_layers(const struct anatomy *anatomy)
{
	struct counts sum = { 0 };

	for (size_t i = 0; i < LAYERS; i++) {
		struct counts layer = anatomy_layer_sum(anatomy, (enum layer)i);

		counts_add(&sum, &layer);
	}
	return sum;
}

static void assert_tree(const struct anatomy *anatomy)
{
	for (size_t i = 0; i < anatomy->frame_count; i++) {
		const struct frame *frame = &anatomy->frames[i];

		if (frame->parent == FRAME_NONE)
			continue;
		assert_true(frame->parent < i);
		assert_int_equal(frame->depth, anatomy->frames[frame->parent].depth + 1);
	}
}

static void assert_sums(const struct anatomy *anatomy)
{
	struct counts rows = sum_of_rows(anatomy), frames = sum_of_frames(anatomy),
		      layers = sum_of_layers(anatomy);

	assert_true(anatomy->trust.path);
	assert_true(anatomy->trust.path_agrees);
	assert_true(counts_are_equal(&rows, &anatomy->total));
	assert_true(counts_are_equal(&frames, &anatomy->total));
	assert_true(counts_are_equal(&layers, &anatomy->total));
	assert_tree(anatomy);
}

static void assert_differences(const struct differences *differences)
{
	struct counts more = differences->after->total;

	counts_subtract(&more, &differences->before->total);
	assert_true(counts_are_equal(&more, &differences->more));
}

static void sums_agree(void **state)
{
	uint64_t random = 20261129;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct code_symbols symbols = symbols_make();
		struct anatomy_set set = { 0 };

		for (int i = 0; i < 2; i++)
			assert_int_equal(anatomy_set_add(&set, anatomy_draw(&random, &symbols)), 0);
		assert_int_equal(anatomy_set_finish(&set), 0);
		for (size_t i = 0; i < set.count; i++)
			assert_sums(set.anatomies[i]);
		assert_int_equal(set.difference_count, 1);
		assert_differences(&set.differences[0]);
		anatomy_set_release(&set);
		code_symbols_clear(&symbols);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sums_agree) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
