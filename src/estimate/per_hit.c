// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/per_hit.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/say.h"

/* Nearer than this to one hit an operation, the cost of an operation is that of a hit. */
#define ONCE_WITHIN .01

bool report_per_hit(const struct report_result *result, struct interval *ret_cost)
{
	const struct effect *cost = &result->effects[report_primary_metric(result)];
	double hits = result->hits_per_operation;

	if (workload_kind_of(result->workload) == WORKLOAD_EVENT || !report_effect_present(cost) ||
	    result->role != ROLE_TREATMENT || !(hits > 0))
		return false;
	*ret_cost = (struct interval){ cost->absolute.estimate / hits, cost->absolute.low / hits,
				       cost->absolute.high / hits };
	return true;
}

static bool runs_once(const struct report_result *result)
{
	return fabs(result->hits_per_operation - 1) <= ONCE_WITHIN;
}

/* "; fentry-null 138 [138, 138] instructions (0.5 hits)" */
static void phrase_add(FILE *out, const struct report_result *result, const struct interval *cost)
{
	fprintf(out, "; %s %.0f", result->configuration, cost->estimate);
	if (isfinite(cost->low) && isfinite(cost->high) && cost->low < cost->high)
		fprintf(out, " [%.0f, %.0f]", cost->low, cost->high);
	fprintf(out, " %s (%.3g hits)", metric_unit_word(report_primary_metric(result)),
		result->hits_per_operation);
}

/* The phrases of all that did not run once, "" when all did; the caller frees. */
static char *phrases(const struct report *report, const struct report_workload *workload)
{
	struct interval cost;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (!strcmp(result->workload, workload->name) && !runs_once(result) &&
		    report_per_hit(result, &cost))
			phrase_add(out, result, &cost);
	}
	return fclose(out) ? NULL : text;
}

int per_hit_say(struct report *report, const struct report_workload *workload)
{
	CLEANUP_FREE char *text = phrases(report, workload);

	if (!text)
		return -ENOMEM;
	if (!*text)
		return 0;
	return say(report,
		   "%s: programs that do not run once a datagram; what a run of them costs: %s.",
		   workload->name, text + strlen("; "));
}
