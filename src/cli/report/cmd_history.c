// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include <string.h>
#include "cli/report/gnuplot.h"
#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "common/file.h"
#include "common/text.h"
#include "compare/history.h"
#include "compare/history_changes.h"
#include "compare/history_print.h"

static void cleanup_history(struct history **history)
{
	history_free(*history);
}

static int add_run(struct store *store, const char *id, struct history *history, struct error *err)
{
	struct run_data *data = NULL;
	struct run_report *report = NULL;
	int code = store_run_load(store, id, &data, err);

	if (code == 0)
		code = run_report_build(data, &report, err);
	if (code == 0)
		code = history_add(history, report, err);
	run_report_free(report);
	run_data_free(data);
	return code;
}

/* The list begins with the newest run, a history with the oldest. */
static int add_runs(struct store *store, struct history *history, struct error *err)
{
	struct run_summary *runs = NULL;
	size_t count = 0;
	int code = store_run_list(store, &runs, &count, err);

	for (size_t i = count; i > 0 && code == 0; i--)
		code = add_run(store, runs[i - 1].run.id, history, err);
	run_summaries_free(runs, count);
	return code;
}

/* The configuration that somebody meant, or NULL: every one that there is, in an own history. */
static int refuse_pattern(struct store *store, const char *pattern, struct error *err)
{
	CLEANUP(cleanup_history) struct history *all = NULL;
	CLEANUP_FREE const char **names = NULL;
	const char *nearest;
	int code = history_new(NULL, NULL, &all, err);

	if (code == 0)
		code = add_runs(store, all, err);
	if (code < 0)
		return code;
	names = calloc(all->series_count + 1, sizeof(*names));
	for (size_t i = 0; names && i < all->series_count; i++)
		names[i] = all->series[i].configuration;
	nearest = names ? text_nearest(pattern, names, all->series_count) : NULL;
	return error_set(err, ERROR_USAGE, ENOENT,
			 "'%.80s' fits no configuration of %zu runs%s%s%s", pattern,
			 history_run_total(all), nearest ? "; did you mean '" : "",
			 nearest ? nearest : "; `bpftax history` shows them", nearest ? "'?" : "");
}

static int build(const struct reading *options, struct store *store, const char *pattern,
		 struct history **ret_history, struct error *err)
{
	char newest[RUN_ID_LENGTH + 1];
	int code = history_new(pattern, options->metric, ret_history, err);

	if (code == 0)
		code = store_run_find(store, NULL, newest, err); /* says that there is none */
	if (code == 0)
		code = add_runs(store, *ret_history, err);
	if (code < 0)
		return code;
	if ((*ret_history)->series_count == 0 && pattern)
		return refuse_pattern(store, pattern, err);
	return history_finish(*ret_history, err);
}

/* What a figure can be of: the one series that has a run. */
static int find_drawn(const struct history *history, const struct history_series **ret_series,
		      struct error *err)
{
	const struct history_series *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < history->series_count; i++) {
		if (history->series[i].point_count == 0)
			continue;
		found = &history->series[i];
		count++;
	}
	if (count == 0)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--figure: no run has measured this configuration");
	if (count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--figure draws one configuration under one workload, and %zu are "
				 "meant; one of them is '%.40s/%.80s'",
				 count, found->workload, found->configuration);
	*ret_series = found;
	return 0;
}

static int draw(const struct reading *options, const struct history *history, struct error *err)
{
	const struct history_series *series = NULL;
	CLEANUP_FREE char *commands = NULL;
	CLEANUP_FREE char *title = NULL;
	CLEANUP_FREE char *description = NULL;
	size_t length;
	FILE *out;
	int code = find_drawn(history, &series, err);

	if (code < 0)
		return code;
	title = file_path("%s/%s", series->workload, series->configuration);
	description = file_path("what tracing cost in %zu runs, whose level changed %zu times",
				series->point_count, series->change_count);
	out = open_memstream(&commands, &length);
	if (!title || !description || !out || history_figure(history, series, out) < 0 ||
	    fclose(out) != 0)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot draw the figure");
	return gnuplot_draw(commands, length, title, description, NULL, options->figure, err);
}

static int print(const struct reading *options, const struct history *history, struct error *err)
{
	struct report_options output = report_options_of_stdout(false);
	int code;

	stdout_allow_closed_pipe();
	code = history_print(history, options->format, stdout, &output);
	return code < 0 ? error_errno(err, ERROR_ENVIRONMENT, -code, "cannot print the history")
			: 0;
}

int cmd_history(const struct reading *options, int argc, char **argv)
{
	CLEANUP_STORE struct store *store = NULL;
	CLEANUP(cleanup_history) struct history *history = NULL;
	struct error err = { 0 };
	int code = store_open_option(options, &store, &err);

	if (code == 0)
		code = build(options, store, argc ? argv[0] : NULL, &history, &err);
	if (code == 0 && options->figure)
		code = draw(options, history, &err);
	if (code == 0)
		code = print(options, history, &err);
	return code < 0 ? fail_with(&err) : 0;
}
