// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as CSV (RFC 4180, lines end in CRLF): one row a result and metric, or one row a
 * sample.  Absent fields are empty.
 */
#include "formats/csv_fields.h"
#include "formats/formats.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/sentences.h"
#include "words/withheld.h"

#define END_OF_LINE "\r\n"

static void put_interval(FILE *out, const struct interval *interval)
{
	csv_put_number(out, interval->estimate);
	csv_put_number(out, interval->low);
	csv_put_number(out, interval->high);
}

static const char result_heading[] =
    "run,label,configuration,workload,status,reason,samples,hits_per_operation,metric,unit,"
    "estimate,low,high,mean,sd,n,method,percent,percent_low,percent_high,absolute,absolute_low,"
    "absolute_high,effect_n,effect_method,warning,cell" END_OF_LINE;

static int put_result(const struct report *report, FILE *out, const struct report_result *result)
{
	int code = csv_put_text(out, report->data->run.id);

	if (code == 0)
		code = csv_put_text(out, report->data->run.label);
	if (code == 0)
		code = csv_put_text(out, result->configuration);
	if (code == 0)
		code = csv_put_text(out, result->workload);
	if (code == 0)
		code = csv_put_text(out, result->status);
	if (code == 0)
		code = csv_put_text(out, result->reason);
	fprintf(out, "%zu,", result->samples);
	csv_put_number(out, result->hits_per_operation);
	return code;
}

static int put_metric(FILE *out, enum metric metric, const struct report_metric *value)
{
	fprintf(out, "%s,%s,", metric_infos[metric].name, metric_infos[metric].unit);
	put_interval(out, &value->interval);
	csv_put_number(out, value->mean);
	csv_put_number(out, value->sd);
	fprintf(out, "%zu,", value->n);
	return csv_put_text(out, value->method);
}

/* Where there is none because it is withheld, the method says why. */
static int put_no_effect(FILE *out, const struct report_result *result, enum metric metric)
{
	CLEANUP_FREE char *why = withheld_words(result, metric);

	fputs(",,,,,,,", out);
	return why ? csv_put_text(out, *why ? why : result->effects[metric].method) : -ENOMEM;
}

static int put_effect(FILE *out, const struct report_result *result, enum metric metric)
{
	const struct effect *effect = &result->effects[metric];

	if (!report_effect_present(effect))
		return put_no_effect(out, result, metric);
	put_interval(out, &effect->percent);
	put_interval(out, &effect->absolute);
	fprintf(out, "%zu,", effect->n);
	return csv_put_text(out, effect->method);
}

/* The warning stands in the rows whose unit it is about; then the cell. */
static int put_end(const struct report *report, FILE *out, const char *unit)
{
	bool warn = report_warning(report) && strcmp(unit, "ns") == 0;
	int code = csv_put_text(out, warn ? report_warning(report) : "");

	if (report->data->cell_count)
		fprintf(out, "%u", report->data->cells->number);
	fputs(END_OF_LINE, out);
	return code;
}

static int put_metric_row(const struct report *report, FILE *out,
			  const struct report_result *result, enum metric metric)
{
	int code = put_result(report, out, result);

	if (code == 0)
		code = put_metric(out, metric, &result->metrics[metric]);
	if (code == 0)
		code = put_effect(out, result, metric);
	return code < 0 ? code : put_end(report, out, metric_infos[metric].unit);
}

/* What was not measured has one row, without a metric. */
static int put_unmeasured_row(const struct report *report, FILE *out,
			      const struct report_result *result)
{
	int code = put_result(report, out, result);

	fputs(",,,,,,,,,,,,,,,,,", out);
	return code < 0 ? code : put_end(report, out, "");
}

static int put_result_rows(const struct report *report, FILE *out,
			   const struct report_result *result)
{
	size_t rows = 0;
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++) {
		if (!report_metric_present(&result->metrics[metric]))
			continue;
		code = put_metric_row(report, out, result, metric);
		rows++;
	}
	return code < 0 || rows > 0 ? code : put_unmeasured_row(report, out, result);
}

/* A cell that failed as a whole, or was not reached, has a row without a configuration. */
static int put_missing_row(const struct run_report *run, FILE *out, size_t cell)
{
	const struct report_result missing = {
		.status = run_report_cell_failed(run, cell) ? "failed" : "unreached",
		.reason = cell_missing(run, cell),
		.hits_per_operation = NAN,
	};

	return missing.reason ? put_unmeasured_row(run->reports[cell], out, &missing) : 0;
}

static int put_results(const struct run_report *run, FILE *out, size_t cell)
{
	const struct report *report = run->reports[cell];
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++)
		code = put_result_rows(report, out, &report->results[i]);
	return code < 0 ? code : put_missing_row(run, out, cell);
}

static int put_all_results(const struct run_report *run, FILE *out)
{
	int code = 0;

	fputs(result_heading, out);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = put_results(run, out, i);
	return code;
}

static void put_sample_heading(FILE *out)
{
	fputs("run,configuration,workload,machine,boot,block,position,baseline,mechanism,program,"
	      "hook,state,window,started_ns",
	      out);
	for (int i = 0; i < COUNTER_COUNT; i++)
		fprintf(out, ",%s", counter_names[i].name);
	fputs(",warning,cell" END_OF_LINE, out);
}

static int put_visit(FILE *out, const struct cell_record *cell, const struct visit_record *visit)
{
	int code = csv_put_text(out, visit->workload);

	fprintf(out, "%u,%u,%u,%u,%u,", cell ? cell->number + 1 : 1, cell ? cell->boot : 0,
		visit->block, visit->position, visit->baseline);
	if (code == 0)
		code = csv_put_text(out, visit->mechanism);
	if (code == 0)
		code = csv_put_text(out, visit->program);
	if (code == 0)
		code = csv_put_text(out, visit->hook);
	return code < 0 ? code : csv_put_text(out, visit->state);
}

static int put_sample(const struct report *report, FILE *out, const struct sample *sample)
{
	const struct run_data *data = report->data;
	const struct visit_record *visit = &data->visits[sample->visit];
	int code = csv_put_text(out, data->run.id);

	if (code == 0)
		code = csv_put_text(out, data->configurations[sample->configuration].name);
	if (code == 0)
		code = put_visit(out, run_data_cell(data, visit->cell), visit);
	fprintf(out, "%u,%lld,", sample->window, (long long)sample->started_ns);
	for (int i = 0; i < COUNTER_COUNT; i++)
		csv_put_number(out, packed_counter(&sample->counters, (enum counter)i));
	return code < 0 ? code : put_end(report, out, "ns");
}

/* By cells, and in each in the order in which they were taken. */
static int put_samples(const struct run_report *run, FILE *out)
{
	int code = 0;

	put_sample_heading(out);
	for (size_t c = 0; c < run->count; c++) {
		const struct report *report = run->reports[c];

		for (size_t i = 0; i < report->data->sample_count && code == 0; i++)
			code = put_sample(report, out, &report->data->samples[i]);
	}
	return code;
}

int csv_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	return options->samples_raw ? put_samples(run, out) : put_all_results(run, out);
}
