// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/treatment.h"

#include <math.h>
#include <stdio.h>

#define FAILURES_TO_CLOSE 3
#define HITS_TOLERANCE .01

void treatment_kept(struct treatment *treatment)
{
	treatment->kept++;
}

void treatment_close(struct treatment *treatment, const char *status, const char *reason)
{
	treatment->closed = true;
	treatment->status = status;
	snprintf(treatment->reason, sizeof(treatment->reason), "%s", reason);
}

void treatment_dropped(struct treatment *treatment, const char *reason)
{
	treatment->dropped++;
	snprintf(treatment->reason, sizeof(treatment->reason), "%s", reason);
	if (!treatment->kept && treatment->dropped >= FAILURES_TO_CLOSE) {
		treatment->closed = true;
		treatment->status = "failed";
	}
}

const char *treatment_status(const struct treatment *treatment)
{
	unsigned int visits = treatment->kept + treatment->dropped;

	if (treatment->closed)
		return treatment->status;
	if (!visits)
		return NULL;
	return treatment->dropped * 10 > visits ? "failed" : "measured";
}

enum hits_verdict hits_check(const struct counters *counters, double expected, char *reason,
			     size_t size)
{
	double hits = counters->value[COUNTER_hits];
	double operations = counters->value[COUNTER_hit_operations];
	double misses = counters->value[COUNTER_misses];

	if (!isfinite(hits) || !isfinite(operations) || operations <= 0) {
		snprintf(reason, size, "the workload did nothing, or hits could not be counted");
		return HITS_WRONG;
	}
	if (hits == 0) {
		snprintf(reason, size, "0 hits in %.0f datagrams", operations);
		return HITS_NONE;
	}
	if (misses > 0) {
		snprintf(reason, size, "the kernel skipped %.0f runs of the program", misses);
		return HITS_WRONG;
	}
	if (isfinite(expected) &&
	    fabs(hits - expected * operations) > HITS_TOLERANCE * expected * operations) {
		snprintf(reason, size, "%.0f hits in %.0f datagrams, where %g a datagram are right",
			 hits, operations, expected);
		return HITS_WRONG;
	}
	return HITS_RIGHT;
}
