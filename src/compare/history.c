// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/cost_metric.h"
#include "compare/history_likeness.h"
#include "compare/partners.h"
#include "words/cell_words.h"

static void run_release(struct history_run *run)
{
	free(run->label);
	free(run->release);
	free(run->kernel);
	free(run->name);
	free(run->timed);
	json_decref(run->likeness);
}

void history_series_release(struct history_series *series)
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
	free(series->kernel);
}

void history_free(struct history *history)
{
	if (!history)
		return;
	for (size_t i = 0; i < history->run_count; i++)
		run_release(&history->runs[i]);
	for (size_t i = 0; i < history->series_count; i++)
		history_series_release(&history->series[i]);
	free(history->runs);
	free(history->series);
	free(history->pattern);
	free(history);
}

static void cleanup_history(struct history **history)
{
	history_free(*history);
}

size_t history_run_total(const struct history *history)
{
	size_t total = 0;

	for (size_t i = 0; i < history->run_count; i++)
		total += !i || strcmp(history->runs[i].id, history->runs[i - 1].id) != 0;
	return total;
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

/* "6.12.117 x86_64 counted"; a kernel that never answered goes by its name. */
static char *kernel_text(const struct cell_group *group)
{
	const char *name = group->release ? group->release : group->kernel;

	return file_path("%s%s%s %s", name ? name : "unknown", group->architecture ? " " : "",
			 group->architecture ? group->architecture : "", group->timing);
}

static int add_run(struct history *history, const struct run_report *report, size_t group)
{
	const struct run_record *record = &report->data->run;
	const char *release = report->groups[group].release;
	struct history_run *runs = grow(history->runs, history->run_count, sizeof(*runs));
	struct history_run *run;

	if (!runs)
		return -ENOMEM;
	history->runs = runs;
	run = &runs[history->run_count++];
	memcpy(run->id, record->id, sizeof(run->id));
	run->started_s = record->started_s;
	run->label = copy_text(record->label);
	run->release = copy_text(release);
	run->kernel = kernel_text(&report->groups[group]);
	run->name = cell_group_heading(report, group);
	run->timed = run->name ? file_path("%s %s", run->name, report->groups[group].timing) : NULL;
	run->several = report->group_count > 1;
	run->likeness = likeness_of(record, group_facts(report, group));
	return run->likeness && run->kernel && run->timed && is_copied(record->label, run->label) &&
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

struct history_series *history_series_add(struct history *history, const char *workload,
					  const char *configuration, enum metric metric)
{
	struct history_series *series =
	    grow(history->series, history->series_count, sizeof(*series));

	if (!series)
		return NULL;
	history->series = series;
	series = &series[history->series_count++];
	series->metric = metric;
	series->exact = metric_is_exact(metric);
	series->configuration = strdup(configuration);
	series->workload = strdup(workload);
	return series->configuration && series->workload ? series : NULL;
}

/* The series of this result, made when there is none yet; NULL without memory. */
static struct history_series *series_for(struct history *history,
					 const struct report_result *result, enum metric metric)
{
	for (size_t i = 0; i < history->series_count; i++)
		if (is_of_series(&history->series[i], result, metric))
			return &history->series[i];
	return history_series_add(history, result->workload, result->configuration, metric);
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

static bool point_is_missing(const struct report *report, const struct report_result *result,
			     enum metric metric)
{
	return cost_is_missing(report, result, metric) ||
	       !isfinite(result->effects[metric].absolute.estimate);
}

/* Why there is no point of it; the caller frees. */
static char *point_missing_words(const struct report *report, const struct report_result *result,
				 enum metric metric)
{
	return cost_is_missing(report, result, metric) ? cost_missing_words(report, result, metric)
						       : strdup("it has no such metric");
}

/* Takes in what another boot says: the mean, and the ends that lie farthest out. */
static void take_boot(struct interval *cost, const struct interval *boot, size_t boots)
{
	cost->estimate += (boot->estimate - cost->estimate) / (double)boots;
	cost->low = fmin(cost->low, boot->low);
	cost->high = fmax(cost->high, boot->high);
}

/* The first boot's point is there; those of the others are taken into it. */
static void take_boots(struct history_series *series, const struct run_report *run, size_t group,
		       size_t first)
{
	struct history_point *point = &series->points[series->point_count - 1];
	size_t boots = 1;

	for (size_t i = cell_group_next(run, group, first); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *result =
		    report_result_find(run->reports[i], series->configuration, series->workload);
		struct interval boot;

		if (!result || point_is_missing(run->reports[i], result, series->metric))
			continue;
		boot = cost_of(series, result);
		take_boot(&point->cost, &boot, ++boots);
	}
}

/* Whether this run's kernel is in the series already, by another of its boots. */
static bool is_there(const struct history_series *series, size_t run)
{
	return series->point_count && series->points[series->point_count - 1].run == run;
}

/* A boot that has no cost leaves the word to those that do. */
static bool has_other_boot(const struct run_report *run, size_t group,
			   const struct report_result *result, enum metric metric)
{
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *other =
		    report_result_find(run->reports[i], result->configuration, result->workload);

		if (other && !point_is_missing(run->reports[i], other, metric))
			return true;
	}
	return false;
}

static bool is_left_out(const struct history_series *series, size_t run)
{
	return series->left_out_count && series->left_out[series->left_out_count - 1].run == run;
}

static int add_result(struct history *history, const struct run_report *run, size_t cell,
		      const struct report_result *result)
{
	const struct report *report = run->reports[cell];
	size_t entry = history->run_count - 1, group = run->group_of[cell];
	enum metric metric = history->wanted != METRIC_COUNT
				 ? history->wanted
				 : cost_metric_default(report->data, result);
	bool missing = point_is_missing(report, result, metric);
	struct history_series *series = series_for(history, result, metric);
	int code;

	if (!series)
		return -ENOMEM;
	if (is_there(series, entry) || is_left_out(series, entry) ||
	    (missing && has_other_boot(run, group, result, metric)))
		return 0;
	if (missing)
		return history_leave_out(series, entry,
					 point_missing_words(report, result, metric));
	code = add_point(series, entry, result);
	if (code == 0)
		take_boots(series, run, group, cell);
	return code;
}

bool history_means(const struct history *history, const struct history_run *run,
		   const char *workload, const char *configuration)
{
	const char *kernels[] = { run->kernel, run->name, run->timed };

	for (size_t i = 0; history->pattern && i < ARRAY_SIZE(kernels); i++)
		if (cost_pattern_fits(history->pattern, kernels[i], workload, configuration))
			return true;
	return !history->pattern;
}

static bool is_wanted(const struct history *history, const struct report_result *result)
{
	const struct history_run *run = &history->runs[history->run_count - 1];

	/* What a baseline costs is nothing. */
	return result->role == ROLE_TREATMENT &&
	       history_means(history, run, result->workload, result->configuration);
}

static int add_cell(struct history *history, const struct run_report *run, size_t cell)
{
	const struct report *report = run->reports[cell];
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++)
		if (is_wanted(history, &report->results[i]))
			code = add_result(history, run, cell, &report->results[i]);
	return code;
}

int history_add(struct history *history, const struct run_report *run, struct error *err)
{
	int code = 0;

	for (size_t g = 0; g < run->group_count && code == 0; g++) {
		code = add_run(history, run, g);
		for (size_t i = cell_group_next(run, g, SIZE_MAX); i != SIZE_MAX && code == 0;
		     i = cell_group_next(run, g, i))
			code = add_cell(history, run, i);
	}
	return code < 0 ? history_no_memory(err) : 0;
}
