// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_figure.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/tables.h"
#include "words/withheld.h"

static int decimals_of(const struct kernel_subject *subject, const struct across *across)
{
	double size = fmax(fabs(across->least), fabs(across->most));

	if (metric_is_exact(subject->metric) && subject->figure != ACROSS_PERCENT)
		return across->least == floor(across->least) && across->most == floor(across->most)
			   ? 0
			   : 3;
	return subject->figure == ACROSS_PERCENT || size < 100 ? 1 : 0;
}

/* Never "-0". */
static double shown(double value, int decimals)
{
	return fabs(value) * pow(10, decimals) < .5 ? 0 : value;
}

static void add_spread(struct text_buffer *text, const struct kernel_subject *subject,
		       const struct across *across)
{
	if (across->widest > 0)
		text_buffer_add(text, " %s%.*f", subject->style->utf8 ? "±" : "+-",
				across->widest < 1 ? 2 : decimals_of(subject, across),
				across->widest);
}

void kernel_figure_add_range(struct text_buffer *text, const char *before,
			     const struct kernel_subject *subject, const struct across *across)
{
	int decimals = decimals_of(subject, across);

	text_buffer_add(text, "%s{%.*f..%.*f}", before, decimals, shown(across->least, decimals),
			decimals, shown(across->most, decimals));
}

void kernel_place_set(const struct kernel_place *at, struct text_buffer *text)
{
	at->table->failed |= text_buffer_error(text) < 0;
	table_set(at->table, at->row, at->column, "%s", text_buffer_get(text));
	text_buffer_release(text);
}

/* "+263 {258..268} ±8"; without a range where all boots have one number, or it goes below. */
static void set_boots(const struct kernel_place *at, const struct kernel_subject *subject,
		      const struct across *across, enum kernel_layout layout)
{
	int decimals = decimals_of(subject, across);
	struct text_buffer text = { 0 };

	text_buffer_add(&text, "%+.*f", decimals, shown(across->mean, decimals));
	if (layout == KERNEL_WIDE && across_differs(across))
		kernel_figure_add_range(&text, " ", subject, across);
	add_spread(&text, subject, across);
	kernel_place_set(at, &text);
}

static void set_only(const struct kernel_place *at, const struct kernel_subject *subject,
		     const struct across *across)
{
	struct interval interval = across->first;

	if (interval.low == interval.high)
		interval.low = interval.high = NAN;
	table_set_interval(at->table, at->row, at->column, &interval, decimals_of(subject, across));
}

static void set_unmeasured(const struct kernel_place *at, const struct across *across)
{
	if (across->unmeasured)
		table_set(at->table, at->row, at->column, "%s", across->unmeasured->status);
	else if (across->withheld)
		table_set(at->table, at->row, at->column, "%s", withheld_word(across->withheld));
}

/* The level of a baseline, where it has no effect to show. */
static void set_level(const struct kernel_place *at, const struct kernel_subject *subject,
		      size_t group, const char *configuration)
{
	struct across across = kernel_subject_level(subject, group, configuration);
	const char *unit = subject->figure != ACROSS_PERCENT	? ""
			   : subject->metric == METRIC_RATE_PPS ? " /s"
								: " ns";

	if (across.measured)
		table_set(at->table, at->row, at->column, "%.0f%s", across.mean, unit);
	else
		set_unmeasured(at, &across);
}

void kernel_figure_add_boots(struct text_buffer *text, const struct kernel_subject *subject,
			     size_t group, const struct report_result *any)
{
	size_t boots = subject->run->groups[group].boots;
	size_t measured = kernel_subject_across(subject, group, any->configuration).measured;

	if (measured == 0 && any->role == ROLE_BASELINE)
		measured = kernel_subject_level(subject, group, any->configuration).measured;
	if (measured && measured < boots)
		text_buffer_add(text, "%s(%zu of %zu boots)", text->length ? " " : "", measured,
				boots);
}

/* Behind what stands there. */
static void append_boots(const struct kernel_place *at, const struct kernel_subject *subject,
			 size_t group, const struct report_result *any)
{
	const struct table *table = at->table;
	struct text_buffer text = { 0 };

	kernel_figure_add_boots(&text, subject, group, any);
	if (text.length && !table->failed)
		table_set(at->table, at->row, at->column, "%s %s",
			  table->cells[at->row * table->column_count + at->column],
			  text_buffer_get(&text));
	at->table->failed |= text_buffer_error(&text) < 0;
	text_buffer_release(&text);
}

void kernel_figure_set(const struct kernel_place *at, const struct kernel_subject *subject,
		       size_t group, const struct report_result *any, enum kernel_layout layout)
{
	struct across across = kernel_subject_across(subject, group, any->configuration);

	if (across.measured > 1)
		set_boots(at, subject, &across, layout);
	else if (across.measured)
		set_only(at, subject, &across);
	else if (any->role == ROLE_BASELINE)
		set_level(at, subject, group, any->configuration);
	else
		set_unmeasured(at, &across);
	if (layout == KERNEL_WIDE)
		append_boots(at, subject, group, any);
}
