// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/verdict.h"

#include <math.h>
#include "estimate/verdicts.h"

#define DECIMALS_MOST 4

/* As many decimals as keep an end that is not 0 from being printed as 0. */
static int decimals_of(const struct interval *interval)
{
	double nearest = fmin(fabs(interval->low), fabs(interval->high));
	int decimals = 1;

	while (decimals < DECIMALS_MOST && nearest > 0 && nearest < .5 * pow(10, -decimals))
		decimals++;
	return decimals;
}

static void say_percent(struct text_buffer *text, const struct interval *percent)
{
	int decimals = decimals_of(percent);

	text_buffer_add(text, "%+.*f %% [%.*f, %.*f]", decimals, percent->estimate, decimals,
			percent->low, decimals, percent->high);
}

/* An amount of the evidence's unit. */
static void say_unit(struct text_buffer *text, const struct verdict_evidence *evidence, double cost,
		     const char *per, const char *and)
{
	const char *unit = evidence->cost_unit ? evidence->cost_unit : "ns";

	if (isfinite(cost))
		text_buffer_add(text, ", %+.*f %s per %s%s", fabs(cost) < 100 ? 1 : 0, cost, unit,
				per, and);
}

#define ONE_HIT_WITHIN .005

/* Per operation, and per hit of it; once where these are the same. */
static void say_amount(struct text_buffer *text, const struct verdict_evidence *evidence)
{
	double cost = evidence->cost->absolute.estimate;
	double hits_per_operation = evidence->hits_per_operation;

	if (fabs(hits_per_operation - 1) < ONE_HIT_WITHIN) {
		say_unit(text, evidence, cost, evidence->operation, " and hit");
		return;
	}
	say_unit(text, evidence, cost, evidence->operation, "");
	if (hits_per_operation > 0)
		say_unit(text, evidence, cost / hits_per_operation, "hit", "");
}

static void say_equivalent(struct text_buffer *text, const struct verdict_evidence *evidence)
{
	text_buffer_add(text, "equivalent within %g %%", evidence->equivalence_percent);
}

static void say_unseen(struct text_buffer *text, const struct effect *effect)
{
	text_buffer_add(text, "no difference detected");
	if (isfinite(effect->mde80_percent) && effect->mde80_percent > 0)
		text_buffer_add(text, "; would have seen %.*f %%",
				effect->mde80_percent < .095 ? 2 : 1, effect->mde80_percent);
}

/* What is the same for cost and throughput; false where there is a difference to speak of. */
static bool say_common(struct text_buffer *text, const struct verdict_evidence *evidence,
		       const struct effect *effect, enum verdict_kind kind)
{
	if (kind == VERDICT_WITHHELD)
		text_buffer_add(text, "withheld, as the two baselines differ");
	else if (kind == VERDICT_OUTSIDE)
		text_buffer_add(text, "outside: the program does not run within what is timed");
	else if (kind == VERDICT_NO_INTERVAL)
		text_buffer_add(text, "%+.1f %% without an interval: nothing follows from it",
				effect->percent.estimate);
	else if (kind == VERDICT_NOISE)
		text_buffer_add(text, "%+.1f %%, noise: the two baselines differ by themselves",
				effect->percent.estimate);
	else if (kind == VERDICT_UNSEEN)
		say_unseen(text, effect);
	else if (kind == VERDICT_EQUIVALENT && !verdict_claims(effect))
		say_equivalent(text, evidence);
	else
		return false;
	return true;
}

static void say_undecided(struct text_buffer *text, const struct effect *effect)
{
	say_percent(text, &effect->percent);
	text_buffer_add(
	    text, " on its own, but no difference among so many comparisons (p adjusted %.2f)",
	    verdict_p(effect));
}

static void say_sleeps(struct text_buffer *text, const struct verdict_evidence *evidence)
{
	double share = evidence->sleeps_after / evidence->sleeps_before;

	text_buffer_add(text, ": the receiver slept ");
	if (share > .45 && share < .55)
		text_buffer_add(text, "half as often");
	else
		text_buffer_add(text, "%.0f %% less often", 100 * (1 - share));
	text_buffer_add(text, " per %s (%.3f -> %.3f)", evidence->operation,
			evidence->sleeps_before, evidence->sleeps_after);
}

static void say_implausible(struct text_buffer *text, const struct verdict_evidence *evidence)
{
	if (isfinite(evidence->sleeps_before) && isfinite(evidence->sleeps_after))
		text_buffer_add(
		    text,
		    ", implausible: the receiver is not seen to sleep less often per %s "
		    "(%.3f -> %.3f), and nothing else explains it",
		    evidence->operation, evidence->sleeps_before, evidence->sleeps_after);
	else
		text_buffer_add(text, ", implausible: nothing that was counted explains it");
}

static void say_predicted(struct text_buffer *text, const struct verdict_evidence *evidence,
			  const char *before)
{
	const struct interval *predicted = evidence->predicted;

	if (!predicted || !isfinite(predicted->estimate))
		return;
	text_buffer_add(text, "%sthe curve predicts %+.1f %% [%.1f, %.1f]%s", before,
			predicted->estimate, predicted->low, predicted->high,
			verdict_agrees_with_curve(evidence) ? "" : ", which does not agree");
}

static void say_cost(struct text_buffer *text, const struct verdict_evidence *evidence,
		     const struct report_verdict *verdict)
{
	const struct effect *cost = evidence->cost;

	if (verdict->cost == VERDICT_UNDECIDED) {
		say_undecided(text, cost);
		return;
	}
	say_percent(text, &cost->percent);
	say_amount(text, evidence);
	if (verdict->cost_reason == REASON_SLEEPS)
		say_sleeps(text, evidence);
	else if (verdict->cost_reason == REASON_IMPLAUSIBLE)
		say_implausible(text, evidence);
}

/* More throughput has to be explained. */
static void say_faster(struct text_buffer *text, const struct verdict_evidence *evidence,
		       enum verdict_reason reason)
{
	if (reason == REASON_IMPLAUSIBLE) {
		say_implausible(text, evidence);
		say_predicted(text, evidence, "; ");
		return;
	}
	text_buffer_add(text, "%s", evidence->saturated ? "" : ", feedback and no gain");
	if (reason == REASON_SLEEPS)
		say_sleeps(text, evidence);
	say_predicted(text, evidence, reason == REASON_SLEEPS ? "; " : ": ");
}

static void say_slower(struct text_buffer *text, const struct verdict_evidence *evidence)
{
	if (!evidence->saturated)
		text_buffer_add(text, ", feedback and no cost, as the receiver is not saturated");
	say_predicted(text, evidence, "; ");
}

static void say_rate(struct text_buffer *text, const struct verdict_evidence *evidence,
		     const struct report_verdict *verdict)
{
	const struct effect *rate = evidence->rate;

	if (verdict->rate == VERDICT_UNDECIDED) {
		say_undecided(text, rate);
		return;
	}
	say_percent(text, &rate->percent);
	if (verdict->rate_reason != REASON_NONE)
		say_faster(text, evidence, verdict->rate_reason);
	else
		say_slower(text, evidence);
}

/* Whether words follow the name, and no number. */
static bool begins_with_words(enum verdict_kind kind, const struct effect *effect)
{
	return kind == VERDICT_WITHHELD || kind == VERDICT_OUTSIDE ||
	       (kind != VERDICT_UNDECIDED && kind != VERDICT_NO_INTERVAL && kind != VERDICT_NOISE &&
		!verdict_claims(effect));
}

/* One of the two: its name, and what follows from it. */
static void say_part(struct text_buffer *text, const struct verdict_evidence *evidence,
		     const struct report_verdict *verdict, bool is_rate)
{
	const struct effect *effect = is_rate ? evidence->rate : evidence->cost;
	enum verdict_kind kind = is_rate ? verdict->rate : verdict->cost;
	const char *name = is_rate ? "throughput" : evidence->cost_name;

	if (name)
		text_buffer_add(text, "%s%s ", name, begins_with_words(kind, effect) ? ":" : "");
	if (say_common(text, evidence, effect, kind))
		return;
	if (is_rate)
		say_rate(text, evidence, verdict);
	else
		say_cost(text, evidence, verdict);
	if (kind == VERDICT_EQUIVALENT) {
		text_buffer_add(text, ", ");
		say_equivalent(text, evidence);
	}
}

void verdict_tell(const struct verdict_evidence *evidence, const struct report_verdict *verdict,
		  struct text_buffer *text)
{
	if (verdict->cost != VERDICT_NOTHING)
		say_part(text, evidence, verdict, false);
	if (verdict->cost != VERDICT_NOTHING && verdict->rate != VERDICT_NOTHING)
		text_buffer_add(text, "; ");
	if (verdict->rate != VERDICT_NOTHING)
		say_part(text, evidence, verdict, true);
}

char *verdict_sentence(const struct report *report, const struct report_result *result)
{
	struct text_buffer text = { 0 };

	if (result->verdict.cost == VERDICT_UNMEASURED) {
		text_buffer_add(&text, "%s: %s", result->status,
				result->reason ? result->reason : "no reason stored");
	} else if (verdict_present(&result->verdict)) {
		struct verdict_evidence evidence = verdict_evidence_of(report, result);

		verdict_tell(&evidence, &result->verdict, &text);
	}
	return text_buffer_take(&text);
}
