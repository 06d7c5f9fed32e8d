// SPDX-License-Identifier: GPL-2.0-or-later
/* Fetching kernels, and counting in them. */
#include "cli/bisect/bisect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "cli/note.h"
#include "cli/run_view.h"
#include "common/cleanup.h"
#include "common/sha256.h"
#include "common/text.h"
#include "estimate/run_report.h"
#include "run/jobs.h"
#include "run/run.h"
#include "study/options.h"
#include "target/kernel_fetch.h"
#include "target/kernel_package.h"

/* After so many batches of which nothing could be measured there is more wrong than a kernel. */
#define BARREN_MOST 3

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int interrupted(struct error *err)
{
	return error_set(err, ERROR_RESULT, EINTR, "interrupted");
}

int bisect_begin(struct bisect *bisect, struct error *err)
{
	const struct run_helper *helper =
	    run_helper_find(&bisect->context, bisect->architecture->name);
	size_t count = bisect->gate->count * bisect->range->count;
	int code = stop_signals_catch(&bisect->signals, err);

	if (code < 0) {
		bisect->signals.fd = -1;
		return code;
	}
	bisect->points = calloc(count, sizeof(*bisect->points));
	bisect->notes = calloc(count, sizeof(*bisect->notes));
	if (!bisect->points || !bisect->notes)
		return out_of_memory(err);
	for (size_t i = 0; i < count; i++)
		bisect->points[i].series = bisect->range->kernels[i % bisect->range->count].series;
	bisect->jobs = jobs_of(bisect->study);
	return file_sha256(helper->agent_path, bisect->agent_sha256, err);
}

void bisect_end(struct bisect *bisect)
{
	size_t count = bisect->gate->count * bisect->range->count;

	if (bisect->signals.fd >= 0)
		stop_signals_release(&bisect->signals);
	for (size_t i = 0; bisect->notes && i < count; i++)
		free(bisect->notes[i].reason);
	free(bisect->notes);
	free(bisect->points);
	text_words_free(bisect->triggers, bisect->trigger_count);
	free(bisect->emulator);
}

static void say(void *context, const char *line)
{
	const struct bisect *bisect = context;

	if (!bisect->study->quiet)
		note_line(stderr, "%s", line);
}

static bool stopping(void *context)
{
	struct bisect *bisect = context;

	return stop_signals_count(&bisect->signals) > 0;
}

static int in_cache(const struct architecture *architecture, const struct kernel_notify *notify,
		    const char *name, struct error *err)
{
	CLEANUP_FREE char *directory = NULL;
	int code = kernel_package_find(architecture, name, &directory, err);

	if (code == -ENOENT && !notify_stopping(notify))
		code = kernel_fetch(architecture, name, notify, &directory, err);
	return code;
}

/* 0: it is in the cache; -EINTR; or it cannot be had, which has become its point's reason. */
static int fetch(struct bisect *bisect, size_t kernel, struct error *err)
{
	const struct kernel_notify notify = { say, bisect, stopping, bisect };
	const char *name = bisect->range->kernels[kernel].name;
	int code = stopping(bisect) ? 0 : in_cache(bisect->architecture, &notify, name, err);

	if (stopping(bisect))
		return interrupted(err);
	if (code < 0 && bisect_give_up(bisect, kernel, err->text) < 0)
		return out_of_memory(err);
	return code;
}

static int kernels_set(struct bisect *bisect, const size_t *kernels, size_t count,
		       struct error *err)
{
	CLEANUP_FREE const char **names = calloc(count, sizeof(*names));
	CLEANUP_FREE char *joined = NULL;

	for (size_t i = 0; names && i < count; i++)
		names[i] = bisect->range->kernels[kernels[i]].name;
	joined = names ? text_join(names, count, ",") : NULL;
	if (!joined)
		return out_of_memory(err);
	return option_set(option_find("kernel", OPTION_FOR_MICRO), joined, bisect->study, err);
}

static int run_cells(struct bisect *bisect, const struct cell_list *cells,
		     struct run_outcome *outcome, struct error *err)
{
	struct run_context *context = &bisect->context;
	struct run_view view;
	int code = run_view_begin(&view, bisect->study, context, err);

	if (code < 0)
		return code;
	code = run_study(bisect->study, cells, context, outcome, err);
	run_view_end(&view);
	run_view_release(&view);
	return outcome->interrupted ? interrupted(err) : code;
}

static int report_take(struct bisect *bisect, struct run_data *data, struct error *err)
{
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	int code = run_report_build(data, &run, err);

	for (size_t i = 0; !code && i < run->count; i++) {
		const struct cell_record *cell = run_report_cell(run, i);

		code = bisect_take(bisect, run, i, false);
		bisect->measured += cell && !cell->reason;
	}
	return code < 0 ? out_of_memory(err) : 0;
}

static int results_take(struct bisect *bisect, const char *run_id, struct error *err)
{
	struct run_data *data;
	int code = store_run_load(bisect->context.store, run_id, &data, err);

	if (code < 0)
		return code;
	code = report_take(bisect, data, err);
	run_data_free(data);
	return code;
}

static const char *cell_reason(const struct run_data *data, const char *kernel)
{
	for (size_t i = 0; i < data->cell_count; i++)
		if (data->cells[i].kernel && !strcmp(data->cells[i].kernel, kernel))
			return data->cells[i].reason;
	return NULL;
}

/* Those that the run says nothing of: by what it says of their cells, or of itself. */
static int missing_give_up(struct bisect *bisect, const char *run_id, const size_t *kernels,
			   size_t count, const struct error *why, struct error *err)
{
	struct run_data *data = NULL;
	int code = 0;

	if (*run_id && store_run_load(bisect->context.store, run_id, &data, NULL) < 0)
		data = NULL;
	for (size_t i = 0; i < count && !code; i++) {
		const char *reason =
		    data ? cell_reason(data, bisect->range->kernels[kernels[i]].name) : NULL;

		code = bisect_give_up(bisect, kernels[i],
				      reason	  ? reason
				      : why->kind ? why->text
						  : "its guest said nothing of it");
	}
	if (data)
		run_data_free(data);
	return code < 0 ? out_of_memory(err) : 0;
}

static int count_in(struct bisect *bisect, const size_t *kernels, size_t count, struct error *err)
{
	struct cell_list cells;
	struct run_outcome outcome = { 0 };
	struct error why = { 0 };
	int code = kernels_set(bisect, kernels, count, err);

	if (!code)
		code = cells_make(bisect->study, &cells, err);
	if (code < 0)
		return code;
	code = run_cells(bisect, &cells, &outcome, &why);
	cells_free(&cells);
	if (*outcome.run_id && results_take(bisect, outcome.run_id, err) < 0)
		return -EIO;
	if (code == -EINTR) {
		*err = why;
		return code;
	}
	return missing_give_up(bisect, outcome.run_id, kernels, count, &why, err);
}

/* Whether any of these was looked at; the first that was not has the reason. */
static bool any_seen(const struct bisect *bisect, const size_t *kernels, size_t count,
		     const char **ret_reason)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t r = 0; r < bisect->gate->count; r++) {
			size_t index = r * bisect->range->count + kernels[i];

			if (bisect->points[index].state != STEP_UNUSABLE)
				return true;
			*ret_reason = bisect->notes[index].reason;
		}
	}
	return false;
}

static int barren_check(struct bisect *bisect, const size_t *kernels, size_t count,
			struct error *err)
{
	const char *reason = NULL;

	bisect->barren = any_seen(bisect, kernels, count, &reason) ? 0 : bisect->barren + 1;
	if (bisect->barren < BARREN_MOST)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, EIO,
			 "%u times in a row no kernel could be measured; the last: %.300s",
			 bisect->barren, reason ? reason : "");
}

int bisect_measure(struct bisect *bisect, const size_t *wanted, size_t count, struct error *err)
{
	CLEANUP_FREE size_t *fetched = calloc(count, sizeof(*fetched));
	size_t fetched_count = 0;
	int code = 0;

	if (!fetched)
		return out_of_memory(err);
	for (size_t i = 0; i < count && code != -EINTR; i++) {
		code = fetch(bisect, wanted[i], err);
		if (!code)
			fetched[fetched_count++] = wanted[i];
	}
	if (code == -EINTR || code == -ENOMEM)
		return code;
	code = fetched_count ? count_in(bisect, fetched, fetched_count, err) : 0;
	return code < 0 ? code : barren_check(bisect, wanted, count, err);
}
