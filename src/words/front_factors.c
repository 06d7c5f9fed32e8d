// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_factors.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/factors.h"
#include "words/tables.h"

/* What is known of a group: its first boot that has any; set is NULL where none has. */
struct side {
	const struct factor_set *set;
	const struct cell_record *boot; /* NULL: the group has no other */
};

/* The one that leads, and the one in the other unit beside it. */
struct sets {
	struct side first, beside;
};

static struct side side_of(const struct run_report *run, size_t group)
{
	struct side side = { NULL, NULL };
	size_t cell = group == SIZE_MAX ? SIZE_MAX : cell_group_next(run, group, SIZE_MAX);

	for (; cell != SIZE_MAX && !side.set; cell = cell_group_next(run, group, cell)) {
		side.set = factors_of_cell(run->reports[cell]);
		side.boot = run->groups[group].boots > 1 ? run_report_cell(run, cell) : NULL;
	}
	return side;
}

static struct sets sets_of(const struct summary *summary)
{
	const struct summary_kernel *kernel = &summary->kernels[0];
	struct side counted = side_of(summary->run, kernel->counted);
	struct side timed = side_of(summary->run, kernel->timed);

	if (!counted.set || !timed.set)
		return (struct sets){ counted.set ? counted : timed, { NULL, NULL } };
	return summary_instructions_lead(kernel) ? (struct sets){ counted, timed }
						 : (struct sets){ timed, counted };
}

static const struct factor *same_in(const struct factor_set *set, const struct factor *factor)
{
	for (size_t i = 0; set && i < set->count; i++)
		if (set->factors[i].kind == factor->kind &&
		    strcmp(factor_name(&set->factors[i]), factor_name(factor)) == 0)
			return &set->factors[i];
	return NULL;
}

static int decimals_of(const struct factor *factor)
{
	if (factor->exact)
		return factor->added.estimate == floor(factor->added.estimate) ? 0 : 1;
	return fabs(factor->added.estimate) < 100 ? 1 : 0;
}

/* "+95 instructions", "+122 ns [118, 126]" */
static void add_figure(struct text_buffer *text, const struct factor *factor, const char *unit)
{
	int decimals = decimals_of(factor);

	text_buffer_add(text, "%+.*f%s%s", decimals, factor->added.estimate, unit ? " " : "",
			unit ? unit : "");
	if (!factor->exact && isfinite(factor->added.low) && isfinite(factor->added.high))
		text_buffer_add(text, " [%.*f, %.*f]", decimals, factor->added.low, decimals,
				factor->added.high);
}

static void add_range(struct text_buffer *text, const struct factor *factor)
{
	if (factor->exact && factor->least < factor->most)
		text_buffer_add(text, " (%.0f to %.0f)", factor->least, factor->most);
}

static void add_both(struct text_buffer *text, const struct sets *sets, const struct factor *factor)
{
	const struct factor *beside = same_in(sets->beside.set, factor);

	add_figure(text, factor, sets->first.set->unit);
	add_range(text, factor);
	if (!beside)
		return;
	text_buffer_add(text, "; ");
	add_figure(text, beside, sets->beside.set->unit);
}

/* The kernel's own figure is of the body alone, in what its clock counts. */
static void add_kernel(struct text_buffer *text, const struct sets *sets,
		       const struct factor *factor)
{
	const struct factor_set *sides[] = { sets->first.set, sets->beside.set };

	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		const struct factor *own = same_in(sides[i], factor);

		if (own && isfinite(own->kernel_reported) && strcmp(sides[i]->unit, "ns") == 0)
			text_buffer_add(text, "; the kernel says %.1f ns a run",
					own->kernel_reported);
	}
}

static int say_text(struct front_part *part, const char *key, const struct text_buffer *text)
{
	return text_buffer_error(text) < 0 ? -ENOMEM
					   : front_part_say(part, key, "%s", text_buffer_get(text));
}

static int say_one(struct front_part *part, const struct sets *sets, const struct factor *factor)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	add_both(&text, sets, factor);
	if (factor->kind == FACTOR_STATISTICS)
		add_kernel(&text, sets, factor);
	return say_text(part, factor_name(factor), &text);
}

/* All in one line: their own rows stand above. */
static int say_mechanisms(struct front_part *part, const struct factor_set *set)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	for (size_t i = 0; i < set->count; i++) {
		const struct factor *factor = &set->factors[i];

		if (factor->kind != FACTOR_MECHANISM)
			continue;
		text_buffer_add(&text, "%s%s ", text.length ? ", " : "", factor_name(factor));
		add_figure(&text, factor, NULL);
	}
	if (!text.length)
		return 0;
	text_buffer_add(&text, " %s", set->unit);
	return say_text(part, "mechanism", &text);
}

/* Of a factor, the level with which it adds least or most, if any is more than chance. */
static const struct factor_interaction *extreme(const struct factor_set *set, size_t factor,
						double sign)
{
	const struct factor_interaction *found = NULL;
	bool named = false;

	for (size_t i = 0; i < set->interaction_count; i++) {
		const struct factor_interaction *interaction = &set->interactions[i];

		if (interaction->factor != factor)
			continue;
		named |= interaction->named;
		if (!found || sign * interaction->there > sign * found->there)
			found = interaction;
	}
	return named ? found : NULL;
}

/* "statistics +75 with tracepoint to +82 with fentry" */
static void add_spread(struct text_buffer *text, const struct factor_set *set, size_t factor)
{
	const struct factor_interaction *least = extreme(set, factor, -1);
	const struct factor_interaction *most = extreme(set, factor, 1);

	if (least && most)
		text_buffer_add(text, "%s%s %+.0f with %s to %+.0f with %s",
				text->length ? ", " : "", factor_name(&set->factors[factor]),
				least->there, least->level, most->there, most->level);
}

static int say_sum(struct front_part *part, const struct factor_set *set)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	if (!set->interaction_count)
		return 0;
	for (size_t f = 0; f < set->count && set->named; f++)
		add_spread(&text, set, f);
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	if (set->named)
		return front_part_say(part, "together", "no simple sum: %s",
				      text_buffer_get(&text));
	if (factors_are_exact(set))
		return front_part_say(part, "together", "they simply add");
	if (isfinite(set->mde80))
		return front_part_say(
		    part, "together",
		    "no departure from a simple sum; %.0f %s would have been seen",
		    fmax(1, set->mde80), set->unit);
	return front_part_say(part, "together", "too few blocks to tell whether they simply add");
}

static char *title_of(const struct factor_set *set)
{
	CLEANUP(text_buffer_release) struct text_buffer title = { 0 };
	char operation[OPERATION_SIZE];

	text_buffer_add(&title, "WHAT EACH PART ADDS TO ONE %s",
			table_operation(operation, sizeof(operation), set->workload));
	return text_buffer_take(&title);
}

/* "ns of boot 1 alone": the table above has all of them. */
static int say_boots(struct front_part *part, const struct sets *sets)
{
	const struct side *sides[] = { &sets->first, &sets->beside };
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(sides); i++)
		if (sides[i]->set && sides[i]->boot)
			text_buffer_add(&text, "%s%s of boot %u alone", text.length ? ", " : "",
					sides[i]->set->unit, sides[i]->boot->boot);
	return text.length ? say_text(part, "boot", &text) : 0;
}

static int say_factors(struct front_part *part, const struct sets *sets)
{
	const struct factor_set *set = sets->first.set;
	int code = 0;

	for (size_t i = 0; i < set->count && code == 0; i++)
		if (set->factors[i].kind != FACTOR_MECHANISM)
			code = say_one(part, sets, &set->factors[i]);
	if (code == 0)
		code = say_mechanisms(part, set);
	if (code == 0)
		code = say_sum(part, set);
	return code < 0 ? code : say_boots(part, sets);
}

int front_add_factors(struct front_page *page, const struct summary *summary)
{
	struct sets sets = { 0 };
	CLEANUP_FREE char *title = NULL;
	struct front_part *part;

	if (summary->kernel_count == 1)
		sets = sets_of(summary);
	if (!sets.first.set || !sets.first.set->count)
		return 0;
	title = title_of(sets.first.set);
	part = title ? front_page_add(page, title) : NULL;
	return part ? say_factors(part, &sets) : -ENOMEM;
}
