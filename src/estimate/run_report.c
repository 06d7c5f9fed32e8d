// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/run_report.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/build.h"
#include "estimate/cell_data.h"
#include "estimate/chunk_estimates.h"
#include "estimate/windows_share.h"

static void cell_free(struct run_report *run, size_t index)
{
	report_free(run->reports[index]);
	cell_data_free(run->parts[index]);
	run->reports[index] = NULL;
	run->parts[index] = NULL;
}

void run_report_free(struct run_report *run)
{
	if (!run)
		return;
	for (size_t i = 0; i < run->count; i++)
		cell_free(run, i);
	free(run->reports);
	free(run->parts);
	free(run->groups);
	free(run->group_of);
	free(run);
}

void run_report_choose(struct run_report *run, size_t index)
{
	struct report *report = take_pointer(run->reports[index]);
	struct run_data *part = take_pointer(run->parts[index]);

	for (size_t i = 0; i < run->count; i++)
		cell_free(run, i);
	run->chosen |= run->count > 1;
	run->count = 1;
	run->reports[0] = report;
	run->parts[0] = part;
	run->data = part ? part : run->data;
	run->groups[0] = run->groups[run->group_of[index]];
	run->groups[0].first = 0;
	run->groups[0].boots = 1;
	run->group_count = 1;
	run->group_of[0] = 0;
}

void cleanup_run_report(struct run_report **run)
{
	run_report_free(*run);
}

bool run_report_has_cells(const struct run_report *run)
{
	return run->count > 1;
}

const struct cell_record *run_report_cell(const struct run_report *run, size_t index)
{
	return index < run->data->cell_count ? &run->data->cells[index] : NULL;
}

bool run_report_cell_failed(const struct run_report *run, size_t index)
{
	const struct cell_record *cell = run_report_cell(run, index);

	return cell && strcmp(cell->state, "failed") == 0;
}

bool run_report_cell_unreached(const struct run_report *run, size_t index)
{
	return (run_report_has_cells(run) || run->chosen) && !run_report_cell_failed(run, index) &&
	       run->reports[index]->result_count == 0;
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

/* Older stores know of none that never answered. */
static bool same_architecture(const struct cell_group *one, const struct cell_group *other)
{
	return !one->architecture || !other->architecture ||
	       same_text(one->architecture, other->architecture);
}

static bool is_boot_of(const struct cell_group *one, const struct cell_group *other)
{
	return same_text(one->target, other->target) && same_text(one->kernel, other->kernel) &&
	       same_text(one->timing, other->timing) && same_architecture(one, other);
}

/* A cell that never answered has no release, and its other boots do. */
static void group_learn(struct cell_group *group, const struct cell_group *of_cell)
{
	group->boots++;
	if (!group->release)
		group->release = of_cell->release;
	if (!group->architecture)
		group->architecture = of_cell->architecture;
}

static struct cell_group group_of_cell(const struct cell_record *cell, size_t index)
{
	return (struct cell_group){
		.target = cell->target,
		.kernel = cell->kernel,
		.release = json_string_value(json_object_get(cell->facts, "release")),
		.architecture = cell->architecture,
		.timing = cell->timing,
		.first = index,
	};
}

/* Of a run that was killed before it had any. */
static const struct cell_group no_cell = { .target = "unknown", .timing = "timed" };

static void add_to_group(struct run_report *run, size_t index)
{
	const struct cell_record *cell = run_report_cell(run, index);
	struct cell_group of_cell = cell ? group_of_cell(cell, index) : no_cell;
	size_t g = 0;

	while (g < run->group_count && !is_boot_of(&run->groups[g], &of_cell))
		g++;
	if (g == run->group_count)
		run->groups[run->group_count++] = of_cell;
	group_learn(&run->groups[g], &of_cell);
	run->group_of[index] = g;
}

size_t cell_group_next(const struct run_report *run, size_t group, size_t after)
{
	for (size_t i = after + 1; i < run->count; i++)
		if (run->group_of[i] == group)
			return i;
	return SIZE_MAX;
}

json_t *cell_group_facts(const struct run_report *run, size_t group)
{
	json_t *facts = NULL;

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && !facts;
	     i = cell_group_next(run, group, i))
		facts = run_data_facts(run->reports[i]->data);
	return facts;
}

/* The report of a run's only cell is of the run itself: there is nothing to take apart. */
static int build_cell(struct run_report *run, struct run_data *data, size_t index,
		      struct error *err)
{
	int code = 0;

	if (data->cell_count > 1)
		code = cell_data_take(data, &data->cells[index], &run->parts[index]);
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compute the report");
	return report_build(run->parts[index] ? run->parts[index] : data, &run->reports[index],
			    err);
}

static int allocate(struct run_report *run)
{
	size_t cells = run->data->cell_count;

	run->count = cells ? cells : 1;
	run->reports = calloc(run->count, sizeof(struct report *));
	run->parts = calloc(run->count, sizeof(struct run_data *));
	run->groups = calloc(run->count, sizeof(*run->groups));
	run->group_of = calloc(run->count, sizeof(*run->group_of));
	if (run->reports && run->parts && run->groups && run->group_of)
		return 0;
	run->count = 0;
	return -ENOMEM;
}

static bool is_unsupported(const struct report_result *result)
{
	return strcmp(result->status, "unsupported") == 0;
}

static bool unsupported_everywhere(const struct run_report *run, const struct report_result *result)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct report_result *other =
		    report_result_find(run->reports[i], result->configuration, result->workload);

		if (other && !is_unsupported(other))
			return false;
	}
	return is_unsupported(result);
}

/* What one kernel lacks another may have; what none has was asked for in vain. */
static void objects_mark(struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		for (size_t r = 0; r < run->reports[i]->result_count; r++) {
			struct report_result *result = &run->reports[i]->results[r];

			result->nowhere = result->look && unsupported_everywhere(run, result);
		}
}

int run_report_build(struct run_data *data, struct run_report **ret_run, struct error *err)
{
	CLEANUP(cleanup_run_report) struct run_report *run = calloc(1, sizeof(*run));
	int code = run ? chunk_estimates_fill(data) : -ENOMEM;

	if (code == 0) {
		run->data = data;
		code = allocate(run);
	}
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compute the report");
	for (size_t i = 0; i < run->count; i++)
		add_to_group(run, i);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = build_cell(run, data, i, err);
	if (code < 0)
		return code;
	objects_mark(run);
	run->windows_share = windows_share(data);
	*ret_run = take_pointer(run);
	return 0;
}
