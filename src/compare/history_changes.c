// SPDX-License-Identifier: GPL-2.0-or-later
/* Which runs of a series are alike, and where its level changes. */
#include "compare/history_changes.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/history_kernels.h"
#include "compare/history_likeness.h"
#include "stats/median.h"
#include "stats/shift.h"

/* Of the random orders: any number, as long as it is always the same. */
#define SEED 20100426

/* Why the point cannot stand beside the newest, or NULL. */
static int point_difference(const struct history *history, const struct history_point *point,
			    const struct history_point *newest, char **ret_reason)
{
	const char *own = point->trigger ? point->trigger : "none";
	const char *wanted = newest->trigger ? newest->trigger : "none";

	if (strcmp(own, wanted) == 0)
		return likeness_difference(history->runs[point->run].likeness,
					   history->runs[newest->run].likeness, ret_reason);
	*ret_reason = file_path("trigger: %s, in the newest run %s", own, wanted);
	return *ret_reason ? 0 : -ENOMEM;
}

static int keep_alike(const struct history *history, struct history_series *series)
{
	size_t kept = 0;
	int code = 0;

	for (size_t i = 0; i < series->point_count; i++) {
		struct history_point *point = &series->points[i];
		char *reason = NULL;

		if (code == 0)
			code = point_difference(history, point,
						&series->points[series->point_count - 1], &reason);
		if (!reason) {
			struct history_point moved = *point;

			*point = (struct history_point){ 0 };
			series->points[kept++] = moved;
			continue;
		}
		code = history_leave_out(series, point->run, reason);
		free(take_pointer(point->trigger));
	}
	series->point_count = kept;
	return code;
}

/* The estimates, one after the other; the caller frees.  NULL without memory. */
static double *estimates_of(const struct history_series *series)
{
	double *values = calloc(series->point_count + 1, sizeof(*values));

	for (size_t i = 0; values && i < series->point_count; i++)
		values[i] = series->points[i].cost.estimate;
	return values;
}

static int find_exact(const struct history_series *series, struct change_point **ret_points,
		      size_t *ret_count)
{
	CLEANUP_FREE struct exact_range *ranges = calloc(series->point_count + 1, sizeof(*ranges));

	if (!ranges)
		return -ENOMEM;
	for (size_t i = 0; i < series->point_count; i++)
		ranges[i] =
		    (struct exact_range){ series->points[i].cost.low, series->points[i].cost.high };
	return change_points_exact(ranges, series->point_count, ret_points, ret_count);
}

static int measure_change(const struct history_series *series, const double *values, size_t change,
			  struct estimate *ret_shift)
{
	size_t from = change ? series->changes[change - 1].point.first : 0;
	size_t first = series->changes[change].point.first;
	size_t end = history_level_end(series, change);

	if (series->exact)
		return shift_exact(values + from, first - from, values + first, end - first,
				   ret_shift);
	return shift_estimate(values + from, first - from, values + first, end - first,
			      INTERVAL_LEVEL, ret_shift);
}

static int find_changes(struct history_series *series)
{
	CLEANUP_FREE double *values = estimates_of(series);
	CLEANUP_FREE struct change_point *points = NULL;
	size_t count = 0;
	int code = !values ? -ENOMEM
		   : series->exact
		       ? find_exact(series, &points, &count)
		       : change_points_find(values, series->point_count, SEED, &points, &count);

	if (code < 0 || count == 0)
		return code;
	series->changes = calloc(count, sizeof(*series->changes));
	if (!series->changes)
		return -ENOMEM;
	series->change_count = count;
	for (size_t i = 0; i < count; i++)
		series->changes[i].point = points[i];
	for (size_t i = 0; i < count && code == 0; i++)
		code = measure_change(series, values, i, &series->changes[i].shift);
	return code;
}

int history_finish(struct history *history, struct error *err)
{
	int code = history_part_kernels(history);

	for (size_t i = 0; i < history->series_count && code == 0; i++) {
		code = keep_alike(history, &history->series[i]);
		if (code == 0)
			code = find_changes(&history->series[i]);
	}
	return code < 0 ? history_no_memory(err) : 0;
}

const struct history_change *history_change_at(const struct history_series *series, size_t point)
{
	for (size_t i = 0; i < series->change_count; i++)
		if (series->changes[i].point.first == point)
			return &series->changes[i];
	return NULL;
}

size_t history_level_end(const struct history_series *series, size_t change)
{
	return change + 1 < series->change_count ? series->changes[change + 1].point.first
						 : series->point_count;
}

double history_level(const struct history_series *series, size_t first, size_t end)
{
	CLEANUP_FREE double *values = estimates_of(series);

	return values ? median_of(values + first, end - first) : NAN;
}
