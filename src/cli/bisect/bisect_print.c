// SPDX-License-Identifier: GPL-2.0-or-later
/* What was found, for a terminal. */
#include "cli/bisect/bisect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "cli/report/report_output.h"
#include "common/c_locale.h"
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

/* "  +107  262  linux-image-...": of two lines the second has the difference. */
static void side_tell(const struct bisect *bisect, const struct step_search *search, size_t kernel,
		      const char *difference, struct text_buffer *text)
{
	const struct ranged_kernel *ranged = &bisect->range->kernels[kernel];
	char value[64];

	number_text(search->points[kernel].value, false, value);
	text_buffer_add(text, "  %8s  %8s  %s (%s)\n", difference, value, ranged->package,
			ranged->version);
}

static size_t count_between(const struct step_search *search, const struct step *step)
{
	size_t count = 0;

	for (size_t i = step->before + 1; i < step->after; i++)
		count += search->points[i].state == STEP_UNUSABLE;
	return count;
}

static void step_tell(const struct bisect *bisect, const struct step_search *search,
		      const struct step *step, struct text_buffer *text)
{
	size_t unusable = count_between(search, step);
	char difference[64];

	number_text(step->difference, true, difference);
	side_tell(bisect, search, step->before, "", text);
	side_tell(bisect, search, step->after, difference, text);
	if (step->spread)
		text_buffer_add(text, "            in several changes, each smaller than that\n");
	else if (unusable)
		text_buffer_add(text,
				"            between them %zu package%s that could not be "
				"measured\n",
				unusable, unusable == 1 ? "" : "s");
}

/* What was looked at and has no such cost, or could not be looked at; a reason is foreign. */
static int reasons_print(const struct bisect *bisect, size_t rule, enum step_state state,
			 const char *what, FILE *out, const struct report_options *options)
{
	const struct kernel_range *range = bisect->range;
	int code = 0;

	for (size_t i = 0; i < range->count && !code; i++) {
		size_t index = rule * range->count + i;
		CLEANUP_FREE char *line = NULL;

		if (bisect->points[index].state != state)
			continue;
		line = file_path("%s %s: %s", what, range->kernels[i].package,
				 bisect->notes[index].reason);
		code = line ? terminal_put_text(out, options, "- ", "  ", line) : -ENOMEM;
	}
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

static int steps_find(const struct step_search *search, struct step **ret_steps, size_t *ret_count)
{
	struct step *steps = calloc(search->count, sizeof(*steps));

	if (!steps)
		return -ENOMEM;
	*ret_count = step_search_steps(search, steps, search->count);
	*ret_steps = steps;
	return 0;
}

static int rule_print(const struct bisect *bisect, size_t rule, FILE *out,
		      const struct report_options *options)
{
	CLEANUP(text_buffer_release) struct text_buffer title = { 0 }, text = { 0 };
	struct step_search search = bisect_search(bisect, rule);
	CLEANUP_FREE struct step *steps = NULL;
	size_t count;

	if (steps_find(&search, &steps, &count) < 0)
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
		code = reasons_print(bisect, rule, STEP_ABSENT, "no such cost in", out, options);
	if (!code)
		code = reasons_print(bisect, rule, STEP_UNUSABLE, "left out:", out, options);
	putc('\n', out);
	return code;
}

static size_t count_recalled(const struct bisect *bisect)
{
	size_t count = 0;

	for (size_t i = 0; i < bisect->range->count; i++)
		count += bisect->notes[i].recalled;
	return count;
}

int bisect_print(const struct bisect *bisect, FILE *out)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();
	struct report_options options = report_options_of_stdout(false);
	int code = locale.plain ? 0 : -ENOMEM;

	for (size_t r = 0; r < bisect->gate->count && !code; r++)
		code = part_print(bisect, r, out, &options);
	fprintf(out, "Of %zu packages %zu were measured now, and %zu known to the store.\n",
		bisect->range->count, bisect->measured, count_recalled(bisect));
	return code;
}

bool bisect_is_vague(const struct bisect *bisect)
{
	bool vague = false;

	for (size_t r = 0; r < bisect->gate->count && !vague; r++) {
		struct step_search search = bisect_search(bisect, r);
		CLEANUP_FREE struct step *steps = NULL;
		size_t count;

		if (steps_find(&search, &steps, &count) < 0)
			return true;
		for (size_t i = 0; i < count; i++)
			vague |= count_between(&search, &steps[i]) > 0;
	}
	return vague;
}
