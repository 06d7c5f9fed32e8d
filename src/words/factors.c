// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/factors.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "protocol/workloads.h"
#include "words/tables.h"

static bool is_counted(const struct factor_set *set)
{
	return strcmp(set->unit, "ns") != 0;
}

static const char *const legends[] = {
	[FACTOR_STATISTICS] = "Statistics: the window with them less that without, in the same "
			      "visit; kernel: body is what they make of a run of the reference "
			      "program. ",
	[FACTOR_PROGRAM] = "A program: over the one that does nothing, in the same block. ",
	[FACTOR_MECHANISM] = "A mechanism: with the program that does nothing, over the baseline. ",
};

void factors_tell_legend(const struct factor_set *set, struct text_buffer *text)
{
	for (size_t kind = 0; kind < ARRAY_SIZE(legends); kind++)
		if (factor_next(set, (enum factor_kind)kind, 0))
			text_buffer_add(text, "%s", legends[kind]);
	text_buffer_add(text, is_counted(set)
				  ? "Adds: the middle one of the treatments that have it."
				  : "Adds: the mean over the treatments that have it.");
}

/* Counts are whole, but where they are the mean of different ones. */
static int decimals_of(const struct factor_set *set, double value)
{
	bool is_whole = value == round(value) || fabs(value) >= 100;

	return is_counted(set) && !is_whole ? 1 : 0;
}

static void tell_interval(const struct factor_set *set, const struct interval *interval,
			  struct text_buffer *text)
{
	int decimals = decimals_of(set, interval->low);

	if (isfinite(interval->low) && interval->low < interval->high)
		text_buffer_add(text, " [%.*f, %.*f]", decimals, interval->low, decimals,
				interval->high);
}

static void tell_kernel(const struct factor_set *set, const struct factor *factor,
			struct text_buffer *text)
{
	if (isfinite(factor->kernel_reported))
		text_buffer_add(text, " (the kernel's own figure of a run: %.0f %s)",
				factor->kernel_reported, set->unit);
}

void factor_tell(const struct factor_set *set, const struct factor *factor,
		 struct text_buffer *text)
{
	double value = factor->added.estimate;
	const struct operation_words *words = workload_words(set->workload);

	text_buffer_add(text, "%s: %+.*f %s %s %s", factor_name(factor), decimals_of(set, value),
			value, set->unit, words->article, words->one);
	tell_interval(set, &factor->added, text);
	if (factor->least < factor->most)
		text_buffer_add(text, ", %.0f to %.0f by treatment", factor->least, factor->most);
	tell_kernel(set, factor, text);
}

/* "statistics with fentry" */
static void tell_pair(const struct factor_set *set, const struct factor_interaction *interaction,
		      struct text_buffer *text)
{
	text_buffer_add(text, "%s with %s", factor_name(&set->factors[interaction->factor]),
			interaction->level);
}

static struct interval without_sign(const struct interval *interval)
{
	if (interval->estimate >= 0)
		return *interval;
	return (struct interval){ -interval->estimate, -interval->high, -interval->low };
}

static void tell_interaction(const struct factor_set *set,
			     const struct factor_interaction *interaction, struct text_buffer *text)
{
	struct interval size = without_sign(&interaction->difference);

	tell_pair(set, interaction, text);
	text_buffer_add(text, " %+.*f %s, %.*f", decimals_of(set, interaction->there),
			interaction->there, set->unit, decimals_of(set, size.estimate),
			size.estimate);
	tell_interval(set, &size, text);
	text_buffer_add(text, " %s than %s", interaction->difference.estimate < 0 ? "less" : "more",
			interaction->exact ? "the middle one" : "on average");
}

/* The named interaction that lies farthest from none, but for those with a rank below. */
static const struct factor_interaction *named_at(const struct factor_set *set, size_t rank)
{
	for (size_t i = 0; i < set->interaction_count; i++) {
		double size = fabs(set->interactions[i].difference.estimate);
		size_t before = 0;

		if (!set->interactions[i].named)
			continue;
		for (size_t j = 0; j < set->interaction_count; j++) {
			double other = fabs(set->interactions[j].difference.estimate);

			before += set->interactions[j].named &&
				  (other > size || (other == size && j < i));
		}
		if (before == rank)
			return &set->interactions[i];
	}
	return NULL;
}

static void tell_named(const struct factor_set *set, size_t most, struct text_buffer *text)
{
	text_buffer_add(text, "they do not simply add: ");
	for (size_t rank = 0; rank < set->named && rank < most; rank++) {
		text_buffer_add(text, "%s", rank ? "; " : "");
		tell_interaction(set, named_at(set, rank), text);
	}
	if (set->named > most)
		text_buffer_add(text, "; and %zu more", set->named - most);
}

void factors_tell_sum(const struct factor_set *set, size_t most, struct text_buffer *text)
{
	if (set->named)
		tell_named(set, most, text);
	else if (!set->interaction_count)
		return;
	else if (factors_are_exact(set))
		text_buffer_add(text, "they simply add, to the instruction");
	else if (isfinite(set->mde80))
		text_buffer_add(text,
				"no sign that they do not simply add; would have seen %.0f %s",
				fmax(1, set->mde80), set->unit);
	else
		text_buffer_add(text, "too few blocks to tell whether they simply add");
}

static const struct table_column factor_columns[] = {
	{ "Part", 0, true },  { NULL, 0, false },	  { "Least", 0, false },
	{ "Most", 0, false }, { "Treatments", 0, false }, { "Kernel: body", 0, false },
};

static const char *unit_heading(const struct factor_set *set)
{
	return is_counted(set) ? "Adds (instructions)" : "Adds (ns)";
}

static void set_added(struct table *table, size_t row, size_t column, const struct factor_set *set,
		      const struct interval *interval)
{
	struct interval shown = *interval;

	if (!(shown.low < shown.high))
		shown.low = shown.high = NAN;
	table_set_interval(table, row, column, &shown, decimals_of(set, shown.estimate));
}

static void add_factor(struct table *table, const struct factor_set *set,
		       const struct factor *factor)
{
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", factor_name(factor));
	set_added(table, row, 1, set, &factor->added);
	if (factor->least < factor->most) {
		table_set(table, row, 2, "%.0f", factor->least);
		table_set(table, row, 3, "%.0f", factor->most);
	}
	table_set(table, row, 4, "%zu", factor->treatments);
	if (isfinite(factor->kernel_reported))
		table_set(table, row, 5, "%.0f", factor->kernel_reported);
}

struct table *table_factors(const struct factor_set *set)
{
	struct table_column columns[ARRAY_SIZE(factor_columns)];
	char operation[OPERATION_SIZE];
	struct table *table;

	memcpy(columns, factor_columns, sizeof(columns));
	columns[1].heading = unit_heading(set);
	table = table_new(NULL, columns, ARRAY_SIZE(columns));
	if (table)
		table_set_title(table, "WHAT EACH PART ADDS, PER %s: %s",
				table_operation(operation, sizeof(operation), set->workload),
				set->workload);
	for (size_t f = 0; table && f < set->count; f++)
		add_factor(table, set, &set->factors[f]);
	return table;
}

static const struct table_column interaction_columns[] = {
	{ "Part", 0, true },
	{ "With", 0, true },
	{ "Adds there", 0, false },
	{ NULL, 0, false },
};

static void add_interaction(struct table *table, const struct factor_set *set,
			    const struct factor_interaction *interaction)
{
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", factor_name(&set->factors[interaction->factor]));
	table_set(table, row, 1, "%s", interaction->level);
	table_set(table, row, 2, "%+.*f", decimals_of(set, interaction->there), interaction->there);
	set_added(table, row, 3, set, &interaction->difference);
}

struct table *table_interactions(const struct factor_set *set)
{
	struct table_column columns[ARRAY_SIZE(interaction_columns)];
	struct table *table;

	memcpy(columns, interaction_columns, sizeof(columns));
	columns[3].heading = is_counted(set) ? "Than the middle one" : "Than on average";
	table = table_new(NULL, columns, ARRAY_SIZE(columns));
	if (table)
		table_set_title(table, "WHERE THEY DO NOT SIMPLY ADD: %s", set->workload);
	for (size_t i = 0; table && i < set->interaction_count; i++)
		if (set->interactions[i].named)
			add_interaction(table, set, &set->interactions[i]);
	return table;
}
