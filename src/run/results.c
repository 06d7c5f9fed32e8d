// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/results.h"
#include "run/record.h"
#include "protocol/workloads.h"

#include <string.h>

static void outcome_count(struct run_outcome *outcome, const char *status)
{
	if (!strcmp(status, "measured"))
		outcome->measured++;
	else if (!strcmp(status, "unsupported"))
		outcome->unsupported++;
	else if (!strcmp(status, "no-workload"))
		outcome->no_workload++;
	else if (!strcmp(status, "not-fired"))
		outcome->not_fired++;
	else
		outcome->failed++;
}

static const char *hits_source(const struct study *study)
{
	if (study->micro)
		return "proof-pass";
	if (study->statistics == STATISTICS_OFF)
		return "proof-slice";
	return study->protocol == PROTOCOL_RESTART ? "statistics-window and proof-slice"
						   : "statistics-window";
}

static int result_store(struct course *course, int64_t configuration, const char *status,
			const char *reason, bool counts, json_t *look, struct error *err)
{
	const struct workload_info *workload = workload_find(course->workload);
	struct result_record result = {
		.configuration = configuration,
		.workload = (char *)course->workload,
		.status = (char *)status,
		.reason = (char *)(strcmp(status, "measured") != 0 ? reason : NULL),
		.hits_source = (char *)(counts ? hits_source(course->bench->study) : NULL),
		.receiver = (char *)(workload ? workload->receiver : NULL),
		.look = look,
	};

	return record_result(course->bench, &result, err);
}

/* All delays share their visits; one that cannot be had is closed by itself. */
static const struct treatment_outcome *configuration_outcome(const struct course *course,
							     const struct configuration *one)
{
	int delay = one->setting.delay;

	return delay != DELAY_NONE && course->delay_lengths[delay].closed
		   ? &course->delay_lengths[delay]
		   : &course->outcomes[one->treatment];
}

/* NULL: the run ended before. */
static void outcome_add(struct run *run, const char *status)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	if (status)
		outcome_count(&locked->outcome, status);
	else
		locked->outcome.interrupted = true;
}

/*
 * Somebody's program whose hook the workload does not come by is told, and no failure: its hook is
 * whatever it is.
 */
static bool is_outcome(bool baseline, bool of_object, const char *status)
{
	return !baseline && !(of_object && status && !strcmp(status, "not-fired"));
}

/* Windows that were not what they were to be fail what has no other fault. */
static const char *configuration_status(bool baseline, const struct treatment_outcome *became,
					const char *withheld, const char **ret_reason)
{
	const char *status = baseline ? "measured" : outcome_status(became);
	bool is_withheld = status && !strcmp(status, "measured") && *withheld;

	*ret_reason = is_withheld ? withheld : became->reason;
	return is_withheld ? "failed" : status;
}

/* Of a program on many functions it is that of the program, which has a result of its own. */
static json_t *look_told(const struct treatment *treatment, const struct treatment_outcome *became)
{
	return treatment->id == TREATMENT_SHAM_ID || treatment->scaled ? NULL : became->look;
}

static int configuration_result(struct course *course, size_t index, struct error *err)
{
	struct bench *bench = course->bench;
	const struct configuration *configuration = &bench->configurations.configurations[index];
	bool baseline = configuration->treatment == TREATMENT_SHAM_ID;
	const struct treatment *treatment = &bench->treatments.treatments[configuration->treatment];
	const struct treatment_outcome *became = configuration_outcome(course, configuration);
	char withheld[COUNTED_BY_SIZE + 128];
	const char *status, *reason;

	withheld_reason(&course->withheld[index], withheld, sizeof(withheld));
	status = configuration_status(baseline, became, withheld, &reason);
	if (is_outcome(baseline, treatment->object, status))
		outcome_add(bench->run, status);
	return status ? result_store(course, bench->configuration_ids[index], status, reason,
				     !baseline, look_told(treatment, became), err)
		      : 0;
}

/* Neither a baseline nor a delay is a hook's. */
static bool is_of_workload(const struct course *course, const struct configuration *one)
{
	return workload_kind_of(course->workload) != WORKLOAD_EVENT ||
	       treatment_is_measured(&course->bench->treatments.treatments[one->treatment]);
}

int results_add(struct course *course, struct error *err)
{
	const struct configuration_list *list = &course->bench->configurations;
	int done = 0;

	for (size_t i = 0; i < list->count && !done; i++)
		if (is_of_workload(course, &list->configurations[i]))
			done = configuration_result(course, i, err);
	return done;
}

int results_refuse(struct course *course, const char *reason, struct error *err)
{
	const struct bench *bench = course->bench;
	const struct configuration_list *list = &bench->configurations;
	int done = 0;

	for (size_t i = 0; i < list->count && !done; i++) {
		if (list->configurations[i].treatment == TREATMENT_SHAM_ID)
			continue;
		outcome_add(bench->run, "failed");
		done = result_store(course, bench->configuration_ids[i], "failed", reason, false,
				    NULL, err);
	}
	return done;
}

static const struct configuration_record *configuration_row(const struct run_data *data, int64_t id)
{
	for (size_t i = 0; i < data->configuration_count; i++)
		if (data->configurations[i].id == id)
			return &data->configurations[i];
	return NULL;
}

void results_take_over(struct run *run, int64_t cell)
{
	const struct run_data *data = run->earlier;

	for (size_t i = 0; i < data->result_count; i++) {
		const struct result_record *result = &data->results[i];
		const struct configuration_record *row =
		    configuration_row(data, result->configuration);

		if (row && result->cell == cell &&
		    is_outcome(!*row->mechanism, row->of_object, result->status))
			outcome_add(run, result->status);
	}
}
