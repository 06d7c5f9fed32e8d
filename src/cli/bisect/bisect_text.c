// SPDX-License-Identifier: GPL-2.0-or-later
/* What was found, for a terminal. */
#include "cli/bisect/bisect_print.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text_buffer.h"
#include "compare/print.h"
#include "words/terminal.h"

/* "of more than 5 instructions", "across 300 instructions". */
static void rule_tell(const struct gate_rule *rule, struct text_buffer *text)
{
	char bound[64];

	number_text(rule->bound, false, bound);
	text_buffer_add(text, "%s: steps %s %s%s", rule->pattern,
			rule->level ? "across" : "of more than", bound,
			rule->unit == GATE_PERCENT ? " %" : gate_unit_suffix(rule->unit));
}

static void title_tell(const struct bisect *bisect, size_t rule, size_t steps,
		       struct text_buffer *text)
{
	const struct kernel_range *range = bisect->range;

	rule_tell(&bisect->gate->rules[rule], text);
	text_buffer_add(text, ", from %s to %s: %zu", range->kernels[0].version,
			range->kernels[range->count - 1].version, steps);
}

/* Which point of all a search's is. */
static size_t point_index(const struct bisect *bisect, const struct step_search *search,
			  size_t kernel)
{
	return (size_t)(search->points - bisect->points) + kernel;
}

/* "  +107  262  linux-image-...": of two lines the second has the difference. */
static void side_tell(const struct bisect *bisect, const struct step_search *search, size_t kernel,
		      const char *difference, struct text_buffer *text)
{
	const struct ranged_kernel *ranged = &bisect->range->kernels[kernel];
	bool inexact = bisect->notes[point_index(bisect, search, kernel)].inexact;
	char value[64], marked[66];

	number_text(search->points[kernel].value, false, value);
	snprintf(marked, sizeof(marked), "%s%s", inexact ? "~" : "", value);
	text_buffer_add(text, "  %8s  %8s  %s (%s)\n", difference, marked, ranged->package,
			ranged->version);
}

static void step_tell(const struct bisect *bisect, const struct step_search *search,
		      const struct step *step, struct text_buffer *text)
{
	size_t unusable = bisect_unusable_in(search, step);
	char difference[64];

	number_text(step->difference, true, difference);
	side_tell(bisect, search, step->before, "", text);
	side_tell(bisect, search, step->after, difference, text);
	if (kernel_range_built_apart(&bisect->range->kernels[step->before],
				     &bisect->range->kernels[step->after]))
		text_buffer_add(text,
				"            built for two releases of Debian: the compiler and "
				"the\n            configuration may have done it\n");
	if (step->spread)
		text_buffer_add(text, "            in several changes, each smaller than that\n");
	else if (unusable)
		text_buffer_add(text,
				"            between them %zu package%s that could not be "
				"measured\n",
				unusable, unusable == 1 ? "" : "s");
}

static int reason_print(const char *subject, const char *reason, FILE *out,
			const struct report_options *options)
{
	CLEANUP_FREE char *line = file_path("%s: %s", subject, reason);

	return line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
}

/* "linux-image-A", or "3 packages from linux-image-A to linux-image-C". */
static char *stretch_name(const struct kernel_range *range, size_t first, size_t last, size_t count)
{
	if (count == 1)
		return file_path("no such cost in %s", range->kernels[first].package);
	return file_path("no such cost in %zu packages from %s to %s", count,
			 range->kernels[first].package, range->kernels[last].package);
}

/* What was looked at from `first` on and has no such cost, with the reason of the last. */
static int stretch_print(const struct bisect *bisect, const struct step_search *search,
			 size_t first, size_t *ret_end, FILE *out,
			 const struct report_options *options)
{
	CLEANUP_FREE char *subject = NULL;
	size_t count = 0, last = first, i = first;

	for (; i < search->count && search->points[i].state != STEP_KNOWN; i++)
		if (search->points[i].state == STEP_ABSENT) {
			last = i;
			count++;
		}
	*ret_end = i;
	subject = stretch_name(bisect->range, first, last, count);
	return subject
		   ? reason_print(subject, bisect->notes[point_index(bisect, search, last)].reason,
				  out, options)
		   : -ENOMEM;
}

static int absent_print(const struct bisect *bisect, size_t rule, FILE *out,
			const struct report_options *options)
{
	struct step_search search = bisect_search(bisect, rule);
	int code = 0;

	for (size_t i = 0; i < search.count && !code;)
		if (search.points[i].state == STEP_ABSENT)
			code = stretch_print(bisect, &search, i, &i, out, options);
		else
			i++;
	return code;
}

/* Whether a kernel could be looked at for no rule, for one reason. */
static bool is_left_out(const struct bisect *bisect, size_t kernel)
{
	for (size_t r = 0; r < bisect->gate->count; r++) {
		size_t index = r * bisect->range->count + kernel;

		if (bisect->points[index].state != STEP_UNUSABLE ||
		    strcmp(bisect->notes[index].reason, bisect->notes[kernel].reason) != 0)
			return false;
	}
	return true;
}

static int left_out_print(const struct bisect *bisect, size_t index, FILE *out,
			  const struct report_options *options)
{
	const char *package = bisect->range->kernels[index % bisect->range->count].package;
	CLEANUP_FREE char *subject = file_path("left out: %s", package);

	return subject ? reason_print(subject, bisect->notes[index].reason, out, options) : -ENOMEM;
}

/* What could not be looked at for this rule, while it could for another. */
static int failures_print(const struct bisect *bisect, size_t rule, FILE *out,
			  const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < bisect->range->count && !code; i++) {
		size_t index = rule * bisect->range->count + i;

		if (bisect->points[index].state == STEP_UNUSABLE && !is_left_out(bisect, i))
			code = left_out_print(bisect, index, out, options);
	}
	return code;
}

/* Once for all rules. */
static int all_left_out_print(const struct bisect *bisect, FILE *out,
			      const struct report_options *options)
{
	bool any = false;
	int code = 0;

	for (size_t i = 0; i < bisect->range->count && !code; i++)
		if (is_left_out(bisect, i)) {
			code = left_out_print(bisect, i, out, options);
			any = true;
		}
	if (any)
		putc('\n', out);
	return code;
}

/* Two that were looked at, one after the other, whose events something else made. */
static void triggers_tell(const struct bisect *bisect, const struct step_search *search,
			  struct text_buffer *text)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < search->count; i++) {
		if (search->points[i].state != STEP_KNOWN)
			continue;
		if (last != SIZE_MAX && search->points[last].kind != search->points[i].kind)
			text_buffer_add(text,
					"- not compared: %s, where %s made the events, with %s, "
					"where %s did\n",
					bisect->range->kernels[last].package,
					bisect->triggers[search->points[last].kind],
					bisect->range->kernels[i].package,
					bisect->triggers[search->points[i].kind]);
		last = i;
	}
}

static int rule_print(const struct bisect *bisect, size_t rule, FILE *out,
		      const struct report_options *options)
{
	CLEANUP(text_buffer_release) struct text_buffer title = { 0 }, text = { 0 };
	struct step_search search = bisect_search(bisect, rule);
	CLEANUP_FREE struct step *steps = NULL;
	size_t count;

	if (bisect_steps(&search, &steps, &count) < 0)
		return -ENOMEM;
	title_tell(bisect, rule, count, &title);
	for (size_t i = 0; i < count; i++)
		step_tell(bisect, &search, &steps[i], &text);
	triggers_tell(bisect, &search, &text);
	if (text_buffer_error(&title) < 0 || text_buffer_error(&text) < 0)
		return -ENOMEM;
	if (terminal_put_title(out, options, text_buffer_get(&title)) < 0)
		return -ENOMEM;
	fputs(text_buffer_get(&text), out);
	return 0;
}

/* A part of the page for each rule. */
static int part_print(const struct bisect *bisect, size_t rule, FILE *out,
		      const struct report_options *options)
{
	int code = rule_print(bisect, rule, out, options);

	if (!code)
		code = absent_print(bisect, rule, out, options);
	if (!code)
		code = failures_print(bisect, rule, out, options);
	putc('\n', out);
	return code;
}

static bool has_inexact(const struct bisect *bisect)
{
	for (size_t i = 0; i < bisect->gate->count * bisect->range->count; i++)
		if (bisect->notes[i].inexact)
			return true;
	return false;
}

static int end_print(const struct bisect *bisect, FILE *out, const struct report_options *options)
{
	int code = all_left_out_print(bisect, out, options);

	if (!code && has_inexact(bisect))
		code = terminal_put_text(out, options, "", "",
					 "~ is not the same number each time: a step between two "
					 "such may be none.");
	fprintf(out, "Of %zu packages %zu were measured now, and %zu known to the store.\n",
		bisect->range->count, bisect->measured, bisect_count_recalled(bisect));
	if (bisect->ended)
		fputs("It ended before all was known; called again, it goes on from here.\n", out);
	return code;
}

int bisect_print_text(const struct bisect *bisect, FILE *out, const struct report_options *options)
{
	int code = 0;

	for (size_t r = 0; r < bisect->gate->count && !code; r++)
		code = part_print(bisect, r, out, options);
	return code ? code : end_print(bisect, out, options);
}
