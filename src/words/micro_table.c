// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/micro_table.h"
#include "words/count_range.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/micro_rows.h"

enum column { NAME, COST, INTERVAL, BARE, KERNEL, LINEAR, TRIGGER, BAR, COLUMNS };

static const struct table_column columns_ns[COLUMNS] = {
	{ "Configuration", 0, true },  { "ns/event", 0, false },
	{ "95 % interval", 0, false }, { "Bare ns", 0, false },
	{ "Kernel: body", 0, false },  { "Linear", 0, false },
	{ "Trigger", 0, true },	       { "", 0, false },
};

static const struct table_column columns_instructions[COLUMNS] = {
	{ "Configuration", 0, true },
	{ "Instructions", 0, false },
	{ "Chunks that agree", 0, false },
	{ "Bare", 0, false },
	{ "Kernel: body", 0, false },
	{ "Linear", 0, false },
	{ "Trigger", 0, true },
	{ "", 0, false },
};

static double cost_of(const struct report_result *result)
{
	return result->effects[report_primary_metric(result)].absolute.estimate;
}

/* Whole instructions are printed as such; three decimals show what a loop's end adds. */
static void set_instructions(struct table *table, size_t row, size_t column, double value)
{
	if (value == floor(value))
		table_set(table, row, column, "%.0f", value);
	else
		table_set(table, row, column, "%.3f", value);
}

static void set_spread(struct table *table, size_t row, const struct report_result *result,
		       bool exact)
{
	const struct interval *interval = &result->effects[report_primary_metric(result)].absolute;
	const struct report_micro *micro = &result->micro;

	if (exact && isfinite(micro->chunks))
		table_set(table, row, INTERVAL, "%.0f of %.0f", micro->agreeing, micro->chunks);
	else if (!exact && isfinite(interval->low))
		table_set(table, row, INTERVAL, "[%.2f, %.2f]", interval->low, interval->high);
}

static void set_bar(struct table *table, size_t row, double share, unsigned int columns, bool utf8)
{
	char bar[3 * 200 + 1] = "";
	size_t length = (size_t)lround(fmax(share, 0) * columns);

	for (size_t i = 0; i < length && i < 200; i++)
		strcat(bar, utf8 ? "█" : "#");
	table_set(table, row, BAR, "%s", bar);
}

static void set_range(struct table *table, size_t row, const struct report_micro *micro)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	count_range_tell(&text, micro->least, micro->most);
	table->failed |= text_buffer_error(&text) < 0;
	table_set(table, row, COST, "%s", text_buffer_get(&text));
}

static void fill_row(struct table *table, const struct report_result *result)
{
	bool exact = report_result_is_exact(result);
	const struct report_metric *kernel = &result->metrics[METRIC_KERNEL_REPORTED_NS];
	size_t row = table_add_row(table);

	table_set(table, row, NAME, "%s", result->configuration);
	if (exact && result->micro.least < result->micro.most)
		set_range(table, row, &result->micro);
	else if (exact)
		set_instructions(table, row, COST, cost_of(result));
	else
		table_set(table, row, COST, "%.2f", cost_of(result));
	set_spread(table, row, result, exact);
	table_set(table, row, BARE, exact ? "%.3f" : "%.2f", result->micro.bare);
	if (report_metric_present(kernel))
		table_set(table, row, KERNEL, "%.1f", kernel->interval.estimate);
	if (isfinite(result->micro.slope.estimate))
		table_set(table, row, LINEAR, "%s", result->micro.holds ? "yes" : "NO");
	if (result->micro.trigger)
		table_set(table, row, TRIGGER, "%s", result->micro.trigger);
}

struct table *table_micro(const struct report *report, unsigned int bar_columns, bool utf8)
{
	size_t count;
	CLEANUP_FREE const struct report_result **sorted = micro_sorted(report, &count);
	bool exact = sorted && count && report_result_is_exact(sorted[0]);
	struct table *table =
	    table_new("WHAT AN EVENT COSTS, OVER THE BARE TRIGGER",
		      exact ? columns_instructions : columns_ns, bar_columns ? COLUMNS : BAR);

	if (!sorted) {
		table_free(table);
		return NULL;
	}
	for (size_t i = 0; table && i < count; i++) {
		fill_row(table, sorted[i]);
		if (bar_columns)
			set_bar(table, i, cost_of(sorted[i]) / cost_of(sorted[count - 1]),
				bar_columns, utf8);
	}
	return table;
}
