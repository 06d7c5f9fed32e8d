// SPDX-License-Identifier: GPL-2.0-or-later
/* What a run of a program costs where it does not run once for each operation. */
#include "words/workload_sentences.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/per_hit.h"
#include "estimate/where.h"
#include "protocol/workloads.h"

/* Nearer than this to one hit an operation, the cost of an operation is that of a hit. */
#define ONCE_WITHIN .01

static bool runs_once(const struct report_result *result)
{
	return fabs(where_hits(result) - 1) <= ONCE_WITHIN;
}

/* "fentry-null 138 [138, 138] instructions (0.5 hits)" */
static void add_cost(struct text_buffer *text, const struct report_result *result,
		     const struct interval *cost)
{
	text_buffer_add(text, "%s%s %.0f", text->length ? "; " : "", result->configuration,
			cost->estimate);
	if (isfinite(cost->low) && isfinite(cost->high) && cost->low < cost->high)
		text_buffer_add(text, " [%.0f, %.0f]", cost->low, cost->high);
	text_buffer_add(text, " %s (%.3g hits)", metric_unit_word(report_primary_metric(result)),
			where_hits(result));
}

/* Of all that did not run once; nothing when all did. */
static void add_costs(struct text_buffer *text, const struct report *report,
		      const struct report_workload *workload)
{
	struct interval cost;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (!strcmp(result->workload, workload->name) && !runs_once(result) &&
		    report_per_hit(result, &cost))
			add_cost(text, result, &cost);
	}
}

int say_hits(struct sentences *to, const struct report_workload *workload)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	add_costs(&text, to->report, workload);
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	if (!text.length)
		return 0;
	return say(to, "%s: programs that do not run once a %s; what a run of them costs: %s.",
		   workload->name, workload_words(workload->name)->one, text_buffer_get(&text));
}
