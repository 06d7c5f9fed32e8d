// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether the run can be believed, and whether predictions and measurements agree together. */
#include "words/front_trust.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/agreement.h"
#include "words/cell_words.h"
#include "words/trust_words.h"

static char *title_of(const struct trust *trust)
{
	CLEANUP_FREE char *headline = trust_headline(trust);
	CLEANUP(text_buffer_release) struct text_buffer title = { 0 };

	text_buffer_add(&title, "CAN IT BE BELIEVED: %s", headline ? headline : "");
	return headline ? text_buffer_take(&title) : NULL;
}

static int say_check(struct front_part *part, const struct run_report *run,
		     const struct trust *trust, enum trust_check_kind kind)
{
	CLEANUP_FREE char *sentence = trust_sentence(run, trust, kind);

	return sentence ? front_part_say(part, trust_check_name(kind), "%s", sentence) : -ENOMEM;
}

static void add_agreement(struct text_buffer *text, const struct agreement *agreement,
			  const char *before)
{
	text_buffer_add(text, "%s%s%s %s, p %.2g", text->length ? "; " : "", before,
			agreement->workload, agreement->agrees ? "yes" : "no", agreement->p);
	if (!agreement->agrees)
		text_buffer_add(text, ", by %+.1f points [%.1f, %.1f]",
				agreement->difference.estimate, agreement->difference.low,
				agreement->difference.high);
}

/* Whether the curve predicts what all rows of a workload together show. */
static int say_agreements(struct front_part *part, const struct run_report *run)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	for (size_t i = 0; i < run->count; i++) {
		CLEANUP_FREE char *cell = cell_prefix_of_timing(run, i, ", ");

		if (!cell)
			return -ENOMEM;
		for (size_t a = 0; a < run->reports[i]->agreement_count; a++)
			add_agreement(&text, &run->reports[i]->agreements[a], cell);
	}
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	return text.length
		   ? front_part_say(part, "curve", "all rows predicted? %s", text_buffer_get(&text))
		   : 0;
}

int front_add_trust(struct front_page *page, const struct run_report *run)
{
	struct trust trust = trust_of(run);
	CLEANUP_FREE char *title = title_of(&trust);
	struct front_part *part = title ? front_page_add(page, title) : NULL;
	bool known = false;
	int code = part ? 0 : -ENOMEM;

	for (int kind = 0; kind < TRUST_CHECKS && code == 0; kind++) {
		known |= trust.checks[kind].known;
		if (trust.checks[kind].known)
			code = say_check(part, run, &trust, kind);
	}
	if (code == 0 && !known)
		code = front_part_say(part, NULL, "There is nothing in it to check it by.");
	return code < 0 ? code : say_agreements(part, run);
}
