// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run_view.h"
#include "cli/report/report_output.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "estimate/run_report.h"
#include "words/exact_figures.h"
#include "words/front_page.h"

#include <stdlib.h>
#include <string.h>

/*
 * A look takes no more than this share of the time, and what is timed is only looked at between two
 * blocks: one part in so many.
 */
#define LOOK_SHARE_COUNTED 10
#define LOOK_SHARE_TIMED 50
#define LOOK_TIMED_NS UINT64_C(10000000000)

static void view_say(void *context, const char *line)
{
	struct run_view *view = context;

	progress_say(&view->progress, line);
}

static void view_progress(void *context, const struct run_progress *progress)
{
	struct run_view *view = context;
	char what[PROGRESS_LINE_SIZE], reached[64];

	snprintf(what, sizeof(what), "%s%s%s %s, %s %u%s", progress->cell ? progress->cell : "",
		 progress->cell ? ": " : "", progress->workload, progress->configuration,
		 progress->unit, progress->done + 1,
		 progress_width_format(reached, sizeof(reached), progress->half_width_percent,
				       progress->precision_percent));
	progress_show(&view->progress, deadline_now_ns(), what, progress->fraction,
		      progress->remaining_s);
}

static enum run_stop view_stop(void *context)
{
	struct run_view *view = context;

	switch (stop_signals_count(&view->signals)) {
	case 0:
		return RUN_GO_ON;
	case 1:
		return RUN_STOP_AFTER_WINDOW;
	default:
		return RUN_STOP_NOW;
	}
}

static bool was_told(const struct run_view *view, struct told_figure figure)
{
	for (size_t i = 0; i < view->told_count; i++)
		if (view->told[i].cell == figure.cell &&
		    view->told[i].treatment == figure.treatment)
			return true;
	return false;
}

static void told_keep(struct run_view *view, struct told_figure figure)
{
	struct told_figure *larger =
	    reallocarray(view->told, view->told_count + 1, sizeof(*larger));

	if (!larger)
		return;
	view->told = larger;
	larger[view->told_count++] = figure;
}

/* Of which cell only where there are several that count. */
static void figure_tell(struct run_view *view, const struct run_report *run, size_t index,
			const struct treatment_record *treatment)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	const struct cell_record *cell = run_report_cell(run, index);
	struct told_figure figure = { cell ? cell->id : 0, treatment->id };

	if (was_told(view, figure))
		return;
	if (cell && run_report_has_cells(run))
		text_buffer_add(&line, "%s, ", cell->kernel);
	if (exact_figures_tell(run->reports[index], treatment, &line) <= 0)
		return;
	told_keep(view, figure);
	progress_say(&view->progress, text_buffer_get(&line));
}

static void figures_tell(struct run_view *view, const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		for (size_t t = 0; t < run->data->treatment_count; t++)
			figure_tell(view, run, i, &run->data->treatments[t]);
}

/* As the end of the run will have it, of what there is by now. */
static void page_show(struct run_view *view, const struct run_report *run)
{
	CLEANUP(text_buffer_release) struct text_buffer page = { 0 };
	struct report_options options = report_options_of_stdout(false);

	options.running = true;
	options.width = progress_size(&view->progress).columns;
	if (front_page_tell(run, &options, &page) == 0)
		progress_page(&view->progress, text_buffer_get(&page));
}

static void cleanup_run_data(struct run_data **data)
{
	run_data_free(*data);
}

/* What cannot be looked at now is told at the end. */
static void look(struct run_view *view, const char *run_id)
{
	CLEANUP(cleanup_run_data) struct run_data *data = NULL;
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	struct error ignored;

	if (store_run_load(view->store, run_id, &data, &ignored) < 0)
		return;
	data->goes_on = true;
	if (run_report_build(data, &run, &ignored) < 0)
		return;
	if (view->progress.terminal)
		page_show(view, run);
	else
		figures_tell(view, run);
}

static bool is_moment(const struct run_view *view, const struct run_news *news, uint64_t now_ns)
{
	return view->looks && now_ns >= view->next_look_ns && (news->counted || news->block_ended);
}

static void view_news(void *context, const struct run_news *news)
{
	struct run_view *view = context;
	uint64_t begun_ns = deadline_now_ns(), took_ns;

	if (!is_moment(view, news, begun_ns))
		return;
	look(view, news->run_id);
	took_ns = deadline_now_ns() - begun_ns;
	view->next_look_ns =
	    begun_ns + took_ns * (news->counted ? LOOK_SHARE_COUNTED : LOOK_SHARE_TIMED);
	if (!news->counted && view->next_look_ns < begun_ns + LOOK_TIMED_NS)
		view->next_look_ns = begun_ns + LOOK_TIMED_NS;
}

int run_view_begin(struct run_view *view, const struct study *study, struct run_context *context,
		   struct error *err)
{
	*view =
	    (struct run_view){ .store = context->store, .looks = !study->quiet && !study->micro };
	progress_init(&view->progress, stderr, study->quiet);
	context->say = view_say;
	context->progress = view_progress;
	context->news = view_news;
	context->stop = view_stop;
	context->context = view;
	return stop_signals_catch(&view->signals, err);
}

void run_view_end(struct run_view *view)
{
	progress_end(&view->progress);
}

void run_view_release(struct run_view *view)
{
	stop_signals_release(&view->signals);
	free(view->told);
}
