// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as OpenMetrics text, version 1.0.0: one family a metric, with the labels
 * configuration, workload and statistic (estimate, low, high); effects the same way.  Of several
 * cells each has its number as a label `cell`, and bpftax_cell says what that is.
 */
#include "formats/formats.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/escape.h"
#include "words/sentences.h"

static const char *const status_words[] = { "measured", "unsupported", "no-workload", "not-fired",
					    "failed" };

/* NAME="text", after `before`. */
static int put_label(FILE *out, const char *before, const char *name, const char *text)
{
	CLEANUP_FREE char *escaped = escape_label(text ? text : "");

	if (!escaped)
		return -ENOMEM;
	fprintf(out, "%s%s=\"%s\"", before, name, escaped);
	return 0;
}

/* What stands in each line of a cell's: its number, where there are several. */
struct line {
	FILE *out;
	const char *family;
	const struct cell_record *cell; /* NULL: the only one */
};

static int put_result_labels(const struct line *line, const struct report_result *result)
{
	int code;

	fprintf(line->out, "%s{", line->family);
	if (line->cell)
		fprintf(line->out, "cell=\"%u\",", line->cell->number);
	code = put_label(line->out, "", "configuration", result->configuration);
	return code < 0 ? code : put_label(line->out, ",", "workload", result->workload);
}

/* A line for each result of the run. */
static int put_results(const struct run_report *run, FILE *out, const char *family,
		       int (*put)(const struct line *line, const struct report_result *result,
				  int what),
		       int what)
{
	struct line line = { out, family, NULL };
	int code = 0;

	for (size_t c = 0; c < run->count; c++) {
		const struct report *report = run->reports[c];

		line.cell = run_report_has_cells(run) ? run_report_cell(run, c) : NULL;
		for (size_t i = 0; i < report->result_count && code == 0; i++)
			code = put(&line, &report->results[i], what);
	}
	return code;
}

static int put_run(const struct run_record *run, FILE *out)
{
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

static int put_cell(const struct run_report *run, FILE *out, size_t cell)
{
	const struct cell_record *record = run_report_cell(run, cell);
	const struct cell_group *group = &run->groups[run->group_of[cell]];
	int code;

	fprintf(out, "bpftax_cell_info{cell=\"%u\",boot=\"%u\"", record->number, record->boot);
	code = put_label(out, ",", "kernel", record->kernel);
	if (code == 0)
		code = put_label(out, ",", "release", group->release);
	if (code == 0)
		code = put_label(out, ",", "architecture", record->architecture);
	if (code == 0)
		code = put_label(out, ",", "target", record->target);
	if (code == 0)
		code = put_label(out, ",", "timing", record->timing);
	if (code == 0)
		code = put_label(out, ",", "state", record->state);
	fputs("} 1\n", out);
	return code;
}

static int put_cells(const struct run_report *run, FILE *out)
{
	int code = 0;

	if (!run_report_has_cells(run) && !cell_missing(run, 0))
		return 0;
	fputs("# TYPE bpftax_cell info\n# HELP bpftax_cell Where it was measured.\n", out);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = put_cell(run, out, i);
	return code;
}

/* One line a status, as a state set has it. */
static int put_status(const struct line *line, const struct report_result *result, int what)
{
	(void)what;
	for (size_t i = 0; i < ARRAY_SIZE(status_words); i++) {
		int code = put_result_labels(line, result);

		if (code < 0)
			return code;
		fprintf(line->out, ",bpftax_result_status=\"%s\"} %d\n", status_words[i],
			strcmp(result->status, status_words[i]) == 0);
	}
	return 0;
}

static int put_statuses(const struct run_report *run, FILE *out)
{
	fputs("# TYPE bpftax_result_status stateset\n"
	      "# HELP bpftax_result_status What became of a configuration.\n",
	      out);
	return put_results(run, out, "bpftax_result_status", put_status, 0);
}

/* metric: the label of an effect, or NULL for a metric, whose family says it. */
static int put_number(const struct line *line, const struct report_result *result,
		      const char *metric, const char *statistic, double value)
{
	int code;

	if (!isfinite(value))
		return 0;
	code = put_result_labels(line, result);
	if (metric)
		fprintf(line->out, ",metric=\"%s\"", metric);
	fprintf(line->out, ",statistic=\"%s\"} %.10g\n", statistic, value);
	return code;
}

static int put_interval(const struct line *line, const struct report_result *result,
			const char *metric, const struct interval *interval)
{
	int code = put_number(line, result, metric, "estimate", interval->estimate);

	if (code == 0)
		code = put_number(line, result, metric, "low", interval->low);
	return code < 0 ? code : put_number(line, result, metric, "high", interval->high);
}

static bool family_present(const struct run_report *run, enum metric metric)
{
	for (size_t c = 0; c < run->count; c++)
		for (size_t i = 0; i < run->reports[c]->result_count; i++)
			if (report_metric_present(&run->reports[c]->results[i].metrics[metric]))
				return true;
	return false;
}

/* Whether any nanoseconds of the run are an emulator's. */
static bool is_emulated(const struct run_report *run)
{
	for (size_t c = 0; c < run->count; c++)
		if (report_warning(run->reports[c]))
			return true;
	return false;
}

static int put_value(const struct line *line, const struct report_result *result, int metric)
{
	const struct report_metric *value = &result->metrics[metric];

	return report_metric_present(value) ? put_interval(line, result, NULL, &value->interval)
					    : 0;
}

/* A family without a value is left out. */
static int put_metric(const struct run_report *run, FILE *out, enum metric metric)
{
	const struct metric_info *info = &metric_infos[metric];
	char family[64];

	if (!family_present(run, metric))
		return 0;
	snprintf(family, sizeof(family), "bpftax_%s", info->name);
	fprintf(out, "# TYPE %s gauge\n# HELP %s In %s%s.\n", family, family, info->unit,
		is_emulated(run) && strcmp(info->unit, "ns") == 0 ? ", of an emulated CPU" : "");
	return put_results(run, out, family, put_value, metric);
}

static int put_result_effects(const struct line *line, const struct report_result *result,
			      int percent)
{
	int code = 0;

	for (int m = 0; m < METRIC_COUNT && code == 0; m++) {
		const struct effect *effect = &result->effects[m];

		if (report_effect_present(effect))
			code = put_interval(line, result, metric_infos[m].name,
					    percent ? &effect->percent : &effect->absolute);
	}
	return code;
}

static int put_effects(const struct run_report *run, FILE *out, const char *family,
		       const char *help, bool percent)
{
	fprintf(out, "# TYPE %s gauge\n# HELP %s %s\n", family, family, help);
	return put_results(run, out, family, put_result_effects, percent);
}

int openmetrics_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code = put_run(&run->data->run, out);

	(void)options;
	if (code == 0)
		code = put_cells(run, out);
	if (code == 0)
		code = put_statuses(run, out);
	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		code = put_metric(run, out, metric);
	if (code == 0)
		code = put_effects(run, out, "bpftax_effect_percent",
				   "Against the baseline, in percent.", true);
	if (code == 0)
		code = put_effects(run, out, "bpftax_effect_absolute",
				   "Against the baseline, in the metric's unit.", false);
	fputs("# EOF\n", out);
	return code;
}
