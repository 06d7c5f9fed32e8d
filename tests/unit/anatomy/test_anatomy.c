// SPDX-License-Identifier: GPL-2.0-or-later
/* What an anatomy says of an event whose every instruction the test wrote down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>

#include <string.h>

#include "anatomy/anatomy_pack.h"
#include "anatomy/anatomy_set.h"
#include "anatomy/window_choice.h"
#include "anatomy_sample.h"

static const struct anatomy_row *row_of(const struct anatomy *anatomy, const char *function)
{
	for (size_t i = 0; i < anatomy->row_count; i++)
		if (anatomy->rows[i].function && !strcmp(anatomy->rows[i].function, function))
			return &anatomy->rows[i];
	return NULL;
}

static void assert_row(const struct anatomy *anatomy, size_t index, const char *function,
		       enum layer layer, int depth, struct counts each)
{
	const struct anatomy_row *row = &anatomy->rows[index];

	assert_true(index < anatomy->row_count);
	assert_string_equal(row->function, function);
	assert_int_equal(row->layer, layer);
	assert_int_equal(row->depth, depth);
	for (int i = 0; i < COUNTS; i++)
		assert_int_equal(row->counts.of[i], each.of[i] * SAMPLE_EVENTS);
}

#define EACH(...) ((struct counts){ .of = { __VA_ARGS__ } })

static void the_rows_of_an_event(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	assert_int_equal(anatomy->events, SAMPLE_EVENTS);
	assert_int_equal(anatomy->row_count, 6);
	/* calls, instructions, loads, stores, branches, atomics, system registers */
	assert_row(anatomy, 0, "hooked_fn", LAYER_hooked, 0, EACH(0, 0, 0, 0, 1, 0, 0));
	assert_row(anatomy, 1, "bpf_trampoline", LAYER_entry, 1, EACH(1, 5, 1, 1, 4, 0, 0));
	assert_row(anatomy, 2, "__bpf_prog_enter", LAYER_dispatch, 2, EACH(1, 2, 1, 1, 1, 1, 0));
	assert_row(anatomy, 3, "bpf_prog_fentry_map", LAYER_program, 2, EACH(1, 2, 0, 0, 2, 0, 0));
	assert_row(anatomy, 4, "array_map_update_elem", LAYER_helpers, 3,
		   EACH(1, 3, 2, 0, 2, 0, 0));
	assert_row(anatomy, 5, "__bpf_prog_exit", LAYER_exit, 2, EACH(1, 2, 0, 0, 1, 0, 1));
	assert_int_equal(anatomy->total.of[COUNT_instructions], 14 * SAMPLE_EVENTS);
	assert_true(anatomy_divides(anatomy));
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static void its_path(void **state)
{
	static const struct {
		const char *function;
		unsigned int depth, parent;
	} wanted[] = { { "hooked_fn", 0, 0 },
		       { "bpf_trampoline", 1, 0 },
		       { "__bpf_prog_enter", 2, 1 },
		       { "bpf_prog_fentry_map", 2, 1 },
		       { "array_map_update_elem", 3, 3 },
		       { "__bpf_prog_exit", 2, 1 } };
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	assert_true(anatomy->trust.path);
	assert_true(anatomy->trust.path_agrees);
	assert_int_equal(anatomy->frame_events, 1);
	assert_int_equal(anatomy->frame_count, 6);
	for (size_t i = 0; i < anatomy->frame_count; i++) {
		assert_string_equal(anatomy->frames[i].function, wanted[i].function);
		assert_int_equal(anatomy->frames[i].depth, wanted[i].depth);
		if (i)
			assert_int_equal(anatomy->frames[i].parent, wanted[i].parent);
	}
	assert_true(anatomy->frames[0].parent == FRAME_NONE);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static void disturbed_windows_are_left_out(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	sample.list[3].disturbed = sample.list[4].disturbed = true;
	sample.recording.windows[3].counts[0].executions = 1000;
	sample.recording.windows[4].counts[0].executions = 1000;
	anatomy = event_sample_anatomy(&sample);
	assert_int_equal(anatomy->total.of[COUNT_instructions], 14 * SAMPLE_EVENTS);
	assert_int_equal(anatomy->trust.disturbed, 2);
	assert_int_equal(anatomy->trust.windows, 1);
	assert_int_equal(anatomy->trust.agreeing, 1);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static void a_window_that_is_unlike_is_told(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	sample.recording.windows[4].counts[0].executions += 3;
	anatomy = event_sample_anatomy(&sample);
	assert_int_equal(anatomy->total.of[COUNT_instructions], 14 * SAMPLE_EVENTS);
	assert_int_equal(anatomy->trust.windows, 3);
	assert_int_equal(anatomy->trust.agreeing, 2);
	assert_int_equal(anatomy->trust.bare_agreeing, 3);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

/* Three of four events had one more: it is said, and nothing is rounded. */
static void what_does_not_divide_is_not_rounded(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;
	char text[QUOTIENT_SIZE];

	(void)state;
	event_sample_make(&event_map, &sample);
	for (size_t i = 3; i < 6; i++)
		for (size_t c = 0; c < sample.recording.windows[i].count; c++)
			if (sample.recording.windows[i].counts[c].instruction == 14)
				sample.recording.windows[i].counts[c].executions += 3;
	anatomy = event_sample_anatomy(&sample);
	assert_false(anatomy_divides(anatomy));
	assert_false(anatomy->trust.path_agrees);
	counts_quotient(text, anatomy->total.of[COUNT_instructions], anatomy->events);
	assert_string_equal(text, "14 3/4");
	counts_quotient(text,
			row_of(anatomy, "array_map_update_elem")->counts.of[COUNT_instructions],
			anatomy->events);
	assert_string_equal(text, "3 3/4");
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static void without_a_path_layers_are_by_name(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	sample.list[SAMPLE_PATH].disturbed = true;
	anatomy = event_sample_anatomy(&sample);
	assert_false(anatomy->trust.path);
	assert_int_equal(anatomy->frame_count, 0);
	assert_int_equal(row_of(anatomy, "bpf_trampoline")->layer, LAYER_entry);
	assert_int_equal(row_of(anatomy, "bpf_prog_fentry_map")->layer, LAYER_program);
	assert_int_equal(row_of(anatomy, "array_map_update_elem")->layer, LAYER_unknown);
	assert_int_equal(row_of(anatomy, "array_map_update_elem")->depth, -1);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

/* A path window of its own is used where no other is left, and its clock is compared. */
static void the_clock_is_held_against_the_sum(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	assert_true(anatomy->trust.timed);
	assert_int_equal(anatomy->trust.clock, 14 * SAMPLE_EVENTS);
	anatomy_free(anatomy);
	sample.list[3].elapsed_ns = sample.list[4].elapsed_ns += 2;
	anatomy = event_sample_anatomy(&sample);
	assert_int_equal(anatomy->trust.clock, 14 * SAMPLE_EVENTS + 2);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

/* What comes into some windows alone is not shown as the event's. */
static void the_shortest_path_is_followed(void **state)
{
	struct event_sample sample;
	struct chosen_windows chosen;

	(void)state;
	event_sample_make(&event_map, &sample);
	sample.list[0].path = sample.list[SAMPLE_BARE_PATH].path;
	sample.list[0].events = sample.list[SAMPLE_BARE_PATH].events;
	assert_int_equal(windows_choose(&sample.roles, 0, &chosen), 0);
	assert_int_equal(chosen.bare_path, SAMPLE_BARE_PATH);
	windows_release(&chosen);
	sample.list[0].elapsed_ns = sample.list[SAMPLE_BARE_PATH].elapsed_ns;
	assert_int_equal(windows_choose(&sample.roles, 0, &chosen), 0);
	assert_int_equal(chosen.bare_path, 0);
	windows_release(&chosen);
	event_sample_release(&sample);
}

static void what_has_no_symbol_is_unknown(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	sample.symbols.symbols[3].end = sample.symbols.symbols[3].start + 1;
	sample.symbols.symbols[3].start -= 0x10;
	sample.symbols.symbols[3].end -= 0x10;
	anatomy = event_sample_anatomy(&sample);
	assert_null(anatomy->rows[2].function);
	assert_int_equal(anatomy->rows[2].layer, LAYER_unknown);
	assert_int_equal(anatomy->total.of[COUNT_instructions], 14 * SAMPLE_EVENTS);
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static void nothing_left_is_a_reason(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy = NULL;
	struct error err = { 0 };

	(void)state;
	event_sample_make(&event_map, &sample);
	for (size_t i = 0; i < SAMPLE_WINDOWS; i++)
		sample.list[i].disturbed = !sample.list[i].bare;
	struct anatomy_source source = { &sample.recording, &sample.symbols, &sample.roles, 0,
					 sample.subject };

	assert_int_equal(anatomy_make(&source, &anatomy, &err), -ENODATA);
	assert_non_null(strstr(err.text, "undisturbed"));
	assert_null(anatomy);
	sample.roles.count = SAMPLE_WINDOWS - 1;
	assert_int_equal(anatomy_make(&source, &anatomy, &err), -EBADMSG);
	event_sample_release(&sample);
}

/* Whatever is kept is read again; what is spoiled is refused. */
static void an_anatomy_is_kept(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy, *again = NULL;
	json_t *packed, *repacked;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	packed = anatomy_pack(anatomy);
	assert_int_equal(anatomy_unpack(packed, &again, NULL), 0);
	repacked = anatomy_pack(again);
	assert_true(json_equal(packed, repacked));
	assert_true(counts_are_equal(&anatomy->total, &again->total));
	anatomy_free(again);
	anatomy_free(anatomy);
	json_decref(repacked);
	json_decref(packed);
	event_sample_release(&sample);
}

static void spoil_number(json_t *list, size_t index, json_int_t number)
{
	json_array_set_new(list, index, json_integer(number));
}

static void what_is_spoiled_is_refused(void **state)
{
	struct event_sample sample;
	struct anatomy *anatomy, *again = NULL;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	for (int spoiled = 0; spoiled < 8; spoiled++) {
		json_t *packed = anatomy_pack(anatomy);
		json_t *row = json_array_get(json_object_get(packed, "rows"), 0);
		json_t *frame = json_array_get(json_object_get(packed, "frames"), 1);

		if (spoiled == 0)
			json_object_set_new(packed, "events", json_integer(0));
		else if (spoiled == 1)
			json_object_set_new(packed, "rows", json_null());
		else if (spoiled == 2)
			json_array_set_new(row, 2, json_string("skin"));
		else if (spoiled == 3)
			spoil_number(row, 0, 1);
		else if (spoiled == 4)
			spoil_number(json_array_get(row, 4), 0, INT64_MAX);
		else if (spoiled == 5)
			spoil_number(frame, 5, 1);
		else if (spoiled == 6)
			spoil_number(frame, 6, 9);
		else
			json_object_del(packed, "trust");
		assert_int_equal(anatomy_unpack(packed, &again, NULL), -EBADMSG);
		json_decref(packed);
	}
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

/* As large as it may be, and one more: sums of what somebody else kept do not overflow. */
static void what_is_too_large_is_refused(void **state)
{
	static const json_int_t most = INT64_C(1) << 40;
	struct event_sample sample;
	struct anatomy *anatomy;

	(void)state;
	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	for (int large = 0; large < 6; large++) {
		struct anatomy *again = NULL;
		json_t *packed = anatomy_pack(anatomy);
		json_t *rows = json_object_get(packed, "rows");
		json_t *trust = json_object_get(packed, "trust");
		json_t *first = json_array_get(json_array_get(rows, 0), 4);
		json_t *second = json_array_get(json_array_get(rows, 1), 4);

		if (large == 0)
			json_object_set_new(packed, "events", json_integer((1 << 20) + 1));
		else if (large == 1)
			json_object_set_new(packed, "frame_events", json_integer((1 << 20) + 1));
		else if (large == 2)
			spoil_number(first, 0, most + 1);
		else if (large == 3)
			spoil_number(first, 0, -most - 1);
		else if (large == 4)
			json_object_set_new(trust, "windows", json_integer(-1));
		else {
			spoil_number(first, 0, most / 2 + 1);
			spoil_number(second, 0, -most / 2);
		}
		assert_int_equal(anatomy_unpack(packed, &again, NULL), -EBADMSG);
		json_decref(packed);
	}
	anatomy_free(anatomy);
	event_sample_release(&sample);
}

static const struct difference *difference_of(const struct differences *differences,
					      const char *function)
{
	for (size_t i = 0; i < differences->count; i++)
		if (!strcmp(difference_row(&differences->rows[i])->function, function))
			return &differences->rows[i];
	return NULL;
}

/* The program of null has the other's name here, so that it is the same function, shorter. */
static void differences_add_up(void **state)
{
	struct event_sample null, map;
	struct anatomy_set set = { 0 };
	const struct differences *differences;

	(void)state;
	event_sample_make(&event_null, &null);
	event_sample_make(&event_map, &map);
	assert_int_equal(anatomy_set_add(&set, event_sample_anatomy(&null)), 0);
	assert_int_equal(anatomy_set_add(&set, event_sample_anatomy(&map)), 0);
	assert_int_equal(anatomy_set_finish(&set), 0);
	assert_int_equal(set.difference_count, 1);
	differences = &set.differences[0];
	assert_int_equal(differences->more.of[COUNT_instructions], 4 * SAMPLE_EVENTS);
	assert_int_equal(differences->after_total.of[COUNT_instructions] -
			     differences->before_total.of[COUNT_instructions],
			 differences->more.of[COUNT_instructions]);
	assert_string_equal(difference_row(&differences->rows[0])->function,
			    "array_map_update_elem");
	assert_int_equal(differences->rows[0].kind, DIFFERENCE_NEW);
	assert_int_equal(difference_of(differences, "bpf_prog_fentry_map")->kind,
			 DIFFERENCE_LONGER);
	assert_int_equal(difference_of(differences, "bpf_trampoline")->kind, DIFFERENCE_NONE);
	anatomy_set_release(&set);
	event_sample_release(&null);
	event_sample_release(&map);
}

static void kernels_are_held_against_each_other(void **state)
{
	static const char *const releases[] = { "6.12.1", "6.17.2" };
	struct event_sample samples[2];
	struct anatomy_set set = { 0 };

	(void)state;
	for (size_t kernel = 0; kernel < 2; kernel++) {
		event_sample_make(&event_null, &samples[0]);
		event_sample_make(&event_map, &samples[1]);
		for (size_t i = 0; i < 2; i++) {
			samples[i].subject.release = releases[kernel];
			anatomy_set_add(&set, event_sample_anatomy(&samples[i]));
			event_sample_release(&samples[i]);
		}
	}
	assert_int_equal(anatomy_set_finish(&set), 0);
	assert_int_equal(set.difference_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_ptr_equal(set.differences[i].before, set.anatomies[i]);
		assert_ptr_equal(set.differences[i].after, set.anatomies[i + 2]);
		assert_int_equal(set.differences[i].more.of[COUNT_instructions], 0);
	}
	anatomy_set_release(&set);
}

/* As of an object's programs, which have nothing in common. */
static void other_hooks_are_not_held_against_each_other(void **state)
{
	struct event_sample samples[2];
	struct anatomy_set set = { 0 };

	(void)state;
	event_sample_make(&event_null, &samples[0]);
	event_sample_make(&event_map, &samples[1]);
	samples[1].subject.hook = "vfs_read";
	for (size_t i = 0; i < 2; i++) {
		anatomy_set_add(&set, event_sample_anatomy(&samples[i]));
		event_sample_release(&samples[i]);
	}
	assert_int_equal(anatomy_set_finish(&set), 0);
	assert_int_equal(set.difference_count, 0);
	anatomy_set_release(&set);
}

/* Of each treatment, and not of its neighbour; one that the other has not is held against its own.
 */
static void workloads_are_held_against_each_other(void **state)
{
	static const char *const workloads[] = { NULL, "udp-drain" };
	struct event_sample samples[2];
	struct anatomy_set set = { 0 };

	(void)state;
	for (size_t w = 0; w < 2; w++) {
		event_sample_make(&event_null, &samples[0]);
		event_sample_make(&event_map, &samples[1]);
		for (size_t i = 0; i < 2; i++) {
			samples[i].subject.workload = workloads[w];
			anatomy_set_add(&set, event_sample_anatomy(&samples[i]));
			event_sample_release(&samples[i]);
		}
	}
	assert_int_equal(anatomy_set_finish(&set), 0);
	assert_int_equal(set.difference_count, 3);
	assert_ptr_equal(set.differences[0].before, set.anatomies[0]);
	assert_ptr_equal(set.differences[0].after, set.anatomies[1]);
	assert_ptr_equal(set.differences[1].before, set.anatomies[0]);
	assert_ptr_equal(set.differences[1].after, set.anatomies[2]);
	assert_ptr_equal(set.differences[2].before, set.anatomies[1]);
	assert_ptr_equal(set.differences[2].after, set.anatomies[3]);
	anatomy_set_release(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rows_of_an_event),
		cmocka_unit_test(its_path),
		cmocka_unit_test(disturbed_windows_are_left_out),
		cmocka_unit_test(a_window_that_is_unlike_is_told),
		cmocka_unit_test(what_does_not_divide_is_not_rounded),
		cmocka_unit_test(without_a_path_layers_are_by_name),
		cmocka_unit_test(the_clock_is_held_against_the_sum),
		cmocka_unit_test(the_shortest_path_is_followed),
		cmocka_unit_test(what_has_no_symbol_is_unknown),
		cmocka_unit_test(nothing_left_is_a_reason),
		cmocka_unit_test(an_anatomy_is_kept),
		cmocka_unit_test(what_is_spoiled_is_refused),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(differences_add_up),
		cmocka_unit_test(kernels_are_held_against_each_other),
		cmocka_unit_test(workloads_are_held_against_each_other),
		cmocka_unit_test(other_hooks_are_not_held_against_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
