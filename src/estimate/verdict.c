// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SIGNIFICANT .05
#define DECIMALS_MOST 4

const char *verdict_kind_name(enum verdict_kind kind)
{
	static const char *const names[VERDICT_KINDS] = {
		[VERDICT_NOTHING] = "nothing",
		[VERDICT_UNMEASURED] = "unmeasured",
		[VERDICT_WITHHELD] = "withheld",
		[VERDICT_NO_INTERVAL] = "no-interval",
		[VERDICT_UNSEEN] = "unseen",
		[VERDICT_UNDECIDED] = "undecided",
		[VERDICT_EQUIVALENT] = "equivalent",
		[VERDICT_MORE] = "more",
		[VERDICT_LESS] = "less",
	};

	return names[kind];
}

bool effect_excludes_zero(const struct effect *effect)
{
	return effect->percent.low > 0 || effect->percent.high < 0;
}

static __attribute__((format(printf, 2, 3))) void say(struct report_verdict *verdict,
						      const char *format, ...)
{
	size_t used = strlen(verdict->text);
	va_list args;

	va_start(args, format);
	vsnprintf(verdict->text + used, sizeof(verdict->text) - used, format, args);
	va_end(args);
}

static bool has_interval(const struct effect *effect)
{
	return !isnan(effect->percent.low) && !isnan(effect->percent.high);
}

/* Without a family, as in a run of one configuration, p is not adjusted. */
static double p_of(const struct effect *effect)
{
	return isnan(effect->p_adjusted) ? effect->p : effect->p_adjusted;
}

static bool is_claimed(const struct effect *effect)
{
	return effect_excludes_zero(effect) && p_of(effect) <= SIGNIFICANT;
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
	if (is_claimed(effect))
		return effect->percent.low > 0 ? VERDICT_MORE : VERDICT_LESS;
	return effect_excludes_zero(effect) ? VERDICT_UNDECIDED : VERDICT_UNSEEN;
}

/* As many decimals as keep an end that is not 0 from being printed as 0. */
static int decimals_of(const struct interval *interval)
{
	double nearest = fmin(fabs(interval->low), fabs(interval->high));
	int decimals = 1;

	while (decimals < DECIMALS_MOST && nearest > 0 && nearest < .5 * pow(10, -decimals))
		decimals++;
	return decimals;
}

static void say_percent(struct report_verdict *verdict, const struct interval *percent)
{
	int decimals = decimals_of(percent);

	say(verdict, "%+.*f %% [%.*f, %.*f]", decimals, percent->estimate, decimals, percent->low,
	    decimals, percent->high);
}

/* An amount of the evidence's unit. */
static void say_unit(struct report_verdict *verdict, const struct verdict_evidence *evidence,
		     double cost, const char *per)
{
	const char *unit = evidence->cost_unit ? evidence->cost_unit : "ns";

	if (isfinite(cost))
		say(verdict, ", %+.*f %s per %s", fabs(cost) < 100 ? 1 : 0, cost, unit, per);
}

#define ONE_HIT_WITHIN .005

/* Per operation, and per hit of it; once where these are the same. */
static void say_amount(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	double cost = evidence->cost->absolute.estimate;
	double hits_per_operation = evidence->hits_per_operation;

	if (fabs(hits_per_operation - 1) < ONE_HIT_WITHIN) {
		say_unit(verdict, evidence, cost, "datagram and hit");
		return;
	}
	say_unit(verdict, evidence, cost, "datagram");
	if (hits_per_operation > 0)
		say_unit(verdict, evidence, cost / hits_per_operation, "hit");
}

static void say_equivalent(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	say(verdict, "equivalent within %g %%", evidence->equivalence_percent);
}

static void say_unseen(struct report_verdict *verdict, const struct effect *effect)
{
	say(verdict, "no difference detected");
	if (isfinite(effect->mde80_percent) && effect->mde80_percent > 0)
		say(verdict, "; would have seen %.*f %%", effect->mde80_percent < .095 ? 2 : 1,
		    effect->mde80_percent);
}

/* What is the same for cost and throughput; false where there is a difference to speak of. */
static bool say_common(struct report_verdict *verdict, const struct verdict_evidence *evidence,
		       const struct effect *effect, enum verdict_kind kind)
{
	if (kind == VERDICT_WITHHELD)
		say(verdict, "withheld, as the two baselines differ");
	else if (kind == VERDICT_NO_INTERVAL)
		say(verdict, "%+.1f %% without an interval: nothing follows from it",
		    effect->percent.estimate);
	else if (kind == VERDICT_UNSEEN)
		say_unseen(verdict, effect);
	else if (kind == VERDICT_EQUIVALENT && !is_claimed(effect))
		say_equivalent(verdict, evidence);
	else
		return false;
	return true;
}

static void say_undecided(struct report_verdict *verdict, const struct effect *effect)
{
	say_percent(verdict, &effect->percent);
	say(verdict, " on its own, but no difference among so many comparisons (p adjusted %.2f)",
	    p_of(effect));
}

/* By an interval of its own. */
static bool slept_less(const struct verdict_evidence *evidence)
{
	return evidence->sleeps && evidence->sleeps->n > 0 && evidence->sleeps->percent.high < 0 &&
	       evidence->sleeps_after < evidence->sleeps_before;
}

static void say_sleeps(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	double share = evidence->sleeps_after / evidence->sleeps_before;

	say(verdict, ": the receiver slept ");
	if (share > .45 && share < .55)
		say(verdict, "half as often");
	else
		say(verdict, "%.0f %% less often", 100 * (1 - share));
	say(verdict, " per datagram (%.3f -> %.3f)", evidence->sleeps_before,
	    evidence->sleeps_after);
}

static void say_implausible(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	verdict->implausible = true;
	if (isfinite(evidence->sleeps_before) && isfinite(evidence->sleeps_after))
		say(verdict,
		    ", implausible: the receiver is not seen to sleep less often per datagram "
		    "(%.3f -> %.3f), and nothing else explains it",
		    evidence->sleeps_before, evidence->sleeps_after);
	else
		say(verdict, ", implausible: nothing that was counted explains it");
}

/* The ends of the two intervals, in percent, meet. */
static bool is_predicted(const struct verdict_evidence *evidence)
{
	const struct interval *predicted = evidence->predicted;
	const struct interval *seen = &evidence->rate->percent;

	return predicted && 100 * predicted->low <= seen->high &&
	       seen->low <= 100 * predicted->high;
}

static void say_predicted(struct report_verdict *verdict, const struct verdict_evidence *evidence,
			  const char *before)
{
	const struct interval *predicted = evidence->predicted;

	if (!predicted || !isfinite(predicted->estimate))
		return;
	say(verdict, "%sthe curve predicts %+.1f %% [%.1f, %.1f]%s", before,
	    100 * predicted->estimate, 100 * predicted->low, 100 * predicted->high,
	    is_predicted(evidence) ? "" : ", which does not agree");
}

static void say_cost(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	const struct effect *cost = evidence->cost;

	if (verdict->cost == VERDICT_UNDECIDED) {
		say_undecided(verdict, cost);
		return;
	}
	say_percent(verdict, &cost->percent);
	say_amount(verdict, evidence);
	if (cost->percent.high < 0 && slept_less(evidence))
		say_sleeps(verdict, evidence);
	else if (cost->percent.high < 0)
		say_implausible(verdict, evidence);
}

/* More throughput has to be explained. */
static void say_faster(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	bool expected = is_predicted(evidence) && evidence->predicted->estimate > 0;
	const char *feedback = evidence->saturated ? "" : ", feedback and no gain";

	if (slept_less(evidence)) {
		say(verdict, "%s", feedback);
		say_sleeps(verdict, evidence);
		say_predicted(verdict, evidence, "; ");
	} else if (expected) {
		say(verdict, "%s", feedback);
		say_predicted(verdict, evidence, ": ");
	} else {
		say_implausible(verdict, evidence);
		say_predicted(verdict, evidence, "; ");
	}
}

static void say_slower(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	if (!evidence->saturated)
		say(verdict, ", feedback and no cost, as the receiver is not saturated");
	say_predicted(verdict, evidence, "; ");
}

static void say_rate(struct report_verdict *verdict, const struct verdict_evidence *evidence)
{
	const struct effect *rate = evidence->rate;

	if (verdict->rate == VERDICT_UNDECIDED) {
		say_undecided(verdict, rate);
		return;
	}
	say_percent(verdict, &rate->percent);
	if (rate->percent.low > 0)
		say_faster(verdict, evidence);
	else
		say_slower(verdict, evidence);
}

/* One of the two: its name, and what follows from it. */
static void say_part(struct report_verdict *verdict, const struct verdict_evidence *evidence,
		     const char *name, bool is_rate)
{
	const struct effect *effect = is_rate ? evidence->rate : evidence->cost;
	enum verdict_kind kind = is_rate ? verdict->rate : verdict->cost;
	bool words = kind != VERDICT_UNDECIDED && kind != VERDICT_NO_INTERVAL &&
		     (kind == VERDICT_WITHHELD || !is_claimed(effect));

	if (*verdict->text)
		say(verdict, "; ");
	if (name)
		say(verdict, "%s%s ", name, words ? ":" : "");
	if (say_common(verdict, evidence, effect, kind))
		return;
	if (is_rate)
		say_rate(verdict, evidence);
	else
		say_cost(verdict, evidence);
	if (kind == VERDICT_EQUIVALENT) {
		say(verdict, ", ");
		say_equivalent(verdict, evidence);
	}
}

struct report_verdict report_verdict_of(const struct verdict_evidence *evidence)
{
	struct report_verdict verdict = {
		.cost = kind_of(evidence->cost, evidence->cost_withheld),
		.rate = kind_of(evidence->rate, evidence->rate_withheld),
	};

	if (verdict.cost != VERDICT_NOTHING)
		say_part(&verdict, evidence, evidence->cost_name, false);
	if (verdict.rate != VERDICT_NOTHING)
		say_part(&verdict, evidence, "throughput", true);
	return verdict;
}
