// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/atlas_build.h"
#include "estimate/atlas_order.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct atlas *atlas_new(const struct atlas_filter *filter)
{
	struct atlas *atlas = calloc(1, sizeof(*atlas));

	if (atlas)
		atlas->filter = *filter;
	return atlas;
}

void atlas_free(struct atlas *atlas)
{
	if (!atlas)
		return;
	text_pool_release(&atlas->texts);
	free(atlas->runs);
	free(atlas->kernels);
	free(atlas->rows);
	free(atlas->figures);
	free(atlas->places);
	free(atlas);
}

/* Texts of the pool are the same where their pointers are.  NULL stays NULL. */
static int keep(struct atlas *atlas, const char *text, const char **ret_kept)
{
	*ret_kept = text ? text_pool_keep(&atlas->texts, text, strlen(text)) : NULL;
	return text && !*ret_kept ? -ENOMEM : 0;
}

/* One more zeroed element at the end; arrays grow by doubling.  NULL without memory. */
static void *grow(void *array, size_t *count, size_t size)
{
	void *larger =
	    *count & (*count - 1) ? array : reallocarray(array, *count ? 2 * *count : 1, size);

	if (larger)
		memset((char *)larger + (*count)++ * size, 0, size);
	return larger;
}

/*
 * The flavour of a release: what follows its version, "cloud-amd64" of
 * "6.1.0-56-cloud-amd64".  Parts that begin with a digit, and rcN, are still the version.
 */
static const char *flavour_of(const char *release)
{
	const char *part = strchr(release, '-');

	while (part && (strchr("0123456789", part[1]) || !strncmp(part, "-rc", 3)))
		part = strchr(part + 1, '-');
	return part ? part + 1 : "";
}

static int kernel_fill(struct atlas *atlas, struct atlas_kernel *kernel, const char *release,
		       const struct cell_record *cell)
{
	const char *package = json_string_value(json_object_get(cell->facts, "kernel_package"));
	int code = keep(atlas, release, &kernel->release);

	if (!code)
		code = keep(atlas, cell->architecture, &kernel->architecture);
	if (!code)
		code = keep(atlas, package, &kernel->package);
	return code ? code : keep(atlas, flavour_of(release), &kernel->flavour);
}

/* The cell's kernel: 0, -ENOMEM, or -ENOENT where it never said which it is. */
static int kernel_find(struct atlas *atlas, const struct cell_record *cell, size_t *ret_kernel)
{
	const char *release = json_string_value(json_object_get(cell->facts, "release"));
	struct atlas_kernel *kernels;

	if (!release || !cell->architecture)
		return -ENOENT;
	for (size_t i = 0; i < atlas->kernel_count; i++)
		if (!strcmp(atlas->kernels[i].release, release) &&
		    !strcmp(atlas->kernels[i].architecture, cell->architecture)) {
			*ret_kernel = i;
			return 0;
		}
	kernels = grow(atlas->kernels, &atlas->kernel_count, sizeof(*kernels));
	if (!kernels)
		return -ENOMEM;
	atlas->kernels = kernels;
	*ret_kernel = atlas->kernel_count - 1;
	return kernel_fill(atlas, &kernels[*ret_kernel], release, cell);
}

/* The first one that is measured of an architecture is the newest: others are held against it. */
static void tools_settle(struct atlas *atlas, struct atlas_figure *figure)
{
	const char *architecture = atlas->kernels[figure->kernel].architecture;
	struct atlas_tools *newest = NULL;

	for (size_t i = 0; i < atlas->kernel_count && !newest; i++)
		if (atlas->kernels[i].architecture == architecture &&
		    (atlas->kernels[i].tools.agent || atlas->kernels[i].tools.qemu))
			newest = &atlas->kernels[i].tools;
	if (!newest)
		newest = &figure->tools;
	atlas->kernels[figure->kernel].tools = *newest;
	figure->other_tools =
	    figure->tools.agent != newest->agent || figure->tools.qemu != newest->qemu;
}

/* What a result is of, before it is known whether it is wanted. */
struct source {
	const struct run_report *run;
	const struct cell_record *cell;
	const struct report_result *result;
	size_t kernel;
};

static bool is_wanted(const struct word_list *list, const char *word)
{
	return !list || !list->count || word_list_has(list, word);
}

static bool result_counts(const struct atlas *atlas, const struct report_result *result)
{
	return result->role == ROLE_TREATMENT && result->record && !result->record->statistics &&
	       workload_kind_of(result->workload) == WORKLOAD_EVENT &&
	       is_wanted(atlas->filter.programs, result->record->program);
}

/* The function or tracepoint, without the offset at which a kernel's own code has room. */
static int hook_keep(struct atlas *atlas, const struct source *source, const char **ret_hook)
{
	const struct run_data *data = source->run->data;
	const struct configuration_record *record = source->result->record;

	for (size_t i = 0; i < data->visit_count; i++) {
		const struct visit_record *visit = &data->visits[i];

		if (visit->cell != source->cell->id || strcmp(visit->state, "kept") != 0 ||
		    strcmp(visit->mechanism, record->mechanism) != 0 ||
		    strcmp(visit->program, record->program) != 0)
			continue;
		*ret_hook = text_pool_keep(&atlas->texts, visit->hook, strcspn(visit->hook, "+"));
		return *ret_hook ? 0 : -ENOMEM;
	}
	*ret_hook = NULL;
	return 0;
}

/* What was asked for, where nothing was measured; else what was there. */
static const char *trigger_of(const struct source *source)
{
	return report_result_measured(source->result)
		   ? source->result->micro.trigger
		   : json_string_value(json_object_get(source->run->data->run.study, "trigger"));
}

static int row_keep(struct atlas *atlas, const struct source *source, struct atlas_row *ret_row)
{
	const struct configuration_record *record = source->result->record;
	int code = keep(atlas, record->mechanism, &ret_row->mechanism);

	if (!code)
		code = keep(atlas, record->program, &ret_row->program);
	if (!code)
		code = keep(atlas, trigger_of(source), &ret_row->trigger);
	if (!code && report_result_measured(source->result))
		code = hook_keep(atlas, source, &ret_row->hook);
	return code;
}

static size_t row_find(const struct atlas *atlas, const struct atlas_row *row)
{
	for (size_t i = 0; i < atlas->row_count; i++)
		if (!memcmp(&atlas->rows[i], row, sizeof(*row)))
			return i;
	return SIZE_MAX;
}

static int row_add(struct atlas *atlas, const struct atlas_row *row, size_t *ret_row)
{
	struct atlas_row *rows;

	*ret_row = row_find(atlas, row);
	if (*ret_row != SIZE_MAX)
		return 0;
	rows = grow(atlas->rows, &atlas->row_count, sizeof(*rows));
	if (!rows)
		return -ENOMEM;
	atlas->rows = rows;
	*ret_row = atlas->row_count - 1;
	rows[*ret_row] = *row;
	return 0;
}

/* Of the run that is being added, and no other. */
static int run_find(struct atlas *atlas, const struct run_record *run, size_t *ret_run)
{
	struct atlas_run *runs, *own;
	int code;

	*ret_run = atlas->run_count - 1;
	if (atlas->run_count && !strcmp(atlas->runs[*ret_run].id, run->id))
		return 0;
	runs = grow(atlas->runs, &atlas->run_count, sizeof(*runs));
	if (!runs)
		return -ENOMEM;
	atlas->runs = runs;
	*ret_run = atlas->run_count - 1;
	own = &runs[*ret_run];
	own->started_s = run->started_s;
	code = keep(atlas, run->id, &own->id);
	if (!code)
		code = keep(atlas, run->label, &own->label);
	return code ? code : keep(atlas, run->version, &own->version);
}

/* What is taken already of this place; NULL: nothing. */
static struct atlas_figure *figure_find(struct atlas *atlas, size_t row, size_t kernel)
{
	for (size_t i = 0; i < atlas->figure_count; i++)
		if (atlas->figures[i].row == row && atlas->figures[i].kernel == kernel)
			return &atlas->figures[i];
	return NULL;
}

static int tools_keep(struct atlas *atlas, const json_t *facts, struct atlas_tools *ret_tools)
{
	const char *agent = json_string_value(json_object_get(facts, "agent_sha256"));
	int code = keep(atlas, agent, &ret_tools->agent);

	return code ? code
		    : keep(atlas, json_string_value(json_object_get(facts, "qemu")),
			   &ret_tools->qemu);
}

static void number_take(const struct report_result *result, struct atlas_figure *figure)
{
	const struct report_micro *micro = &result->micro;

	figure->instructions = result->effects[METRIC_EVENT_INSTRUCTIONS].absolute.estimate;
	figure->least = micro->least;
	figure->most = micro->most;
	figure->agreeing = micro->agreeing;
	figure->chunks = micro->chunks;
	figure->linear = micro->holds;
}

/* Another boot of the same run: what both have seen. */
static void boot_take(const struct report_result *result, struct atlas_figure *figure)
{
	const struct report_micro *micro = &result->micro;

	figure->least = fmin(figure->least, micro->least);
	figure->most = fmax(figure->most, micro->most);
	figure->agreeing += micro->agreeing;
	figure->chunks += micro->chunks;
	figure->linear &= micro->holds;
}

static int figure_fill(struct atlas *atlas, const struct source *source,
		       struct atlas_figure *figure)
{
	const struct report_result *result = source->result;
	int code = keep(atlas, result->status, &figure->status);

	figure->instructions = figure->step = NAN;
	if (!code)
		code = run_find(atlas, &source->run->data->run, &figure->run);
	if (!code)
		code = tools_keep(atlas, source->cell->facts, &figure->tools);
	if (code)
		return code;
	if (!report_result_measured(result))
		return keep(atlas, result->reason, &figure->reason);
	number_take(result, figure);
	tools_settle(atlas, figure);
	return 0;
}

static int figure_add(struct atlas *atlas, const struct source *source)
{
	struct atlas_row row = { 0 };
	struct atlas_figure *figure, *figures;
	size_t at = 0;
	int code = row_keep(atlas, source, &row);

	if (!code)
		code = row_add(atlas, &row, &at);
	if (code)
		return code;
	figure = figure_find(atlas, at, source->kernel);
	if (figure) {
		if (atlas_is_measured(figure) &&
		    !strcmp(atlas->runs[figure->run].id, source->run->data->run.id))
			boot_take(source->result, figure);
		return 0;
	}
	figures = grow(atlas->figures, &atlas->figure_count, sizeof(*figures));
	if (!figures)
		return -ENOMEM;
	atlas->figures = figures;
	figure = &figures[atlas->figure_count - 1];
	figure->row = at;
	figure->kernel = source->kernel;
	return figure_fill(atlas, source, figure);
}

/* A number that is none is no figure of ours: timed cells, and what was never counted. */
static bool has_figure(const struct report_result *result)
{
	return !report_result_measured(result) ||
	       report_effect_present(&result->effects[METRIC_EVENT_INSTRUCTIONS]);
}

/* Somebody's object: another one may call its program the same. */
static bool is_of_object(const struct report_result *result)
{
	return result->record && result->record->of_object;
}

static int cell_add(struct atlas *atlas, const struct run_report *run, size_t index)
{
	const struct report *report = run->reports[index];
	struct source source = { .run = run, .cell = run_report_cell(run, index) };
	int code;

	if (!source.cell || strcmp(source.cell->timing, "counted") != 0 ||
	    !is_wanted(atlas->filter.architectures, source.cell->architecture))
		return 0;
	code = kernel_find(atlas, source.cell, &source.kernel);
	for (size_t i = 0; i < report->result_count && !code; i++) {
		source.result = &report->results[i];
		if (result_counts(atlas, source.result) && has_figure(source.result) &&
		    !is_of_object(source.result))
			code = figure_add(atlas, &source);
	}
	return code == -ENOENT ? 0 : code;
}

int atlas_add(struct atlas *atlas, const struct run_report *run)
{
	int code = 0;

	for (size_t i = 0; i < run->count && !code; i++)
		code = cell_add(atlas, run, i);
	return code;
}

static void runs_count(struct atlas *atlas)
{
	for (size_t i = 0; i < atlas->figure_count; i++)
		atlas->runs[atlas->figures[i].run].figures += atlas_is_measured(&atlas->figures[i]);
}

int atlas_finish(struct atlas *atlas)
{
	int code = atlas_order(atlas);

	runs_count(atlas);

	if (!code)
		code = atlas_places_find(atlas);
	if (!code)
		atlas_steps_find(atlas);
	return code;
}
