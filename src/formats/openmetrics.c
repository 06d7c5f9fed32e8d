// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as OpenMetrics text, version 1.0.0: one family a metric, with the labels
 * configuration, workload and statistic (estimate, low, high); effects the same way.
 */
#include "formats/formats.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/escape.h"
#include "words/sentences.h"

static const char *const status_words[] = { "measured", "unsupported", "not-fired", "failed" };

/* NAME="text", after `before`. */
static int put_label(FILE *out, const char *before, const char *name, const char *text)
{
	CLEANUP_FREE char *escaped = escape_label(text ? text : "");

	if (!escaped)
		return -ENOMEM;
	fprintf(out, "%s%s=\"%s\"", before, name, escaped);
	return 0;
}

static int put_result_labels(FILE *out, const char *family, const struct report_result *result)
{
	int code;

	fprintf(out, "%s{", family);
	code = put_label(out, "", "configuration", result->configuration);
	return code < 0 ? code : put_label(out, ",", "workload", result->workload);
}

static int put_run(const struct report *report, FILE *out)
{
	const struct run_record *run = &report->data->run;
	int code;

	fputs("# TYPE bpftax_run info\n# HELP bpftax_run The stored run that all this is of.\n"
	      "bpftax_run_info{",
	      out);
	code = put_label(out, "", "id", run->id);
	if (code == 0)
		code = put_label(out, ",", "label", run->label);
	if (code == 0)
		code = put_label(out, ",", "study", run->study_name);
	if (code == 0)
		code = put_label(out, ",", "version", run->version);
	fprintf(out,
		"} 1\n# TYPE bpftax_run_started_seconds gauge\n"
		"# UNIT bpftax_run_started_seconds seconds\n"
		"# HELP bpftax_run_started_seconds Unix time.\nbpftax_run_started_seconds %lld\n",
		(long long)run->started_s);
	return code;
}

/* One line a status, as a state set has it. */
static int put_status(FILE *out, const struct report_result *result)
{
	for (size_t i = 0; i < ARRAY_SIZE(status_words); i++) {
		int code = put_result_labels(out, "bpftax_result_status", result);

		if (code < 0)
			return code;
		fprintf(out, ",bpftax_result_status=\"%s\"} %d\n", status_words[i],
			strcmp(result->status, status_words[i]) == 0);
	}
	return 0;
}

static int put_statuses(const struct report *report, FILE *out)
{
	int code = 0;

	fputs("# TYPE bpftax_result_status stateset\n"
	      "# HELP bpftax_result_status What became of a configuration.\n",
	      out);
	for (size_t i = 0; i < report->result_count && code == 0; i++)
		code = put_status(out, &report->results[i]);
	return code;
}

/* metric: the label of an effect, or NULL for a metric, whose family says it. */
static int put_number(FILE *out, const char *family, const struct report_result *result,
		      const char *metric, const char *statistic, double value)
{
	int code;

	if (!isfinite(value))
		return 0;
	code = put_result_labels(out, family, result);
	if (metric)
		fprintf(out, ",metric=\"%s\"", metric);
	fprintf(out, ",statistic=\"%s\"} %.10g\n", statistic, value);
	return code;
}

static int put_interval(FILE *out, const char *family, const struct report_result *result,
			const char *metric, const struct interval *interval)
{
	int code = put_number(out, family, result, metric, "estimate", interval->estimate);

	if (code == 0)
		code = put_number(out, family, result, metric, "low", interval->low);
	return code < 0 ? code : put_number(out, family, result, metric, "high", interval->high);
}

static bool family_present(const struct report *report, enum metric metric)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report_metric_present(&report->results[i].metrics[metric]))
			return true;
	return false;
}

/* A family without a value is left out. */
static int put_metric(const struct report *report, FILE *out, enum metric metric)
{
	const struct metric_info *info = &metric_infos[metric];
	char family[64];
	int code = 0;

	if (!family_present(report, metric))
		return 0;
	snprintf(family, sizeof(family), "bpftax_%s", info->name);
	fprintf(out, "# TYPE %s gauge\n# HELP %s In %s%s.\n", family, family, info->unit,
		report_warning(report) && strcmp(info->unit, "ns") == 0 ? ", of an emulated CPU"
									: "");
	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (report_metric_present(&result->metrics[metric]))
			code = put_interval(out, family, result, NULL,
					    &result->metrics[metric].interval);
	}
	return code;
}

static int put_result_effects(FILE *out, const char *family, const struct report_result *result,
			      bool percent)
{
	int code = 0;

	for (int m = 0; m < METRIC_COUNT && code == 0; m++) {
		const struct effect *effect = &result->effects[m];

		if (report_effect_present(effect))
			code = put_interval(out, family, result, metric_infos[m].name,
					    percent ? &effect->percent : &effect->absolute);
	}
	return code;
}

static int put_effects(const struct report *report, FILE *out, const char *family, const char *help,
		       bool percent)
{
	int code = 0;

	fprintf(out, "# TYPE %s gauge\n# HELP %s %s\n", family, family, help);
	for (size_t i = 0; i < report->result_count && code == 0; i++)
		code = put_result_effects(out, family, &report->results[i], percent);
	return code;
}

int openmetrics_print(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = put_run(report, out);

	(void)options;
	if (code == 0)
		code = put_statuses(report, out);
	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		code = put_metric(report, out, metric);
	if (code == 0)
		code = put_effects(report, out, "bpftax_effect_percent",
				   "Against the baseline, in percent.", true);
	if (code == 0)
		code = put_effects(report, out, "bpftax_effect_absolute",
				   "Against the baseline, in the metric's unit.", false);
	fputs("# EOF\n", out);
	return code;
}
