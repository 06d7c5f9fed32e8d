// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/verdict.h"

#include <math.h>

#define SIGNIFICANT .05

const char *verdict_kind_name(enum verdict_kind kind)
{
	static const char *const names[VERDICT_KINDS] = {
		[VERDICT_NOTHING] = "nothing",
		[VERDICT_UNMEASURED] = "unmeasured",
		[VERDICT_WITHHELD] = "withheld",
		[VERDICT_OUTSIDE] = "outside",
		[VERDICT_NO_INTERVAL] = "no-interval",
		[VERDICT_NOISE] = "noise",
		[VERDICT_UNSEEN] = "unseen",
		[VERDICT_UNDECIDED] = "undecided",
		[VERDICT_EQUIVALENT] = "equivalent",
		[VERDICT_MORE] = "more",
		[VERDICT_LESS] = "less",
	};

	return names[kind];
}

bool verdict_present(const struct report_verdict *verdict)
{
	return verdict->cost != VERDICT_NOTHING || verdict->rate != VERDICT_NOTHING;
}

bool verdict_implausible(const struct report_verdict *verdict)
{
	return verdict->cost_reason == REASON_IMPLAUSIBLE ||
	       verdict->rate_reason == REASON_IMPLAUSIBLE;
}

bool effect_excludes_zero(const struct effect *effect)
{
	return effect->percent.low > 0 || effect->percent.high < 0;
}

static bool has_interval(const struct effect *effect)
{
	return !isnan(effect->percent.low) && !isnan(effect->percent.high);
}

double verdict_p(const struct effect *effect)
{
	return isnan(effect->p_adjusted) ? effect->p : effect->p_adjusted;
}

bool verdict_claims(const struct effect *effect)
{
	return effect_excludes_zero(effect) && verdict_p(effect) <= SIGNIFICANT;
}

static enum verdict_kind kind_of(const struct effect *effect, bool withheld)
{
	if (withheld)
		return VERDICT_WITHHELD;
	if (!effect || effect->n == 0 || isnan(effect->percent.estimate))
		return VERDICT_NOTHING;
	if (!has_interval(effect))
		return VERDICT_NO_INTERVAL;
	if (effect->equivalence_p <= SIGNIFICANT)
		return VERDICT_EQUIVALENT;
	if (verdict_claims(effect))
		return effect->percent.low > 0 ? VERDICT_MORE : VERDICT_LESS;
	return effect_excludes_zero(effect) ? VERDICT_UNDECIDED : VERDICT_UNSEEN;
}

/* Kinds in which a difference is spoken of, with its interval. */
static bool has_difference(enum verdict_kind kind, const struct effect *effect)
{
	return kind == VERDICT_MORE || kind == VERDICT_LESS ||
	       (kind == VERDICT_EQUIVALENT && verdict_claims(effect));
}

/* By an interval of its own. */
static bool slept_less(const struct verdict_evidence *evidence)
{
	return evidence->sleeps && evidence->sleeps->n > 0 && evidence->sleeps->percent.high < 0 &&
	       evidence->sleeps_after < evidence->sleeps_before;
}

bool verdict_agrees_with_curve(const struct verdict_evidence *evidence)
{
	const struct interval *predicted = evidence->predicted;
	const struct interval *seen = &evidence->rate->percent;

	return predicted && predicted->low <= seen->high && seen->low <= predicted->high;
}

static enum verdict_reason why_cheaper(const struct verdict_evidence *evidence,
				       enum verdict_kind kind)
{
	if (!has_difference(kind, evidence->cost) || !(evidence->cost->percent.high < 0))
		return REASON_NONE;
	return slept_less(evidence) ? REASON_SLEEPS : REASON_IMPLAUSIBLE;
}

/* More throughput has to be explained. */
static enum verdict_reason why_faster(const struct verdict_evidence *evidence,
				      enum verdict_kind kind)
{
	if (!has_difference(kind, evidence->rate) || !(evidence->rate->percent.low > 0))
		return REASON_NONE;
	if (slept_less(evidence))
		return REASON_SLEEPS;
	return verdict_agrees_with_curve(evidence) && evidence->predicted->estimate > 0
		   ? REASON_PREDICTED
		   : REASON_IMPLAUSIBLE;
}

static enum verdict_kind noise_kind(enum verdict_kind kind)
{
	return kind == VERDICT_NO_INTERVAL ? VERDICT_NOISE : kind;
}

struct report_verdict report_verdict_of(const struct verdict_evidence *evidence)
{
	struct report_verdict verdict = {
		.cost = kind_of(evidence->cost, evidence->cost_withheld),
		.rate = kind_of(evidence->rate, evidence->rate_withheld),
	};

	if (evidence->cost_outside)
		verdict.cost = VERDICT_OUTSIDE;
	if (evidence->noise) {
		verdict.cost = noise_kind(verdict.cost);
		verdict.rate = noise_kind(verdict.rate);
	}

	verdict.cost_reason = why_cheaper(evidence, verdict.cost);
	verdict.rate_reason = why_faster(evidence, verdict.rate);
	return verdict;
}
