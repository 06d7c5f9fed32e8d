// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/treatment_outcome.h"

#include <math.h>
#include <stdio.h>

#define FAILURES_TO_CLOSE 3
#define HITS_TOLERANCE .01

void outcome_kept(struct treatment_outcome *outcome)
{
	outcome->kept++;
}

void outcome_close(struct treatment_outcome *outcome, const char *status, const char *reason)
{
	outcome->closed = true;
	outcome->status = status;
	snprintf(outcome->reason, sizeof(outcome->reason), "%s", reason);
}

void outcome_dropped(struct treatment_outcome *outcome, const char *reason)
{
	outcome->dropped++;
	snprintf(outcome->reason, sizeof(outcome->reason), "%s", reason);
	if (!outcome->kept && outcome->dropped >= FAILURES_TO_CLOSE) {
		outcome->closed = true;
		outcome->status = "failed";
	}
}

const char *outcome_status(const struct treatment_outcome *outcome)
{
	unsigned int visits = outcome->kept + outcome->dropped;

	if (outcome->closed)
		return outcome->status;
	if (!visits)
		return NULL;
	return outcome->dropped * 10 > visits ? "failed" : "measured";
}

/* The tolerance is of what is expected; hits of calls that were cut off come on top. */
static bool hits_agree(double hits, double expected, double cut)
{
	double tolerance = HITS_TOLERANCE * expected;

	return hits >= expected - tolerance && hits <= expected + fmax(tolerance, cut);
}

enum hits_verdict hits_check(const struct counters *counters, double expected, unsigned int cut,
			     const char *operation, char *reason, size_t size)
{
	double hits = counters->value[COUNTER_hits];
	double operations = counters->value[COUNTER_hit_operations];
	double misses = counters->value[COUNTER_misses];

	if (!isfinite(hits) || !isfinite(operations) || operations <= 0) {
		snprintf(reason, size, "the workload did nothing, or hits could not be counted");
		return HITS_WRONG;
	}
	if (hits == 0) {
		snprintf(reason, size, "0 hits in %.0f %ss", operations, operation);
		return HITS_NONE;
	}
	if (misses > 0) {
		snprintf(reason, size, "the kernel skipped %.0f runs of the program", misses);
		return HITS_WRONG;
	}
	if (isfinite(expected) &&
	    !hits_agree(hits, expected * operations, cut * fmax(1, expected))) {
		snprintf(reason, size, "%.0f hits in %.0f %ss, where %g a %s are right", hits,
			 operations, operation, expected, operation);
		return HITS_WRONG;
	}
	return HITS_RIGHT;
}
