// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/treatment_outcome.h"

#include <math.h>
#include <stdio.h>

#define FAILURES_TO_CLOSE 3
#define HITS_TOLERANCE .01

void outcome_kept(struct treatment_outcome *outcome)
{
	outcome->kept++;
	outcome->lost = 0;
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

void outcome_lost(struct treatment_outcome *outcome, const char *reason)
{
	char text[sizeof(outcome->reason)];

	if (++outcome->lost < FAILURES_TO_CLOSE)
		return;
	snprintf(text, sizeof(text), "%d times in a row: %s", FAILURES_TO_CLOSE, reason);
	outcome_close(outcome, "failed", text);
}

void outcome_look(struct treatment_outcome *outcome, json_t *look)
{
	json_decref(outcome->look);
	outcome->look = look;
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

/* Which of the two is not there: a still workload is the host's, a counter that is none is ours. */
static void uncounted_say(double operations, const char *operation, char *reason, size_t size)
{
	if (!isfinite(operations))
		snprintf(reason, size, "%ss could not be counted beside the hits", operation);
	else if (operations <= 0)
		snprintf(reason, size, "the workload did nothing: no %s while hits were counted",
			 operation);
	else
		snprintf(reason, size, "the hits in %.0f %ss could not be counted", operations,
			 operation);
}

enum hits_verdict hits_check(const struct counters *counters, double expected, unsigned int cut,
			     const char *operation, char *reason, size_t size)
{
	double hits = counters->value[COUNTER_hits];
	double operations = counters->value[COUNTER_hit_operations];
	double misses = counters->value[COUNTER_misses];

	if (!isfinite(hits) || !isfinite(operations) || operations <= 0) {
		uncounted_say(operations, operation, reason, size);
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
