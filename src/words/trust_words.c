// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/trust_words.h"
#include "words/count_range.h"

#include <math.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "words/cell_words.h"

#define CPUS_TOLD .01 /* of the last digit */

static void add_spread(struct text_buffer *text, const struct trust_check *check)
{
	text_buffer_add(text, "%s is not the same each time: ", check->configuration);
	count_range_tell(text, check->interval.low, check->interval.high);
	text_buffer_add(text, " instructions");
}

static void say_counts(struct text_buffer *text, const struct trust_check *check)
{
	if (check->reason == TRUST_NOT_LINEAR)
		text_buffer_add(text,
				"%s is not linear, its count depends on how many events follow "
				"each other",
				check->configuration);
	else if (check->reason == TRUST_CHUNKS_DIFFER)
		text_buffer_add(text, "fewer than half of the chunks of %s agree",
				check->configuration);
	else if (check->reason == TRUST_RELOADS_DIFFER)
		add_spread(text, check);
	else if (check->reason == TRUST_MOSTLY_DISTURBED)
		text_buffer_add(text,
				"an interrupt, a softirq or another task came into most passes of "
				"%s; its figure is of the others",
				check->configuration);
	else if (check->reason == TRUST_BOOTS_DIFFER)
		text_buffer_add(text, "two boots differ in %s", check->configuration);
	else
		text_buffer_add(text, "instructions are the same each time, whatever else runs");
}

/* Never "-0.0". */
static double shown(double percent)
{
	return fabs(percent) < .05 ? 0 : percent;
}

static void add_aa(struct text_buffer *text, const struct trust_check *check)
{
	text_buffer_add(text, "%+.1f %% [%.1f, %.1f] in %s%s", shown(check->interval.estimate),
			shown(check->interval.low), shown(check->interval.high),
			check->metric == METRIC_RATE_PPS ? "throughput of " : "", check->workload);
}

static void say_pair(struct text_buffer *text, const struct trust_check *check)
{
	if (check->reason == TRUST_NO_INTERVAL) {
		text_buffer_add(text, "no interval in %s: nothing can be told apart there",
				check->workload);
		return;
	}
	add_aa(text, check);
	if (check->reason == TRUST_FAR)
		text_buffer_add(text, ": it shows nothing below %.0f %%", check->reach);
	else if (check->reason == TRUST_DIFFERENCE)
		text_buffer_add(text, ", where two baselines should be alike");
	else
		text_buffer_add(text, ", the widest of all");
}

static void say_delays(struct text_buffer *text, const struct trust_check *check)
{
	const struct interval *slope = &check->interval;

	text_buffer_add(text, "%.3f [%.3f, %.3f] came back", slope->estimate, slope->low,
			slope->high);
	if (check->word == TRUST_YES) {
		text_buffer_add(text, " of each ns put in");
		return;
	}
	text_buffer_add(text, ": ns may be %.1f %% %s", 100 * check->reach,
			slope->low > 1	  ? "too large"
			: slope->high < 1 ? "too small"
					  : "off");
}

static void say_blocks(struct text_buffer *text, const struct trust_check *check)
{
	if (check->reason == TRUST_SEQUENTIAL)
		text_buffer_add(text, "one configuration was measured after the other, so that no "
				      "interval holds");
	else if (check->reason == TRUST_FEW_BLOCKS)
		text_buffer_add(text, "only %zu of %s, where an interval takes %d",
				check->blocks - check->excluded, check->workload,
				TRUST_BLOCKS_LEAST);
	else if (check->excluded)
		text_buffer_add(text, "%zu of %zu%s%s excluded", check->excluded, check->blocks,
				check->reason == TRUST_EXCLUDED ? " of " : "",
				check->reason == TRUST_EXCLUDED ? check->workload : "");
	else
		text_buffer_add(text, "none of %zu excluded", check->blocks);
}

/* What would be rounded to nothing is not said to be nothing. */
static void say_machine(struct text_buffer *text, const struct trust_check *check)
{
	const char *when = check->before ? "before it began" : "while it ran";
	bool is_little = check->cpus < CPUS_TOLD / 2;
	double cpus = is_little ? CPUS_TOLD : check->cpus;

	if (check->stolen)
		text_buffer_add(text, "%s%.2f of its CPUs %s not given to it %s (steal)",
				is_little ? "less than " : "", cpus, is_little ? "was" : "were",
				when);
	else
		text_buffer_add(text, "others took %s%.2f CPUs %s", is_little ? "less than " : "",
				cpus, when);
}

/* What is said of all cells together: that nothing is wrong with counts, or how many blocks. */
static bool is_of_all(const struct trust_check *check, enum trust_check_kind kind)
{
	return check->word == TRUST_YES && (kind == TRUST_COUNTS || kind == TRUST_BLOCKS);
}

char *trust_sentence(const struct run_report *run, const struct trust *trust,
		     enum trust_check_kind kind)
{
	static void (*const sayings[TRUST_CHECKS])(
	    struct text_buffer *, const struct trust_check *) = { say_counts, say_pair, say_delays,
								  say_blocks, say_machine };
	const struct trust_check *check = &trust->checks[kind];
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	CLEANUP_FREE char *cell = cell_prefix_of_timing(run, check->cell, ": ");

	if (!cell)
		return NULL;
	text_buffer_add(&text, "%s: ", trust_word_name(check->word));
	if (!is_of_all(check, kind))
		text_buffer_add(&text, "%s", cell);
	sayings[kind](&text, check);
	return text_buffer_take(&text);
}

char *trust_headline(const struct trust *trust)
{
	const struct trust_check *counts = &trust->checks[TRUST_COUNTS];
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	text_buffer_add(&text, "%s", trust_word_name(trust->word));
	if (trust->word != TRUST_YES && counts->known && counts->word == TRUST_YES)
		text_buffer_add(&text, ", but the instructions hold");
	return text_buffer_take(&text);
}
