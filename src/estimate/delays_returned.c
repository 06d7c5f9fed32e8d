// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/delays_returned.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/samples.h"
#include "estimate/where.h"
#include "stats/hodges_lehmann.h"
#include "stats/slope.h"
#include "study/delays.h"

/* The delays of the run, and what an operation took under each in the block at hand. */
struct points {
	size_t configurations[DELAYS_MAX];
	double delays_ns[DELAYS_MAX], operations_ns[DELAYS_MAX];
	size_t count;
};

static void points_collect(const struct run_data *data, struct points *points)
{
	*points = (struct points){ .count = 0 };
	for (size_t c = 0; c < data->configuration_count && points->count < DELAYS_MAX; c++) {
		if (!configuration_is_delay(&data->configurations[c]))
			continue;
		points->configurations[points->count] = c;
		points->delays_ns[points->count++] = data->configurations[c].delay_ns;
	}
}

/* NaN where a delay of the block is missing. */
static double block_slope(const struct workload_samples *samples, size_t block,
			  struct points *points)
{
	for (size_t i = 0; i < points->count; i++) {
		const struct kept_sample *sample =
		    workload_sample_find(samples, points->configurations[i], block);

		points->operations_ns[i] =
		    sample ? packed_counter(&sample->record->counters, COUNTER_operation_ns) : NAN;
	}
	return least_squares_slope(points->delays_ns, points->operations_ns, points->count);
}

static int slopes_estimate(const struct workload_samples *samples, struct points *points,
			   struct estimate *ret_slope)
{
	CLEANUP_FREE double *slopes = calloc(samples->block_count + 1, sizeof(*slopes));

	if (!slopes)
		return -ENOMEM;
	for (size_t block = 0; block < samples->block_count; block++)
		slopes[block] = block_slope(samples, block, points);
	return hodges_lehmann_estimate(slopes, samples->block_count, ret_slope);
}

static int workload_fill(struct report *report, const char *workload, struct points *points)
{
	struct workload_samples samples;
	int code = workload_samples_collect(report->data, workload, &samples);

	if (code < 0)
		return code;
	code = slopes_estimate(&samples, points, &report->delays_returned);
	workload_samples_release(&samples);
	return code;
}

/* Delays that a receive does not run through do not come back in it. */
static bool are_outside(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (!strcmp(report->results[i].workload, workload) &&
		    configuration_is_delay(report->results[i].record) &&
		    where_is_outside(&report->results[i]))
			return true;
	return false;
}

int delays_returned_fill(struct report *report)
{
	struct points points;
	int code = 0;

	points_collect(report->data, &points);
	if (points.count < DELAYS_RETURNED_POINTS_LEAST)
		return 0;
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		if (workload_kind_of(report->workloads[w].name) == WORKLOAD_DIRECT &&
		    !are_outside(report, report->workloads[w].name))
			code = workload_fill(report, report->workloads[w].name, &points);
	return code;
}
