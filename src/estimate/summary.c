// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/summary.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/configurations.h"
#include "estimate/kernel_image.h"
#include "estimate/summary_figure.h"

/* One row, as it is filled. */
struct filling {
	const struct run_report *run;
	const struct summary_kernel *kernel;
	const struct configuration_record *plain, *statistics; /* NULL: not measured so */
};

static bool is_counted(const struct cell_group *group)
{
	return strcmp(group->timing, "counted") == 0;
}

/* The first report of the group that has a workload of this kind, and its name. */
static const char *workload_in_group(const struct run_report *run, size_t group,
				     enum workload_kind kind, size_t *ret_cell)
{
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		for (size_t w = 0; w < run->reports[i]->workload_count; w++) {
			const char *name = run->reports[i]->workloads[w].name;

			*ret_cell = i;
			if (workload_kind_of(name) == kind)
				return name;
		}
	return NULL;
}

/* What the direct cost is read off: one operation after the other, or the event alone. */
static const char *direct_workload(const struct run_report *run, size_t group, size_t *ret_cell)
{
	const char *direct = workload_in_group(run, group, WORKLOAD_DIRECT, ret_cell);

	return direct ? direct : workload_in_group(run, group, WORKLOAD_EVENT, ret_cell);
}

static struct summary_figure direct_of(const struct run_report *run, size_t group,
				       const struct configuration_record *configuration)
{
	size_t cell = 0;
	const char *workload = group == SIZE_MAX ? NULL : direct_workload(run, group, &cell);
	enum metric metric;

	if (!workload || !configuration)
		return summary_figure_none(METRIC_OPERATION_NS);
	metric = metric_primary(workload);
	if (is_counted(&run->groups[group]))
		metric = metric_counted(metric);
	return summary_figure_of(run, group, configuration->name, workload, metric);
}

/* An event alone is no operation that a cost could be a share of. */
static void drop_share(struct summary_figure *figure)
{
	if (figure->metric == METRIC_EVENT_NS || figure->metric == METRIC_EVENT_INSTRUCTIONS)
		figure->percent = (struct interval){ NAN, NAN, NAN };
}

static void fill_direct(const struct filling *filling, struct summary_row *row)
{
	const struct summary_kernel *kernel = filling->kernel;
	const struct configuration_record *first =
	    filling->plain ? filling->plain : filling->statistics;
	const struct configuration_record *second = filling->plain ? filling->statistics : NULL;

	row->instructions = direct_of(filling->run, kernel->counted, first);
	row->instructions_statistics = direct_of(filling->run, kernel->counted, second);
	row->ns = direct_of(filling->run, kernel->timed, first);
	row->ns_statistics = direct_of(filling->run, kernel->timed, second);
	drop_share(&row->instructions);
	drop_share(&row->ns);
}

static void fill_effects(const struct filling *filling, struct summary_row *row)
{
	const struct summary_kernel *kernel = filling->kernel;
	const struct configuration_record *first =
	    filling->plain ? filling->plain : filling->statistics;

	for (size_t w = 0; w < kernel->workload_count; w++) {
		const struct summary_workload *workload = &kernel->workloads[w];
		enum metric metric =
		    workload->saturated ? METRIC_RATE_PPS : metric_primary(workload->name);

		row->effects[w] = summary_figure_of(filling->run, kernel->timed, first->name,
						    workload->name, metric);
	}
}

/* Of where it is certain first: nothing is missed where instructions are counted. */
static void look_at(const struct summary_figure *figure, struct summary_row *row)
{
	const struct report_result *result = figure->result;

	if (!result)
		return;
	if (isnan(row->hits))
		row->hits = result->hits_per_operation;
	if (!row->unmeasured && !report_result_measured(result))
		row->unmeasured = result;
}

static void fill_state(const struct filling *filling, struct summary_row *row)
{
	row->hits = NAN;
	row->unmeasured = NULL;
	look_at(&row->ns, row);
	for (size_t w = 0; w < filling->kernel->workload_count; w++)
		look_at(&row->effects[w], row);
	look_at(&row->instructions, row);
}

static bool row_is_reported(const struct summary_row *row, size_t workloads)
{
	for (size_t w = 0; w < workloads; w++)
		if (row->effects[w].result)
			return true;
	return row->instructions.result || row->ns.result;
}

static struct filling filling_of(const struct run_report *run, const struct summary_kernel *kernel,
				 const struct treatment_record *treatment)
{
	const struct run_data *data = run->data;
	struct filling filling = { .run = run, .kernel = kernel };

	for (size_t c = 0; c < data->configuration_count; c++) {
		const struct configuration_record *record = &data->configurations[c];

		if (record->treatment != treatment->id || configuration_is_delay(record) ||
		    configuration_is_baseline(record))
			continue;
		if (record->statistics)
			filling.statistics = record;
		else
			filling.plain = record;
	}
	return filling;
}

/* The row's place is taken only where a cell has something of the treatment. */
static void add_row(const struct run_report *run, struct summary_kernel *kernel,
		    const struct treatment_record *treatment)
{
	struct summary_row *row = &kernel->rows[kernel->row_count];
	struct filling filling = filling_of(run, kernel, treatment);

	if (!filling.plain && !filling.statistics)
		return;
	row->treatment = treatment;
	row->statistics = !filling.plain;
	fill_direct(&filling, row);
	fill_effects(&filling, row);
	fill_state(&filling, row);
	kernel->row_count += row_is_reported(row, kernel->workload_count);
}

static int add_rows(const struct run_report *run, struct summary_kernel *kernel)
{
	size_t count = run->data->treatment_count;

	kernel->rows = calloc(count + 1, sizeof(*kernel->rows));
	for (size_t t = 0; t < count && kernel->rows; t++) {
		kernel->rows[t].effects =
		    calloc(kernel->workload_count + 1, sizeof(struct summary_figure));
		if (!kernel->rows[t].effects)
			return -ENOMEM;
	}
	for (size_t t = 0; t < count && kernel->rows; t++)
		add_row(run, kernel, &run->data->treatments[t]);
	return kernel->rows ? 0 : -ENOMEM;
}

/* The workload in this report, or NULL. */
static const struct report_workload *find_workload(const struct report *report, const char *name)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, name) == 0)
			return &report->workloads[w];
	return NULL;
}

static bool is_saturated(const struct run_report *run, size_t group, const char *name)
{
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_workload *workload = find_workload(run->reports[i], name);

		if (workload && !workload->saturation.saturated)
			return false;
	}
	return true;
}

static bool is_listed(const struct summary_kernel *kernel, const char *name)
{
	for (size_t w = 0; w < kernel->workload_count; w++)
		if (strcmp(kernel->workloads[w].name, name) == 0)
			return true;
	return false;
}

static int list_workload(const struct run_report *run, struct summary_kernel *kernel,
			 const char *name)
{
	struct summary_workload *larger;

	if (workload_kind_of(name) != WORKLOAD_TRAFFIC || is_listed(kernel, name))
		return 0;
	larger =
	    reallocarray(kernel->workloads, kernel->workload_count + 1, sizeof(*kernel->workloads));
	if (!larger)
		return -ENOMEM;
	kernel->workloads = larger;
	larger[kernel->workload_count++] =
	    (struct summary_workload){ name, is_saturated(run, kernel->timed, name) };
	return 0;
}

static int list_workloads(const struct run_report *run, struct summary_kernel *kernel)
{
	int code = 0;

	if (kernel->timed == SIZE_MAX)
		return 0;
	for (size_t i = cell_group_next(run, kernel->timed, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, kernel->timed, i))
		for (size_t w = 0; w < run->reports[i]->workload_count && code == 0; w++)
			code = list_workload(run, kernel, run->reports[i]->workloads[w].name);
	return code;
}

/* What one operation takes in the first boot that measured it; of an event alone nothing. */
static double level_of(const struct run_report *run, size_t group)
{
	const struct report_result *result = NULL;
	const struct report_workload *workload;
	size_t cell = 0;
	const char *name =
	    group == SIZE_MAX ? NULL : workload_in_group(run, group, WORKLOAD_DIRECT, &cell);

	workload = name ? find_workload(run->reports[cell], name) : NULL;
	if (workload && workload->baseline)
		result = report_result_find(run->reports[cell], workload->baseline, name);
	return result ? result->metrics[report_primary_metric(result)].interval.estimate : NAN;
}

static const char *name_direct(const struct run_report *run, const struct summary_kernel *kernel)
{
	size_t cell = 0;
	const char *direct = direct_workload(
	    run, kernel->timed == SIZE_MAX ? kernel->counted : kernel->timed, &cell);

	if (direct)
		return direct;
	return kernel->workload_count ? kernel->workloads[0].name : "";
}

static bool is_emulated(const struct run_report *run, size_t group)
{
	for (size_t i = group == SIZE_MAX ? SIZE_MAX : cell_group_next(run, group, SIZE_MAX);
	     i != SIZE_MAX; i = cell_group_next(run, group, i))
		if (run->reports[i]->emulated)
			return true;
	return false;
}

static int fill_kernel(const struct run_report *run, struct summary_kernel *kernel)
{
	int code = list_workloads(run, kernel);

	if (code == 0)
		code = add_rows(run, kernel);
	kernel->emulated = is_emulated(run, kernel->timed);
	kernel->direct = name_direct(run, kernel);
	kernel->operation_instructions = level_of(run, kernel->counted);
	kernel->operation_ns = level_of(run, kernel->timed);
	return code;
}

static bool has_results(const struct run_report *run, size_t group)
{
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		if (run->reports[i]->result_count)
			return true;
	return false;
}

/* The kernel that the group belongs to: of its image, and without a group of its timing. */
static struct summary_kernel *kernel_for(struct summary *summary, size_t group)
{
	const struct run_report *run = summary->run;
	bool counted = is_counted(&run->groups[group]);

	for (size_t k = 0; k < summary->kernel_count; k++) {
		struct summary_kernel *kernel = &summary->kernels[k];
		size_t own = counted ? kernel->counted : kernel->timed;
		size_t other = counted ? kernel->timed : kernel->counted;

		if (own == SIZE_MAX &&
		    kernel_image_same(cell_group_facts(run, group), cell_group_facts(run, other)))
			return kernel;
	}
	summary->kernels[summary->kernel_count] =
	    (struct summary_kernel){ .counted = SIZE_MAX, .timed = SIZE_MAX };
	return &summary->kernels[summary->kernel_count++];
}

static void add_group(struct summary *summary, size_t group)
{
	struct summary_kernel *kernel;

	if (!has_results(summary->run, group))
		return;
	kernel = kernel_for(summary, group);
	if (is_counted(&summary->run->groups[group]))
		kernel->counted = group;
	else
		kernel->timed = group;
}

int summary_build(const struct run_report *run, struct summary **ret_summary)
{
	CLEANUP(cleanup_summary) struct summary *summary = calloc(1, sizeof(*summary));
	int code = 0;

	if (!summary)
		return -ENOMEM;
	summary->run = run;
	summary->kernels = calloc(run->group_count, sizeof(*summary->kernels));
	if (!summary->kernels)
		return -ENOMEM;
	for (size_t g = 0; g < run->group_count; g++)
		add_group(summary, g);
	for (size_t k = 0; k < summary->kernel_count && code == 0; k++)
		code = fill_kernel(run, &summary->kernels[k]);
	if (code < 0)
		return code;
	*ret_summary = take_pointer(summary);
	return 0;
}

static void release_kernel(const struct run_report *run, struct summary_kernel *kernel)
{
	for (size_t t = 0; t < run->data->treatment_count && kernel->rows; t++)
		free(kernel->rows[t].effects);
	free(kernel->rows);
	free(kernel->workloads);
}

void summary_free(struct summary *summary)
{
	if (!summary)
		return;
	for (size_t k = 0; k < summary->kernel_count; k++)
		release_kernel(summary->run, &summary->kernels[k]);
	free(summary->kernels);
	free(summary);
}

void cleanup_summary(struct summary **summary)
{
	summary_free(*summary);
}

bool summary_instructions_lead(const struct summary_kernel *kernel)
{
	return kernel->counted != SIZE_MAX && (kernel->emulated || kernel->timed == SIZE_MAX);
}

double summary_statistics_instructions(const struct summary_row *row)
{
	return row->instructions.present && row->instructions_statistics.present
		   ? row->instructions_statistics.amount.estimate -
			 row->instructions.amount.estimate
		   : NAN;
}
