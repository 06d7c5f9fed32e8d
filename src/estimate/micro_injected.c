// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/micro_injected.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/micro_rows.h"
#include "estimate/samples.h"
#include "stats/slope.h"
#include "stats/student.h"

#define POINTS_LEAST 3
#define POINTS_MOST 64

/* The rows of one mechanism: what each body takes alone, and what it costs in the block at hand. */
struct line {
	const struct report_result *results[POINTS_MOST];
	double alone_ns[POINTS_MOST], cost_ns[POINTS_MOST];
	size_t count;
};

static bool is_injected(const struct report_result *result)
{
	return result->micro.present &&
	       report_metric_present(&result->metrics[METRIC_BODY_ALONE_NS]);
}

static bool same_line(const struct report_result *one, const struct report_result *other)
{
	return strcmp(one->record->mechanism, other->record->mechanism) == 0 &&
	       one->record->statistics == other->record->statistics;
}

static void line_collect(const struct report *report, const struct report_result *of,
			 struct line *line)
{
	*line = (struct line){ 0 };
	for (size_t i = 0; i < report->result_count && line->count < POINTS_MOST; i++) {
		const struct report_result *result = &report->results[i];

		if (!is_injected(result) || !same_line(result, of))
			continue;
		line->alone_ns[line->count] =
		    result->metrics[METRIC_BODY_ALONE_NS].interval.estimate;
		line->results[line->count++] = result;
	}
}

static double cost_in_block(const struct report *report, const struct workload_samples *samples,
			    const struct report_result *result, size_t block)
{
	size_t c = (size_t)(result->record - report->data->configurations);
	const struct kept_sample *sample = workload_sample_find(samples, c, block);

	return sample ? packed_counter(&sample->record->counters, COUNTER_event_ns) : NAN;
}

static int slope_estimate(const struct report *report, const struct workload_samples *samples,
			  struct line *line, struct estimate *ret_slope)
{
	CLEANUP_FREE double *slopes = calloc(samples->block_count + 1, sizeof(*slopes));

	if (!slopes)
		return -ENOMEM;
	for (size_t block = 0; block < samples->block_count; block++) {
		for (size_t i = 0; i < line->count; i++)
			line->cost_ns[i] = cost_in_block(report, samples, line->results[i], block);
		slopes[block] = least_squares_slope(line->alone_ns, line->cost_ns, line->count);
	}
	return student_estimate(slopes, samples->block_count, ret_slope);
}

static int result_fill(const struct report *report, const struct workload_samples *samples,
		       struct report_result *result)
{
	struct estimate slope;
	struct line line;
	int code;

	line_collect(report, result, &line);
	if (line.count < POINTS_LEAST)
		return 0;
	code = slope_estimate(report, samples, &line, &slope);
	if (code == 0 && slope.n > 0) {
		result->micro.injected = slope.interval;
		result->micro.injected_n = slope.n;
	}
	return code;
}

int micro_injected_fill(struct report *report)
{
	CLEANUP(workload_samples_release) struct workload_samples samples = { 0 };
	int code = workload_samples_collect(report->data, workload_of_kind(WORKLOAD_EVENT)->name,
					    &samples);

	for (size_t i = 0; i < report->result_count && code == 0; i++)
		if (is_injected(&report->results[i]))
			code = result_fill(report, &samples, &report->results[i]);
	return code;
}
