// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_kernels.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

static bool has_several(const struct history *history)
{
	for (size_t i = 0; i < history->run_count; i++)
		if (history->runs[i].several)
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

int history_part_kernels(struct history *history)
{
	struct history_series *old = history->series;
	size_t count = history->series_count;
	int code = 0;

	if (!has_several(history))
		return 0;
	history->series = NULL;
	history->series_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (code == 0)
			code = part_series(history, &old[i]);
		history_series_release(&old[i]);
	}
	free(old);
	return code;
}

size_t history_runs_of(const struct history *history, const struct history_series *series)
{
	size_t count = 0;

	for (size_t i = 0; i < history->run_count; i++) {
		const struct history_run *run = &history->runs[i];

		count += (!series->kernel || strcmp(run->kernel, series->kernel) == 0) &&
			 history_means(history, run, series->workload, series->configuration);
	}
	return count;
}
