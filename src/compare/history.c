// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "compare/history_likeness.h"

static void run_release(struct history_run *run)
{
	free(run->label);
	free(run->release);
	json_decref(run->likeness);
}

static void series_release(struct history_series *series)
{
	for (size_t i = 0; i < series->point_count; i++)
		free(series->points[i].trigger);
	for (size_t i = 0; i < series->left_out_count; i++)
		free(series->left_out[i].reason);
	free(series->points);
	free(series->left_out);
	free(series->changes);
	free(series->configuration);
	free(series->workload);
}

void history_free(struct history *history)
{
	if (!history)
		return;
	for (size_t i = 0; i < history->run_count; i++)
		run_release(&history->runs[i]);
	for (size_t i = 0; i < history->series_count; i++)
		series_release(&history->series[i]);
	free(history->runs);
	free(history->series);
	free(history->pattern);
	free(history);
}

static void cleanup_history(struct history **history)
{
	history_free(*history);
}

int history_no_memory(struct error *err)
{
	return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot compute the history");
}

int history_new(const char *pattern, const char *metric, struct history **ret_history,
		struct error *err)
{
	CLEANUP(cleanup_history) struct history *history = calloc(1, sizeof(*history));

	if (!history || (pattern && !(history->pattern = strdup(pattern))))
		return history_no_memory(err);
	history->wanted = METRIC_COUNT;
	if (metric && cost_metric_find(metric, &history->wanted, err) < 0)
		return -EINVAL;
	*ret_history = take_pointer(history);
	return 0;
}

/* Whether a copy that was to be made is there. */
static bool is_copied(const char *from, const char *copy)
{
	return !from || copy;
}

static char *copy_text(const char *text)
{
	return text ? strdup(text) : NULL;
}

/* Room for one more element, zeroed; NULL without memory.  The arrays grow by doubling. */
static void *grow(void *array, size_t count, size_t size)
{
	bool full = (count & (count - 1)) == 0;
	void *larger = full ? reallocarray(array, count ? 2 * count : 1, size) : array;

	if (larger)
		memset((char *)larger + count * size, 0, size);
	return larger;
}

static int add_run(struct history *history, const struct run_data *data)
{
	const char *release = json_string_value(json_object_get(run_data_facts(data), "release"));
	struct history_run *runs = grow(history->runs, history->run_count, sizeof(*runs));
	struct history_run *run;

	if (!runs)
		return -ENOMEM;
	history->runs = runs;
	run = &runs[history->run_count++];
	memcpy(run->id, data->run.id, sizeof(run->id));
	run->started_s = data->run.started_s;
	run->label = copy_text(data->run.label);
	run->release = copy_text(release);
	run->likeness = likeness_of(data);
	return run->likeness && is_copied(data->run.label, run->label) &&
		       is_copied(release, run->release)
		   ? 0
		   : -ENOMEM;
}

static bool is_of_series(const struct history_series *series, const struct report_result *result,
			 enum metric metric)
{
	return series->metric == metric && strcmp(series->workload, result->workload) == 0 &&
	       strcmp(series->configuration, result->configuration) == 0;
}

/* The series of this result, made when there is none yet; NULL without memory. */
static struct history_series *series_for(struct history *history,
					 const struct report_result *result, enum metric metric)
{
	struct history_series *series;

	for (size_t i = 0; i < history->series_count; i++)
		if (is_of_series(&history->series[i], result, metric))
			return &history->series[i];
	series = grow(history->series, history->series_count, sizeof(*series));
	if (!series)
		return NULL;
	history->series = series;
	series = &series[history->series_count++];
	series->metric = metric;
	series->exact = metric_is_exact(metric);
	series->configuration = strdup(result->configuration);
	series->workload = strdup(result->workload);
	return series->configuration && series->workload ? series : NULL;
}

int history_leave_out(struct history_series *series, size_t run, char *reason)
{
	struct history_left_out *left_out =
	    grow(series->left_out, series->left_out_count, sizeof(*left_out));

	if (!left_out || !reason) {
		free(reason);
		series->left_out = left_out ? left_out : series->left_out;
		return -ENOMEM;
	}
	series->left_out = left_out;
	left_out[series->left_out_count++] = (struct history_left_out){ run, reason };
	return 0;
}

/* Of counted instructions what is not certain is which reload it was: from the least to the most.
 */
static struct interval cost_of(const struct history_series *series,
			       const struct report_result *result)
{
	struct interval cost = result->effects[series->metric].absolute;

	if (series->exact) {
		cost.low = result->micro.least;
		cost.high = result->micro.most;
	}
	return cost;
}

static int add_point(struct history_series *series, size_t run, const struct report_result *result)
{
	struct history_point *points = grow(series->points, series->point_count, sizeof(*points));
	struct history_point *point;

	if (!points)
		return -ENOMEM;
	series->points = points;
	point = &points[series->point_count++];
	point->run = run;
	point->cost = cost_of(series, result);
	point->trigger = copy_text(result->micro.trigger);
	return is_copied(result->micro.trigger, point->trigger) ? 0 : -ENOMEM;
}

static int add_result(struct history *history, const struct report *report,
		      const struct report_result *result)
{
	size_t run = history->run_count - 1;
	enum metric metric = history->wanted != METRIC_COUNT
				 ? history->wanted
				 : cost_metric_default(report->data, result);
	const char *missing = cost_missing(report, result, metric);
	struct history_series *series = series_for(history, result, metric);

	if (!series)
		return -ENOMEM;
	if (!missing && !isfinite(result->effects[metric].absolute.estimate))
		missing = "it has no such metric";
	return missing ? history_leave_out(series, run, strdup(missing))
		       : add_point(series, run, result);
}

int history_add(struct history *history, const struct report *report, struct error *err)
{
	int code = add_run(history, report->data);

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		/* What a baseline costs is nothing. */
		if (result->role == ROLE_TREATMENT &&
		    (!history->pattern ||
		     cost_pattern_fits(history->pattern, NULL, result->workload,
				       result->configuration)))
			code = add_result(history, report, result);
	}
	return code < 0 ? history_no_memory(err) : 0;
}
