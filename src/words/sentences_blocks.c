// SPDX-License-Identifier: GPL-2.0-or-later
/* What a workload was measured in: its blocks, and what was left out. */
#include "words/workload_sentences.h"

#include <string.h>
#include "estimate/covariates.h"
#include "estimate/micro_rows.h"
#include "words/sentences_micro.h"

int say_blocks(struct sentences *to, const struct report_workload *workload)
{
	int code;

	if (workload_kind_of(workload->name) == WORKLOAD_EVENT)
		return say_micro(to, workload);
	if (workload->sequential)
		return say(to,
			   "%s: measured one configuration after the other, as the original did; "
			   "a drift of the machine lands on whole configurations, so no interval "
			   "holds.",
			   workload->name);
	code = say(to, "%s: %zu block%s with both baselines.", workload->name, workload->blocks,
		   workload->blocks == 1 ? "" : "s");
	return code < 0 || !workload_is_micro(to->report, workload->name) ? code
									  : say_micro(to, workload);
}

static bool first_with_reason(const struct run_data *data, const char *workload, size_t index)
{
	for (size_t v = 0; v < index; v++)
		if (strcmp(data->visits[v].workload, workload) == 0 &&
		    strcmp(data->visits[v].state, "dropped") == 0 &&
		    strcmp(data->visits[v].reason, data->visits[index].reason) == 0)
			return false;
	return true;
}

static size_t count_reason(const struct run_data *data, const char *workload, const char *reason)
{
	size_t count = 0;

	for (size_t v = 0; v < data->visit_count; v++)
		count += strcmp(data->visits[v].workload, workload) == 0 &&
			 strcmp(data->visits[v].state, "dropped") == 0 &&
			 strcmp(data->visits[v].reason, reason) == 0;
	return count;
}

static int say_dropped_reasons(struct sentences *to, const struct report_workload *workload)
{
	const struct run_data *data = to->report->data;
	int code = 0;

	for (size_t v = 0; v < data->visit_count && code == 0; v++) {
		const struct visit_record *visit = &data->visits[v];

		if (strcmp(visit->workload, workload->name) != 0 ||
		    strcmp(visit->state, "dropped") != 0 ||
		    !first_with_reason(data, workload->name, v))
			continue;
		code = say(to, "%s: dropped %zu of %zu visits: %s.", workload->name,
			   count_reason(data, workload->name, visit->reason), workload->visits,
			   visit->reason);
	}
	return code;
}

int say_exclusions(struct sentences *to, const struct report_workload *workload)
{
	int code = say_dropped_reasons(to, workload);

	if (code == 0 && workload->visits_dropped > 0 && workload->baseline &&
	    !workload->sequential)
		code =
		    say(to,
			"%s: excluded %zu block%s as a whole, because a baseline was dropped; "
			"otherwise a dropped visit excludes its block for its own configuration.",
			workload->name, workload->blocks_excluded,
			workload->blocks_excluded == 1 ? "" : "s");
	if (code == 0 && workload->visits_open > 0)
		code = say(to, "%s: %zu visit%s had not ended and %s not used.", workload->name,
			   workload->visits_open, workload->visits_open == 1 ? "" : "s",
			   workload->visits_open == 1 ? "is" : "are");
	return code;
}

/* What an emulated or an old run cannot tell is no reassurance. */
static const char *unknown_phrase(const struct exclusion *exclusion)
{
	bool steal = exclusion->unknown[EXCLUSION_STEAL] == exclusion->blocks;
	bool foreign = exclusion->unknown[EXCLUSION_FOREIGN_CPU] == exclusion->blocks;

	return steal && foreign ? " (steal and CPU time of others were not counted)"
	       : steal		? " (steal was not counted)"
	       : foreign	? " (CPU time of others was not counted)"
				: "";
}

static int say_covariate(struct sentences *to, const struct report_workload *workload,
			 enum exclusion_reason reason)
{
	const struct exclusion *exclusion = &workload->exclusion;
	double limit = covariate_limits.value[reason];

	if (!exclusion->by_reason[reason])
		return 0;
	return say(to, "%s: %zu of %zu blocks excluded: %s above %g %%.", workload->name,
		   exclusion->by_reason[reason], exclusion->blocks, exclusion_reason_text(reason),
		   100 * limit);
}

/* Counts are said also where nothing was excluded: that it was looked for is part of the answer. */
int say_covariates(struct sentences *to, const struct report_workload *workload)
{
	const struct exclusion *exclusion = &workload->exclusion;
	int code = 0;

	for (int reason = 0; reason < EXCLUSION_REASON_COUNT && code == 0; reason++)
		code = say_covariate(to, workload, reason);
	if (code == 0 && exclusion->blocks && !exclusion->excluded)
		code = say(to,
			   "%s: no block of %zu excluded by steal time, CPU time of others, missed "
			   "hits or the sender's limit%s.",
			   workload->name, exclusion->blocks, unknown_phrase(exclusion));
	return code;
}
