// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include <string.h>
#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "words/phrases.h"
#include "formats/json_fields.h"
#include "words/terminal.h"

#define SHORT_ID_LENGTH 8

static const struct table_column run_columns[] = {
	{ "Run", 0, false },   { "Started", 0, false }, { "Study", 0, true },
	{ "Kernel", 0, true }, { "Samples", 0, false }, { "State", 0, false },
	{ "Label", 0, true },
};

static const char *state_of(const struct run_record *run)
{
	if (run->interrupted)
		return "interrupted";
	/* NaN: nothing has closed it. */
	return run->duration_s >= 0 ? "done" : "unfinished";
}

static void add_run(struct table *table, const struct run_summary *summary)
{
	const struct run_record *run = &summary->run;
	size_t row = table_add_row(table);
	char started[ISO_TIME_LENGTH];

	format_iso_time(run->started_s, started);
	table_set(table, row, 0, "%.*s", SHORT_ID_LENGTH, run->id);
	table_set(table, row, 1, "%s", started);
	table_set(table, row, 2, "%s", run->study_name);
	if (summary->release)
		table_set(table, row, 3, "%s", summary->release);
	table_set(table, row, 4, "%llu", (unsigned long long)summary->sample_count);
	table_set(table, row, 5, "%s", state_of(run));
	if (run->label)
		table_set(table, row, 6, "%s", run->label);
}

static int print_runs(const struct run_summary *runs, size_t count, struct error *err)
{
	struct report_options options = report_options_of_stdout(false);
	struct table *table = table_new(NULL, run_columns, ARRAY_SIZE(run_columns));
	int code = 0;

	for (size_t i = 0; table && i < count; i++)
		add_run(table, &runs[i]);
	if (terminal_put_table(table, stdout, &options) < 0)
		code = error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot list the runs");
	table_free(table);
	return code;
}

static json_t *run_to_json(const struct run_summary *summary)
{
	const struct run_record *run = &summary->run;
	json_t *object = json_object();

	json_put_run_name(object, run->id, run->label, run->started_s);
	json_put_text(object, "study", run->study_name);
	json_put_text(object, "kernel", summary->release);
	json_object_set_new(object, "samples", json_integer((json_int_t)summary->sample_count));
	json_put_text(object, "state", state_of(run));
	return object;
}

static int print_runs_json(const struct run_summary *runs, size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (json_element_put(run_to_json(&runs[i]), i, stdout) < 0)
			return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot list the runs");
	json_array_end(count, stdout);
	return 0;
}

static int print_in_format(const char *format, const struct run_summary *runs, size_t count,
			   struct error *err)
{
	if (!format || strcmp(format, "text") == 0)
		return print_runs(runs, count, err);
	if (strcmp(format, "json") == 0)
		return print_runs_json(runs, count, err);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "--format: runs are listed as text or json, not as %s", format);
}

/* A reader that has seen enough closes the pipe: that is no error. */
static int flush_output(struct error *err)
{
	if (fflush(stdout) == 0 || errno == EPIPE)
		return 0;
	return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot write the list of runs");
}

int cmd_list_runs(const struct reading *options)
{
	CLEANUP_STORE struct store *store = NULL;
	struct run_summary *runs = NULL;
	struct error err;
	size_t count = 0;
	int code = store_open_option(options, &store, &err);

	stdout_allow_closed_pipe();
	if (code == 0)
		code = store_run_list(store, &runs, &count, &err);
	if (code == 0)
		code = print_in_format(options->format, runs, count, &err);
	if (code == 0)
		code = flush_output(&err);
	run_summaries_free(runs, count);
	return code < 0 ? fail_with(&err) : 0;
}
