// SPDX-License-Identifier: GPL-2.0-or-later
/* What was found as JSON, "bpftax-bisect/1".  Absent is absent. */
#include "cli/bisect/bisect_print.h"

#include <errno.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "formats/json_fields.h"

static json_t *kernel_to_json(const struct ranged_kernel *kernel)
{
	json_t *object = json_object();

	json_put_text(object, "kernel", kernel->name);
	json_put_text(object, "package", kernel->package);
	json_put_text(object, "version", kernel->version);
	return object;
}

static json_t *kernels_to_json(const struct kernel_range *range)
{
	json_t *array = json_array();

	for (size_t i = 0; i < range->count; i++)
		json_array_append_new(array, kernel_to_json(&range->kernels[i]));
	return array;
}

static json_t *step_to_json(const struct bisect *bisect, const struct step_search *search,
			    const struct step *step)
{
	const struct step_point *points = search->points;
	json_t *object = json_object();

	json_put_text(object, "from", bisect->range->kernels[step->before].name);
	json_put_text(object, "to", bisect->range->kernels[step->after].name);
	json_put_number(object, "instructions_from", points[step->before].value);
	json_put_number(object, "instructions_to", points[step->after].value);
	json_put_number(object, "difference", step->difference);
	json_object_set_new(object, "several_changes", json_boolean(step->spread));
	json_object_set_new(
	    object, "built_apart",
	    json_boolean(kernel_range_built_apart(&bisect->range->kernels[step->before],
						  &bisect->range->kernels[step->after])));
	json_put_count(object, "unusable_between", (double)bisect_unusable_in(search, step));
	return object;
}

/* NULL without memory. */
static json_t *steps_to_json(const struct bisect *bisect, const struct step_search *search)
{
	CLEANUP_FREE struct step *steps = NULL;
	json_t *array;
	size_t count;

	if (bisect_steps(search, &steps, &count) < 0)
		return NULL;
	array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, step_to_json(bisect, search, &steps[i]));
	return array;
}

/* In the words that results have everywhere. */
static const char *status_of(enum step_state state)
{
	static const char *const words[] = {
		[STEP_KNOWN] = "measured", [STEP_ABSENT] = "unsupported", [STEP_UNUSABLE] = "failed"
	};

	return words[state];
}

static json_t *point_to_json(const struct bisect *bisect, size_t index)
{
	const struct step_point *point = &bisect->points[index];
	const struct point_note *note = &bisect->notes[index];
	json_t *object = json_object();

	json_put_text(object, "kernel", bisect->range->kernels[index % bisect->range->count].name);
	json_put_text(object, "status", status_of(point->state));
	if (point->state == STEP_KNOWN) {
		json_put_number(object, "instructions", point->value);
		json_object_set_new(object, "exact", json_boolean(!note->inexact));
		json_put_text(object, "trigger", bisect->triggers[point->kind]);
	}
	json_put_text(object, "reason", note->reason);
	json_object_set_new(object, "from_store", json_boolean(note->recalled));
	return object;
}

/* Those that were looked at, or could not be. */
static json_t *points_to_json(const struct bisect *bisect, size_t rule)
{
	json_t *array = json_array();

	for (size_t i = 0; i < bisect->range->count; i++) {
		size_t index = rule * bisect->range->count + i;

		if (bisect->points[index].state != STEP_UNKNOWN)
			json_array_append_new(array, point_to_json(bisect, index));
	}
	return array;
}

static json_t *rule_to_json(const struct bisect *bisect, size_t number)
{
	const struct gate_rule *rule = &bisect->gate->rules[number];
	struct step_search search = bisect_search(bisect, number);
	json_t *object = json_object();

	json_put_text(object, "configuration", rule->pattern);
	json_put_text(object, "of", rule->level ? "cost" : "difference");
	json_put_number(object, "bound", rule->bound);
	json_put_text(object, "unit", rule->unit == GATE_PERCENT ? "%" : "instructions");
	json_object_set_new(object, "steps", steps_to_json(bisect, &search));
	json_object_set_new(object, "cells", points_to_json(bisect, number));
	return object;
}

static json_t *rules_to_json(const struct bisect *bisect)
{
	json_t *array = json_array();

	for (size_t r = 0; r < bisect->gate->count; r++)
		json_array_append_new(array, rule_to_json(bisect, r));
	return array;
}

int bisect_print_json(const struct bisect *bisect, FILE *out, const struct report_options *options)
{
	json_t *root = json_object();

	(void)options;
	json_put_text(root, "schema", "bpftax-bisect/1");
	json_put_text(root, "arch", bisect->architecture->name);
	json_put_text(root, "agent", bisect->agent_sha256);
	json_put_text(root, "qemu", bisect->emulator);
	json_object_set_new(root, "whole", json_boolean(!bisect->ended));
	json_put_text(root, "ended_because", bisect->ended);
	json_put_count(root, "measured_now", (double)bisect->measured);
	json_put_count(root, "known_to_store", (double)bisect_count_recalled(bisect));
	json_object_set_new(root, "kernels", kernels_to_json(bisect->range));
	json_object_set_new(root, "rules", rules_to_json(bisect));
	return root ? json_document_put(root, out) : -ENOMEM;
}
