/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_VERDICT_H
#define BPFTAX_ESTIMATE_VERDICT_H

/*
 * What follows from the effects of one configuration on one workload; words/verdict.h says it.
 *
 *	struct verdict_evidence evidence = { .cost = &effects[METRIC_OPERATION_NS], ... };
 *	struct report_verdict verdict = report_verdict_of(&evidence);
 *
 *	if (verdict.cost == VERDICT_MORE)
 *		it costs;
 *
 * The rules (docs/method.md says why):
 *
 * - A difference is claimed only where 0 lies outside its interval and p, adjusted for the
 *   comparisons beside it, is at most .05; where only the first holds, both are said.
 * - "equivalent within 1 %" needs a bound declared before the run, and the two one-sided tests.
 * - Otherwise nothing was seen, and the smallest effect that would have been is named.
 * - Nothing is cheaper or faster without a reason: the receiver slept less often, by an interval
 *   of its own that excludes 0, or the response curve predicts a rise that agrees.  Else it is
 *   called implausible.
 * - The throughput of a receiver that is not saturated is feedback, never a cost.
 * - What does not run within what is timed costs nothing of that; elsewhere it may.
 * - What has no interval, or is withheld because the baselines differ, claims nothing.
 *
 * Pure.
 */

#include "stats/effect.h"

enum verdict_kind {
	VERDICT_NOTHING, /* there is nothing to judge: a baseline, no such metric */
	VERDICT_UNMEASURED,
	VERDICT_WITHHELD,    /* the baselines differ */
	VERDICT_OUTSIDE,     /* the program does not run within what is timed */
	VERDICT_NO_INTERVAL, /* too few blocks, or one configuration after the other */
	VERDICT_NOISE,	     /* the same, and the two baselines differ by themselves */
	VERDICT_UNSEEN,	     /* no difference detected */
	VERDICT_UNDECIDED,   /* a difference on its own, none among so many */
	VERDICT_EQUIVALENT,  /* within the bound declared */
	VERDICT_MORE,	     /* of the cost, or of the throughput */
	VERDICT_LESS,
	VERDICT_KINDS
};

/* Why something is cheaper or faster. */
enum verdict_reason {
	REASON_NONE,	    /* it is neither, or nothing is claimed */
	REASON_SLEEPS,	    /* the receiver slept less often */
	REASON_PREDICTED,   /* the response curve has a rise there */
	REASON_IMPLAUSIBLE, /* nothing explains it */
};

struct verdict_evidence {
	const char *cost_name;	   /* "CPU time", or NULL where it goes without saying */
	const char *cost_unit;	   /* NULL: ns */
	const char *operation;	   /* what one is called: "datagram" */
	const struct effect *cost; /* of an operation; NULL: there is none */
	const struct effect *rate; /* of the throughput; NULL: there is none */
	bool cost_withheld, rate_withheld;
	bool cost_outside;	     /* the program does not run within what is timed */
	const struct effect *sleeps; /* of the receiver, per operation; NULL: not known */
	double sleeps_before, sleeps_after;
	bool saturated;		    /* proved */
	bool noise;		    /* the run's baselines differ by themselves */
	double hits_per_operation;  /* NaN: not known */
	double equivalence_percent; /* declared; 0: no bound */
	/* By the response curve of the run: change of the throughput in percent; or NULL. */
	const struct interval *predicted;
};

struct report_verdict {
	enum verdict_kind cost, rate; /* VERDICT_NOTHING both: there is nothing to judge */
	enum verdict_reason cost_reason, rate_reason;
};

struct report_verdict report_verdict_of(const struct verdict_evidence *evidence);

/* "more", "unseen", ...: the word for it in JSON. */
const char *verdict_kind_name(enum verdict_kind kind);

/* Whether there is anything to judge. */
bool verdict_present(const struct report_verdict *verdict);

/* Something is cheaper or faster, and nothing explains it. */
bool verdict_implausible(const struct report_verdict *verdict);

/* A difference: 0 lies outside the interval, and p is small enough. */
bool verdict_claims(const struct effect *effect);

/* The p that it goes by: adjusted, or, without a family, as in a run of one configuration, not. */
double verdict_p(const struct effect *effect);

/* Whether the intervals of the curve's prediction and of what was seen of the throughput meet. */
bool verdict_agrees_with_curve(const struct verdict_evidence *evidence);

/* Whether 0 lies outside the effect's interval; false without an interval. */
bool effect_excludes_zero(const struct effect *effect);

#endif
