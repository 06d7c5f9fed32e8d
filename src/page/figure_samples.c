// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of samples: bins over the blocks, and over the values. */
#include "page/figure.h"

#include "stats/sorted.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/samples.h"

#define BLOCK_BINS_MAX 120
#define VALUE_BINS 60
#define LEFT_OUT .01 /* of the samples, at each end of a distribution */

static void cleanup_samples(struct workload_samples *samples)
{
	workload_samples_release(samples);
}

/* A sample as a figure sees it. */
struct point {
	size_t bin;
	double value;
};

/* The samples of one row that have a value. */
struct points {
	struct point *points;
	size_t count;
};

static bool has_samples(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && result->role != ROLE_BASELINE_PAIR &&
	       report_metric_present(&result->metrics[report_primary_metric(result)]);
}

/* Rows without bins yet. */
static int begin_figure(const struct report *report, const char *workload, struct figure *figure)
{
	*figure = (struct figure){ .unit = "" };
	figure->rows = calloc(report->result_count + 1, sizeof(*figure->rows));
	if (!figure->rows)
		return -ENOMEM;
	for (size_t i = 0; i < report->result_count; i++)
		if (has_samples(&report->results[i], workload))
			figure->rows[figure->count++].result = &report->results[i];
	if (figure->count)
		figure->unit = figure_unit(figure->rows[0].result);
	return 0;
}

static int add_bins(struct figure *figure, size_t bins)
{
	figure->bins = bins;
	figure->values = calloc(figure->count * bins + 1, sizeof(*figure->values));
	return figure->values ? 0 : -ENOMEM;
}

static double *bins_of(struct figure *figure, size_t row)
{
	return figure->values + row * figure->bins;
}

const double *figure_bins(const struct figure *figure, size_t row)
{
	return figure->values + row * figure->bins;
}

/* The caller frees ret_points->points. */
static int collect_points(const struct report *report, const struct workload_samples *samples,
			  const struct report_result *result, size_t bins,
			  struct points *ret_points)
{
	enum metric metric = report_primary_metric(result);
	struct metric_context context = { NAN, metric != metric_primary(result->workload) };
	size_t c = (size_t)(result->record - report->data->configurations);
	size_t first = samples->first[c], end = samples->first[c + 1];
	struct points points = { calloc(end - first + 1, sizeof(*points.points)), 0 };

	if (!points.points)
		return -ENOMEM;
	for (size_t i = first; i < end; i++) {
		const struct kept_sample *sample = &samples->samples[i];
		struct counters counters = counters_unpack(&sample->record->counters);
		double value = metric_infos[metric].value(&counters, &context);

		if (isfinite(value))
			points.points[points.count++] =
			    (struct point){ sample->block * bins / samples->block_count, value };
	}
	*ret_points = points;
	return 0;
}

static int compare_points(const void *left, const void *right)
{
	const struct point *a = left, *b = right;

	if (a->bin != b->bin)
		return a->bin < b->bin ? -1 : 1;
	return (a->value > b->value) - (a->value < b->value);
}

/* Of points in order. */
static double middle_of(const struct point *points, size_t count)
{
	return (points[(count - 1) / 2].value + points[count / 2].value) / 2;
}

static void fill_levels(struct points *points, struct figure_row *row, double *bins, size_t count)
{
	row->least = INFINITY;
	row->most = -INFINITY;
	for (size_t b = 0; b < count; b++)
		bins[b] = NAN;
	qsort(points->points, points->count, sizeof(*points->points), compare_points);
	for (size_t i = 0, end; i < points->count; i = end) {
		size_t bin = points->points[i].bin;

		for (end = i; end < points->count && points->points[end].bin == bin; end++)
			;
		bins[bin] = middle_of(points->points + i, end - i);
		row->least = fmin(row->least, bins[bin]);
		row->most = fmax(row->most, bins[bin]);
	}
}

static int fill_blocks(const struct report *report, const struct workload_samples *samples,
		       struct figure *figure)
{
	size_t blocks = samples->block_count;
	int code = add_bins(figure, blocks < BLOCK_BINS_MAX ? blocks : BLOCK_BINS_MAX);

	figure->blocks = blocks;
	for (size_t i = 0; i < figure->count && code == 0; i++) {
		struct points points = { 0 };

		code =
		    collect_points(report, samples, figure->rows[i].result, figure->bins, &points);
		if (code == 0)
			fill_levels(&points, &figure->rows[i], bins_of(figure, i), figure->bins);
		free(points.points);
	}
	return code;
}

/* Where all samples are the same, they stand in the middle. */
static void set_range(struct figure *figure, const double *sorted, size_t n)
{
	size_t beyond = (size_t)((double)n * LEFT_OUT);

	if (n == 0)
		return;
	figure->low = sorted[beyond];
	figure->high = sorted[n - 1 - beyond];
	if (!(figure->high > figure->low)) {
		figure->low -= 1;
		figure->high += 1;
	}
}

static size_t count_samples(const struct report *report, const struct workload_samples *samples,
			    const struct figure *figure)
{
	size_t total = 0;

	for (size_t i = 0; i < figure->count; i++) {
		size_t c = (size_t)(figure->rows[i].result->record - report->data->configurations);

		total += samples->first[c + 1] - samples->first[c];
	}
	return total;
}

/* Adds the row's to the values. */
static int add_values(const struct report *report, const struct workload_samples *samples,
		      const struct report_result *result, double *values, size_t *count)
{
	struct points points;
	int code = collect_points(report, samples, result, 1, &points);

	if (code < 0)
		return code;
	for (size_t p = 0; p < points.count; p++)
		values[(*count)++] = points.points[p].value;
	free(points.points);
	return 0;
}

/* The range that all rows share.  Of each sample no more than its value is kept: there may be a
 * million. */
static int find_range(const struct report *report, const struct workload_samples *samples,
		      struct figure *figure)
{
	CLEANUP_FREE double *values =
	    calloc(count_samples(report, samples, figure) + 1, sizeof(*values));
	size_t count = 0;
	int code = values ? 0 : -ENOMEM;

	for (size_t i = 0; i < figure->count && code == 0; i++)
		code = add_values(report, samples, figure->rows[i].result, values, &count);
	if (code < 0)
		return code;
	qsort(values, count, sizeof(*values), sorted_compare);
	set_range(figure, values, count);
	return 0;
}

static size_t value_bin(const struct figure *figure, double value)
{
	double share = (value - figure->low) / (figure->high - figure->low);

	if (!(share > 0))
		return 0;
	return share < 1 ? (size_t)(share * (double)figure->bins) : figure->bins - 1;
}

static void fill_shares(struct points *points, struct figure *figure, size_t row)
{
	double *bins = bins_of(figure, row), fullest = 1;

	/* All in one bin, so that they are sorted by value. */
	qsort(points->points, points->count, sizeof(*points->points), compare_points);
	if (points->count == 0)
		return;
	figure->rows[row].least = points->points[0].value;
	figure->rows[row].most = points->points[points->count - 1].value;
	figure->rows[row].middle = middle_of(points->points, points->count);
	for (size_t p = 0; p < points->count; p++)
		fullest = fmax(fullest, ++bins[value_bin(figure, points->points[p].value)]);
	for (size_t b = 0; b < figure->bins; b++)
		bins[b] /= fullest;
}

static int fill_distributions(const struct report *report, const struct workload_samples *samples,
			      struct figure *figure)
{
	int code = add_bins(figure, VALUE_BINS);

	if (code == 0)
		code = find_range(report, samples, figure);
	for (size_t i = 0; i < figure->count && code == 0; i++) {
		struct points points = { 0 };

		code = collect_points(report, samples, figure->rows[i].result, 1, &points);
		if (code == 0)
			fill_shares(&points, figure, i);
		free(points.points);
	}
	return code;
}

static int figure_of_samples(const struct report *report, const char *workload,
			     int (*fill)(const struct report *, const struct workload_samples *,
					 struct figure *),
			     struct figure *ret_figure)
{
	CLEANUP(cleanup_samples) struct workload_samples samples = { 0 };
	struct figure figure;
	int code = begin_figure(report, workload, &figure);

	if (code == 0 && figure.count)
		code = workload_samples_collect(report->data, workload, &samples);
	if (code == 0 && figure.count)
		code = fill(report, &samples, &figure);
	if (code < 0)
		figure_release(&figure);
	else
		*ret_figure = figure;
	return code;
}

int figure_blocks(const struct report *report, const char *workload, struct figure *ret_figure)
{
	return figure_of_samples(report, workload, fill_blocks, ret_figure);
}

int figure_distributions(const struct report *report, const char *workload,
			 struct figure *ret_figure)
{
	return figure_of_samples(report, workload, fill_distributions, ret_figure);
}
