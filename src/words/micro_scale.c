// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/micro_scale.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/micro_rows.h"

static double cost_of(const struct report_result *result)
{
	return result->effects[report_primary_metric(result)].absolute.estimate;
}

static bool at_scale(const struct report_result *result)
{
	const struct program_variant *variant = &result->micro.variant;

	return result->micro.present &&
	       (variant->threads > 1 || variant->programs > 1 || variant->functions != 1);
}

/* "handle_open" of "handle_open@100functions": objects may share the names of their programs. */
static bool is_unscaled(const char *name, const char *scaled)
{
	size_t length = strcspn(scaled, "@");

	return strlen(name) == length && !strncmp(name, scaled, length);
}

static bool is_base(const struct configuration_record *other, const struct report_result *result)
{
	const struct configuration_record *record = result->record;

	if (other->of_object != record->of_object || other->statistics != record->statistics)
		return false;
	if (record->of_object)
		return is_unscaled(other->name, record->name);
	return !strcmp(other->mechanism, record->mechanism) &&
	       !strcmp(other->program, result->micro.variant.program);
}

const struct report_result *micro_scale_base(const struct report *report,
					     const struct report_result *result)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].micro.present && is_base(report->results[i].record, result))
			return &report->results[i];
	return NULL;
}

double micro_scale_growth(const struct report *report, const struct report_result *result)
{
	const struct report_result *base = micro_scale_base(report, result);

	return base && base != result ? cost_of(result) / cost_of(base) : NAN;
}

enum { NAME, THREADS, PROGRAMS, FUNCTIONS, COST, EACH, GROWTH, COLUMNS };

static const struct table_column columns_scale[COLUMNS] = {
	{ "Configuration", 0, true }, { "CPUs", 0, false },	{ "Programs", 0, false },
	{ "Functions", 0, false },    { "An event", 0, false }, { "A program", 0, false },
	{ "Over one", 0, false },
};

static void put_scale(struct table *table, const struct report *report,
		      const struct report_result *result)
{
	const struct program_variant *variant = &result->micro.variant;
	double growth = micro_scale_growth(report, result);
	size_t row = table_add_row(table);

	table_set(table, row, NAME, "%s", result->configuration);
	table_set(table, row, THREADS, "%u", variant->threads);
	table_set(table, row, PROGRAMS, "%u", variant->programs);
	table_set(table, row, FUNCTIONS, "%u", result->micro.functions);
	table_set(table, row, COST, "%.1f", cost_of(result));
	table_set(table, row, EACH, "%.1f", cost_of(result) / variant->programs);
	if (isfinite(growth))
		table_set(table, row, GROWTH, "x %.2f", growth);
}

struct table *table_micro_scale(const struct report *report)
{
	struct table *table =
	    table_new("THE SAME EVENT AT SCALE (an event: on each CPU, with all programs)",
		      columns_scale, COLUMNS);

	for (size_t i = 0; table && i < report->result_count; i++)
		if (at_scale(&report->results[i]))
			put_scale(table, report, &report->results[i]);
	return table;
}

static const struct table_column columns_ns[] = {
	{ "Configuration", 0, true },
	{ "Load us", 0, false },
	{ "Attach us", 0, false },
	{ "Detach us", 0, false },
};

static const struct table_column columns_instructions[] = {
	{ "Configuration", 0, true },
	{ "Load, 1,000 instructions", 0, false },
	{ "Attach", 0, false },
	{ "Detach", 0, false },
};

static void put_latency(struct table *table, const struct report_result *result)
{
	static const enum metric metrics[] = { METRIC_LOAD_NS, METRIC_ATTACH_NS, METRIC_DETACH_NS };
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", result->configuration);
	for (size_t i = 0; i < ARRAY_SIZE(metrics); i++)
		if (report_metric_present(&result->metrics[metrics[i]]))
			table_set(table, row, i + 1, "%.1f",
				  result->metrics[metrics[i]].interval.estimate / 1000);
}

/* Many functions in one attachment: measured once, when the machine was described. */
static void put_many(struct table *table, const struct report *report)
{
	for (size_t i = 0; i < report->data->cell_count; i++) {
		const json_t *many = json_object_get(report->data->cells[i].facts, "attach_many");
		size_t row;

		if (!json_is_object(many))
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "kprobe-fprobe-null, %.0f functions",
			  json_number_value(json_object_get(many, "functions")));
		table_set(table, row, 2, "%.1f",
			  json_number_value(json_object_get(many, "attach_ns")) / 1000);
		table_set(table, row, 3, "%.1f",
			  json_number_value(json_object_get(many, "detach_ns")) / 1000);
	}
}

struct table *table_micro_latency(const struct report *report)
{
	size_t count;
	CLEANUP_FREE const struct report_result **sorted = micro_sorted(report, &count);
	bool exact = sorted && count && report_result_is_exact(sorted[0]);
	struct table *table =
	    table_new("WHAT IT TAKES TO ATTACH, MEDIAN OVER RELOADS, WAITING INCLUDED",
		      exact ? columns_instructions : columns_ns, ARRAY_SIZE(columns_ns));

	for (size_t i = 0; table && sorted && i < count; i++)
		put_latency(table, sorted[i]);
	if (table)
		put_many(table, report);
	return table;
}
