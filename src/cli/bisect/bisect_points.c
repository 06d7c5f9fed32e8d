// SPDX-License-Identifier: GPL-2.0-or-later
/* What is known of each kernel, for each rule. */
#include "cli/bisect/bisect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/recall.h"

struct step_search bisect_search(const struct bisect *bisect, size_t rule)
{
	return (struct step_search){ &bisect->gate->rules[rule],
				     &bisect->points[rule * bisect->range->count],
				     bisect->range->count };
}

int bisect_steps(const struct step_search *search, struct step **ret_steps, size_t *ret_count)
{
	struct step *steps = calloc(search->count, sizeof(*steps));

	if (!steps)
		return -ENOMEM;
	*ret_count = step_search_steps(search, steps, search->count);
	*ret_steps = steps;
	return 0;
}

size_t bisect_unusable_in(const struct step_search *search, const struct step *step)
{
	size_t count = 0;

	for (size_t i = step->before + 1; i < step->after; i++)
		count += search->points[i].state == STEP_UNUSABLE;
	return count;
}

bool bisect_is_vague(const struct bisect *bisect)
{
	bool vague = false;

	for (size_t r = 0; r < bisect->gate->count && !vague; r++) {
		struct step_search search = bisect_search(bisect, r);
		CLEANUP_FREE struct step *steps = NULL;
		size_t count;

		if (bisect_steps(&search, &steps, &count) < 0)
			return true;
		for (size_t i = 0; i < count; i++)
			vague |= bisect_unusable_in(&search, &steps[i]) > 0;
	}
	return vague;
}

size_t bisect_count_recalled(const struct bisect *bisect)
{
	size_t count = 0;

	for (size_t i = 0; i < bisect->range->count; i++)
		count += bisect->notes[i].recalled;
	return count;
}

/* SIZE_MAX: it is none of the range. */
static size_t kernel_find(const struct kernel_range *range, const char *name)
{
	for (size_t i = 0; name && i < range->count; i++)
		if (!strcmp(range->kernels[i].name, name))
			return i;
	return SIZE_MAX;
}

/* The number of a trigger, which is added when it is new; negative errno. */
static int trigger_number(struct bisect *bisect, const char *trigger)
{
	char **larger;

	for (size_t i = 0; i < bisect->trigger_count; i++)
		if (!strcmp(bisect->triggers[i], trigger))
			return (int)i;
	larger = reallocarray(bisect->triggers, bisect->trigger_count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	bisect->triggers = larger;
	larger[bisect->trigger_count] = strdup(trigger);
	return larger[bisect->trigger_count] ? (int)bisect->trigger_count++ : -ENOMEM;
}

static int reason_set(struct point_note *note, const char *reason)
{
	free(note->reason);
	note->reason = strdup(reason);
	return note->reason ? 0 : -ENOMEM;
}

static int value_take(struct bisect *bisect, const struct recalled_cost *cost,
		      struct step_point *point)
{
	int kind = trigger_number(bisect, cost->trigger ? cost->trigger : "");

	if (kind < 0)
		return kind;
	point->state = STEP_KNOWN;
	point->value = cost->instructions;
	point->kind = (unsigned int)kind;
	return 0;
}

/* Of a rule; what failed is tried again where only the store says so. */
static int point_take(struct bisect *bisect, size_t index, const struct recalled_cost *cost,
		      bool recalled)
{
	struct step_point *point = &bisect->points[index];
	struct point_note *note = &bisect->notes[index];

	if (point->state != STEP_UNKNOWN || cost->what == RECALLED_NOTHING ||
	    (recalled && cost->what == RECALLED_FAILED))
		return 0;
	note->recalled = recalled;
	note->inexact = cost->what == RECALLED_VALUE && !cost->exact;
	if (cost->what == RECALLED_VALUE)
		return value_take(bisect, cost, point);
	point->state = cost->what == RECALLED_UNSUPPORTED ? STEP_ABSENT : STEP_UNUSABLE;
	return reason_set(note, cost->reason ? cost->reason : "it was not measured");
}

/* Another emulator may count otherwise: what the store knows of one is then not known. */
static int emulator_check(struct bisect *bisect, const char *emulator)
{
	size_t count = bisect->gate->count * bisect->range->count;

	if (bisect->emulator && emulator && !strcmp(bisect->emulator, emulator))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (bisect->notes[i].recalled) {
			bisect->points[i].state = STEP_UNKNOWN;
			bisect->notes[i].recalled = false;
		}
	free(bisect->emulator);
	bisect->emulator = strdup(emulator ? emulator : "");
	return bisect->emulator ? 0 : -ENOMEM;
}

int bisect_take(struct bisect *bisect, const struct run_report *run, size_t cell, bool recalled)
{
	const struct kernel_range *range = bisect->range;
	size_t kernel = kernel_find(range, recall_kernel(run, cell));
	const char *emulator = recall_emulator(run, cell);
	int code = 0;

	if (kernel == SIZE_MAX)
		return 0;
	/* The newest of the store is what the others have to be like. */
	if (recalled && bisect->emulator && (!emulator || strcmp(bisect->emulator, emulator) != 0))
		return 0;
	code = emulator_check(bisect, emulator);
	for (size_t r = 0; r < bisect->gate->count && !code; r++) {
		struct recalled_cost cost =
		    recall_cost(run->reports[cell], bisect->gate->rules[r].pattern);

		code = point_take(bisect, r * range->count + kernel, &cost, recalled);
	}
	return code;
}

int bisect_give_up(struct bisect *bisect, size_t kernel, const char *reason)
{
	int code = 0;

	for (size_t r = 0; r < bisect->gate->count && !code; r++) {
		size_t index = r * bisect->range->count + kernel;

		if (bisect->points[index].state != STEP_UNKNOWN)
			continue;
		bisect->points[index].state = STEP_UNUSABLE;
		code = reason_set(&bisect->notes[index], reason);
	}
	return code;
}

struct recalling {
	struct bisect *bisect;
	int code;
};

static void recall_take(void *context, const struct run_report *run, size_t cell)
{
	struct recalling *recalling = context;

	if (!recalling->code)
		recalling->code = bisect_take(recalling->bisect, run, cell, true);
}

int bisect_recall(struct bisect *bisect, struct error *err)
{
	const struct recall_likeness likeness = { bisect->agent_sha256, bisect->study };
	struct recalling recalling = { bisect, 0 };
	int code = recall_cells(bisect->context.store, &likeness, recall_take, &recalling, err);

	if (code < 0)
		return code;
	return recalling.code < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory") : 0;
}
