// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Anatomies as JSON, "bpftax-anatomy/1".  Numbers are of one event, with the bare one subtracted;
 * where one is not whole, "sums" has the whole numbers over "over_events".  Absent is absent.
 */
#include "formats/anatomy.h"
#include "formats/json_fields.h"

#include <errno.h>
#include <math.h>

static json_t *quotient(int64_t sum, uint64_t events)
{
	if (sum % (int64_t)events == 0)
		return json_integer((json_int_t)(sum / (int64_t)events));
	return json_real((double)sum / (double)events);
}

static void counts_put(json_t *object, const struct counts *counts, uint64_t events)
{
	json_t *sums;

	for (int i = 0; i < COUNTS; i++)
		json_object_set_new(object, count_names[i], quotient(counts->of[i], events));
	if (counts_divide(counts, events))
		return;
	sums = json_object();
	for (int i = 0; i < COUNTS; i++)
		json_object_set_new(sums, count_names[i], json_integer((json_int_t)counts->of[i]));
	json_object_set_new(object, "sums", sums);
	json_object_set_new(object, "over_events", json_integer((json_int_t)events));
}

static json_t *counts_to_json(const struct counts *counts, uint64_t events)
{
	json_t *object = json_object();

	counts_put(object, counts, events);
	return object;
}

static void function_put(json_t *object, const char *function, const char *module, enum layer layer)
{
	json_put_text(object, "function", function ? function : "unknown");
	json_put_text(object, "module", module);
	json_put_text(object, "layer", layer_names[layer]);
}

static json_t *row_to_json(const struct anatomy *anatomy, const struct anatomy_row *row)
{
	json_t *object = json_object();

	function_put(object, row->function, row->module, row->layer);
	counts_put(object, &row->counts, anatomy->events);
	if (row->depth >= 0)
		json_object_set_new(object, "depth", json_integer(row->depth));
	return object;
}

static json_t *rows_to_json(const struct anatomy *anatomy)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < anatomy->row_count; i++)
		json_array_append_new(rows, row_to_json(anatomy, &anatomy->rows[i]));
	return rows;
}

static const char *how_word(enum step_how how)
{
	static const char *const words[] = {
		[STEP_FLOW] = "branch",
		[STEP_CALL] = "call",
		[STEP_RETURN] = "return",
		[STEP_EXCEPTION] = "exception",
		[STEP_EXCEPTION_RETURN] = "exception-return",
	};

	return words[how];
}

static json_t *frame_to_json(const struct anatomy *anatomy, const struct frame *frame)
{
	json_t *object = json_object();

	function_put(object, frame->function, frame->module, frame->layer);
	json_object_set_new(object, "depth", json_integer((json_int_t)frame->depth));
	json_put_text(object, "by", how_word(frame->how));
	if (frame->parent != FRAME_NONE)
		json_object_set_new(object, "caller", json_integer((json_int_t)frame->parent));
	counts_put(object, &frame->counts, anatomy->frame_events);
	return object;
}

static json_t *path_to_json(const struct anatomy *anatomy)
{
	json_t *path = json_array();

	for (size_t i = 0; i < anatomy->frame_count; i++)
		json_array_append_new(path, frame_to_json(anatomy, &anatomy->frames[i]));
	return path;
}

static json_t *layers_to_json(const struct anatomy *anatomy)
{
	json_t *layers = json_object();

	for (size_t layer = 0; layer < LAYERS; layer++) {
		struct counts sum = anatomy_layer_sum(anatomy, (enum layer)layer);

		json_object_set_new(layers, layer_names[layer],
				    quotient(sum.of[COUNT_instructions], anatomy->events));
	}
	return layers;
}

static json_t *trust_to_json(const struct anatomy *anatomy)
{
	const struct anatomy_trust *trust = &anatomy->trust;
	json_t *object = json_object();

	json_object_set_new(object, "events", json_integer((json_int_t)anatomy->events));
	json_object_set_new(object, "windows", json_integer((json_int_t)trust->windows));
	json_object_set_new(object, "windows_alike", json_integer((json_int_t)trust->agreeing));
	json_object_set_new(object, "bare_windows", json_integer((json_int_t)trust->bare));
	json_object_set_new(object, "bare_windows_alike",
			    json_integer((json_int_t)trust->bare_agreeing));
	json_object_set_new(object, "disturbed", json_integer((json_int_t)trust->disturbed));
	if (trust->timed)
		json_object_set_new(object, "clock", quotient(trust->clock, anatomy->events));
	if (trust->path)
		json_object_set_new(object, "path_agrees", json_boolean(trust->path_agrees));
	return object;
}

static void subject_put(json_t *object, const struct anatomy_subject *subject)
{
	json_put_text(object, "cell", subject->cell);
	json_put_text(object, "kernel", subject->release);
	json_put_text(object, "arch", subject->architecture);
	json_put_text(object, "configuration", subject->configuration);
	json_put_text(object, "mechanism", subject->mechanism);
	json_put_text(object, "program", subject->program);
	json_put_text(object, "hook", subject->hook);
	json_put_text(object, "workload", subject->workload);
	json_put_text(object, "trigger", subject->trigger);
}

static json_t *total_to_json(const struct anatomy *anatomy)
{
	return quotient(anatomy->total.of[COUNT_instructions], anatomy->events);
}

static json_t *anatomy_to_json(const struct anatomy *anatomy)
{
	json_t *object = json_object();

	subject_put(object, &anatomy->subject);
	json_object_set_new(object, "total", total_to_json(anatomy));
	json_object_set_new(object, "totals", counts_to_json(&anatomy->total, anatomy->events));
	json_object_set_new(object, "layers", layers_to_json(anatomy));
	json_object_set_new(object, "rows", rows_to_json(anatomy));
	if (anatomy->frame_count)
		json_object_set_new(object, "path", path_to_json(anatomy));
	json_object_set_new(object, "trust", trust_to_json(anatomy));
	return object;
}

static size_t index_of(const struct anatomy_set *set, const struct anatomy *anatomy)
{
	size_t i = 0;

	while (i < set->count && set->anatomies[i] != anatomy)
		i++;
	return i;
}

static json_t *difference_to_json(const struct anatomy_set *set,
				  const struct differences *differences,
				  const struct difference *difference)
{
	const struct anatomy_row *row = difference_row(difference);
	json_t *object = json_object();

	json_object_set_new(object, "from",
			    json_integer((json_int_t)index_of(set, differences->before)));
	json_object_set_new(object, "to",
			    json_integer((json_int_t)index_of(set, differences->after)));
	function_put(object, row->function, row->module, row->layer);
	json_put_text(object, "change", difference_names[difference->kind]);
	json_object_set_new(
	    object, "before",
	    quotient(difference->before_counts.of[COUNT_instructions], differences->events));
	json_object_set_new(
	    object, "after",
	    quotient(difference->after_counts.of[COUNT_instructions], differences->events));
	counts_put(object, &difference->more, differences->events);
	return object;
}

static json_t *differences_to_json(const struct anatomy_set *set)
{
	json_t *array = json_array();

	for (size_t i = 0; i < set->difference_count; i++)
		for (size_t row = 0; row < set->differences[i].count; row++)
			json_array_append_new(array,
					      difference_to_json(set, &set->differences[i],
								 &set->differences[i].rows[row]));
	return array;
}

static json_t *missing_to_json(const struct anatomy_set *set)
{
	json_t *array = json_array();

	for (size_t i = 0; i < set->missing_count; i++) {
		json_t *object = json_object();

		subject_put(object, &set->missing[i].subject);
		json_put_text(object, "reason", set->missing[i].reason);
		json_array_append_new(array, object);
	}
	return array;
}

int anatomy_print_json(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options)
{
	json_t *root = json_object(), *anatomies = json_array();

	(void)options;
	json_put_text(root, "schema", "bpftax-anatomy/1");
	if (set->count == 1) {
		json_object_set_new(root, "total", total_to_json(set->anatomies[0]));
		json_object_set_new(root, "rows", rows_to_json(set->anatomies[0]));
	}
	for (size_t i = 0; i < set->count; i++)
		json_array_append_new(anatomies, anatomy_to_json(set->anatomies[i]));
	json_object_set_new(root, "anatomies", anatomies);
	if (set->count > 1)
		json_object_set_new(root, "differences", differences_to_json(set));
	if (set->missing_count)
		json_object_set_new(root, "missing", missing_to_json(set));
	return root ? json_document_put(root, out) : -ENOMEM;
}
