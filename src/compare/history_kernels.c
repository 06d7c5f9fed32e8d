// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_kernels.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"

static bool is_same_run(const struct history *history, size_t run, size_t other)
{
	return strcmp(history->runs[run].id, history->runs[other].id) == 0;
}

/* Whether a run says two things of it, each of a kernel.  A run's kernels follow each other. */
static bool has_several(const struct history *history, const struct history_series *series)
{
	for (size_t i = 1; i < series->point_count; i++)
		if (is_same_run(history, series->points[i - 1].run, series->points[i].run))
			return true;
	return false;
}

/* The series of that kernel among those from `first` on, which are of one old series. */
static struct history_series *series_of_kernel(struct history *history, size_t first,
					       const struct history_series *old, const char *kernel)
{
	struct history_series *series;

	for (size_t i = first; i < history->series_count; i++)
		if (strcmp(history->series[i].kernel, kernel) == 0)
			return &history->series[i];
	series = history_series_add(history, old->workload, old->configuration, old->metric);
	if (series)
		series->kernel = strdup(kernel);
	return series && series->kernel ? series : NULL;
}

static int move_point(struct history_series *to, struct history_point *point)
{
	struct history_point *points =
	    reallocarray(to->points, to->point_count + 1, sizeof(*points));

	if (!points)
		return -ENOMEM;
	to->points = points;
	points[to->point_count++] = *point;
	point->trigger = NULL;
	return 0;
}

static int part_series(struct history *history, struct history_series *old)
{
	size_t first = history->series_count;
	int code = 0;

	for (size_t i = 0; i < old->point_count && code == 0; i++) {
		const char *kernel = history->runs[old->points[i].run].kernel;
		struct history_series *to = series_of_kernel(history, first, old, kernel);

		code = to ? move_point(to, &old->points[i]) : -ENOMEM;
	}
	for (size_t i = 0; i < old->left_out_count && code == 0; i++) {
		struct history_left_out *left_out = &old->left_out[i];
		const char *kernel = history->runs[left_out->run].kernel;
		struct history_series *to = series_of_kernel(history, first, old, kernel);

		code = to ? history_leave_out(to, left_out->run, take_pointer(left_out->reason))
			  : -ENOMEM;
	}
	return code;
}

/* In a series of all kernels: which of the run's kernels is left out. */
static int name_kernel(const struct history *history, struct history_left_out *left_out)
{
	const struct history_run *run = &history->runs[left_out->run];
	char *reason;

	if (!run->several)
		return 0;
	reason = file_path("%s: %s", run->timed, left_out->reason);
	if (!reason)
		return -ENOMEM;
	free(left_out->reason);
	left_out->reason = reason;
	return 0;
}

/* The run of each point, then of each that is left out. */
static size_t entry_run(const struct history_series *series, size_t i)
{
	return i < series->point_count ? series->points[i].run
				       : series->left_out[i - series->point_count].run;
}

/* The only kernel that it is of, though a run of it has several, as a pattern may want; or NULL. */
static const char *only_kernel(const struct history *history, const struct history_series *series)
{
	size_t count = series->point_count + series->left_out_count;
	const char *kernel = count ? history->runs[entry_run(series, 0)].kernel : NULL;
	bool several = false;

	for (size_t i = 0; i < count; i++) {
		const struct history_run *run = &history->runs[entry_run(series, i)];

		several |= run->several;
		if (strcmp(run->kernel, kernel) != 0)
			return NULL;
	}
	return several ? kernel : NULL;
}

static int name_left_out(const struct history *history, struct history_series *series)
{
	int code = 0;

	for (size_t i = 0; i < series->left_out_count && code == 0; i++)
		code = name_kernel(history, &series->left_out[i]);
	return code;
}

static int keep_series(struct history *history, struct history_series *old)
{
	struct history_series *series =
	    history_series_add(history, old->workload, old->configuration, old->metric);
	const char *kernel;

	if (!series)
		return -ENOMEM;
	series->points = take_pointer(old->points);
	series->point_count = old->point_count;
	series->left_out = take_pointer(old->left_out);
	series->left_out_count = old->left_out_count;
	old->point_count = old->left_out_count = 0;
	kernel = only_kernel(history, series);
	if (!kernel)
		return name_left_out(history, series);
	series->kernel = strdup(kernel);
	return series->kernel ? 0 : -ENOMEM;
}

int history_part_kernels(struct history *history)
{
	struct history_series *old = history->series;
	size_t count = history->series_count;
	int code = 0;

	history->series = NULL;
	history->series_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (code == 0)
			code = has_several(history, &old[i]) ? part_series(history, &old[i])
							     : keep_series(history, &old[i]);
		history_series_release(&old[i]);
	}
	free(old);
	return code;
}

static bool is_meant(const struct history *history, const struct history_series *series, size_t i)
{
	const struct history_run *run = &history->runs[i];

	return (!series->kernel || strcmp(run->kernel, series->kernel) == 0) &&
	       history_means(history, run, series->workload, series->configuration);
}

static bool has_entry(const struct history_series *series, size_t run)
{
	for (size_t i = 0; i < series->point_count; i++)
		if (series->points[i].run == run)
			return true;
	for (size_t i = 0; i < series->left_out_count; i++)
		if (series->left_out[i].run == run)
			return true;
	return false;
}

struct history_presence history_presence_of(const struct history *history,
					    const struct history_series *series)
{
	struct history_presence presence = { 0 };

	for (size_t i = 0, next; i < history->run_count; i = next) {
		bool meant = false, has = false;

		for (next = i; next < history->run_count && is_same_run(history, i, next); next++) {
			meant |= is_meant(history, series, next);
			has |= has_entry(series, next);
		}
		presence.runs += meant;
		presence.without += meant && !has;
	}
	return presence;
}
