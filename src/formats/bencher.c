// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report in Bencher Metric Format: benchmarks are WORKLOAD/CONFIGURATION, of several cells
 * CELL/WORKLOAD/CONFIGURATION, measures are the metrics as slugs, each with its interval.
 *
 *	{ "micro/fentry-null": { "event-ns": { "value": 9.1, "lower_value": 9, "upper_value": 9.2 }
 *} }
 */
#include "formats/formats.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "words/cell_words.h"
#include "words/escape.h"
#include "formats/json_fields.h"

/* A measure's slug: the metric's name with hyphens. */
static void slug_of(const char *name, char slug[64])
{
	snprintf(slug, 64, "%s", name);
	for (; *slug; slug++)
		if (*slug == '_')
			*slug = '-';
}

static json_t *measures_of(const struct report_result *result)
{
	json_t *measures = json_object();

	for (int m = 0; m < METRIC_COUNT; m++) {
		const struct report_metric *metric = &result->metrics[m];
		json_t *measure;
		char slug[64];

		if (!report_metric_present(metric))
			continue;
		measure = json_object();
		json_put_number(measure, "value", metric->interval.estimate);
		json_put_number(measure, "lower_value", metric->interval.low);
		json_put_number(measure, "upper_value", metric->interval.high);
		slug_of(metric_infos[m].name, slug);
		json_object_set_new(measures, slug, measure);
	}
	return measures;
}

/* What was not measured has no measure, and Bencher then no place for it. */
static int put_benchmark(json_t *root, const char *cell, const struct report_result *result)
{
	CLEANUP_FREE char *raw =
	    file_path("%s%s/%s", cell, result->workload, result->configuration);
	CLEANUP_FREE char *name = raw ? escape_json(raw) : NULL;
	json_t *measures = name ? measures_of(result) : NULL;

	if (!measures)
		return -ENOMEM;
	if (json_object_size(measures) > 0)
		json_object_set(root, name, measures);
	json_decref(measures);
	return 0;
}

static int put_cell(json_t *root, const struct run_report *run, size_t cell)
{
	CLEANUP_FREE char *prefix = cell_prefix(run, cell, "/");
	const struct report *report = run->reports[cell];
	int code = prefix ? 0 : -ENOMEM;

	for (size_t i = 0; i < report->result_count && code == 0; i++)
		code = put_benchmark(root, prefix, &report->results[i]);
	return code;
}

int bencher_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	json_t *root = json_object();
	int code = root ? 0 : -ENOMEM;

	(void)options;
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = put_cell(root, run, i);
	if (code == 0)
		return json_document_put(root, out);
	json_decref(root);
	return code;
}
