// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_table.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/front_cells.h"

#define COLUMNS_MAX 24

/* How a table makes room: each takes less of the width than the one before. */
enum layout {
	WHOLE, /* intervals in brackets, hits and status in columns */
	SHORT, /* the longer side of an interval; hits where they are not one, no status */
	SMALL, /* and no share */
	LAYOUTS
};

enum figure {
	FIGURE_INSTRUCTIONS,
	FIGURE_NS,
	FIGURE_NS_STATISTICS,
	FIGURE_SHARE,
	FIGURE_EFFECT,
	FIGURE_HITS,
	FIGURE_STATUS,
};

/* The columns behind the name. */
struct layout_columns {
	const struct summary_kernel *kernel;
	struct front_figures how;
	struct table_column columns[COLUMNS_MAX];
	enum figure figures[COLUMNS_MAX];
	size_t workload_of[COLUMNS_MAX];
	size_t count;
};

const char *front_workload_heading(const struct summary_kernel *kernel, size_t workload)
{
	const char *name = kernel->workloads[workload].name;

	for (size_t w = 0; w < kernel->workload_count; w++) {
		size_t length = strlen(kernel->workloads[w].name);

		if (w != workload && strncmp(name, kernel->workloads[w].name, length) == 0 &&
		    name[length] == '-')
			return name + length + 1;
	}
	return name;
}

static bool has_effects(const struct summary_row *row, const struct summary_kernel *kernel)
{
	for (size_t w = 0; w < kernel->workload_count; w++)
		if (row->effects[w].present)
			return true;
	return false;
}

/* Whether it can be read as the cost of one hit. */
static bool has_one_hit(const struct summary_row *row, const struct summary_kernel *kernel)
{
	bool measured = row->ns.present || row->instructions.present || has_effects(row, kernel);

	return isfinite(row->hits) ? fabs(row->hits - 1) < .0005 : !measured;
}

static bool has_hits(const struct summary_kernel *kernel)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (isfinite(kernel->rows[r].hits))
			return true;
	return false;
}

bool front_hits_are_one(const struct summary_kernel *kernel)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (!has_one_hit(&kernel->rows[r], kernel))
			return false;
	return has_hits(kernel);
}

/* Of what leads: the two units have nothing in common. */
static const struct summary_figure *share_of(const struct summary_kernel *kernel,
					     const struct summary_row *row)
{
	return summary_instructions_lead(kernel) ? &row->instructions : &row->ns;
}

static bool row_has(const struct summary_kernel *kernel, const struct summary_row *row,
		    enum figure figure)
{
	if (figure == FIGURE_INSTRUCTIONS)
		return row->instructions.result;
	if (figure == FIGURE_NS)
		return row->ns.result;
	if (figure == FIGURE_NS_STATISTICS)
		return row->ns_statistics.present;
	return figure == FIGURE_SHARE && isfinite(share_of(kernel, row)->percent.estimate);
}

static bool has_figure(const struct summary_kernel *kernel, enum figure figure)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (row_has(kernel, &kernel->rows[r], figure))
			return true;
	return false;
}

static void add_column(struct layout_columns *to, enum figure figure, const char *heading)
{
	if (to->count == COLUMNS_MAX)
		return;
	to->figures[to->count] = figure;
	to->columns[to->count] = (struct table_column){ heading, 0, figure == FIGURE_STATUS };
	to->count++;
}

static void add_instructions(struct layout_columns *to)
{
	if (has_figure(to->kernel, FIGURE_INSTRUCTIONS))
		add_column(to, FIGURE_INSTRUCTIONS, "Instr.");
}

static void add_ns(struct layout_columns *to)
{
	const struct summary_kernel *kernel = to->kernel;

	if (!has_figure(kernel, FIGURE_NS))
		return;
	add_column(to, FIGURE_NS, kernel->emulated ? "Emul. ns" : "Direct ns");
	if (kernel->counted == SIZE_MAX && has_figure(kernel, FIGURE_NS_STATISTICS))
		add_column(to, FIGURE_NS_STATISTICS, "with stat.");
}

static void add_leading(struct layout_columns *to)
{
	if (summary_instructions_lead(to->kernel)) {
		add_instructions(to);
		add_ns(to);
	} else {
		add_ns(to);
		add_instructions(to);
	}
}

static void add_effects(struct layout_columns *to)
{
	for (size_t w = 0; w < to->kernel->workload_count && to->count < COLUMNS_MAX; w++) {
		to->workload_of[to->count] = w;
		add_column(to, FIGURE_EFFECT, front_workload_heading(to->kernel, w));
	}
}

static void layout_make(struct layout_columns *to, const struct summary_kernel *kernel,
			const struct front_style *style, enum layout layout)
{
	*to = (struct layout_columns){ .kernel = kernel, .how = { style->utf8, layout == WHOLE } };
	add_column(to, FIGURE_STATUS, "Treatment");
	add_leading(to);
	if (layout != SMALL && has_figure(kernel, FIGURE_SHARE))
		add_column(to, FIGURE_SHARE, "Share");
	add_effects(to);
	if (has_hits(kernel) && (layout == WHOLE || !front_hits_are_one(kernel)))
		add_column(to, FIGURE_HITS, FRONT_HITS);
	if (layout == WHOLE)
		add_column(to, FIGURE_STATUS, "Status");
}

static void set_status(const struct front_cell *at, const struct summary_row *row)
{
	const struct report_result *result = row->unmeasured;

	if (!result)
		table_set(at->table, at->row, at->column, "measured");
	else if (row->ns.present || row->instructions.present)
		table_set(at->table, at->row, at->column, "%s (%s)", result->status,
			  result->workload);
	else
		table_set(at->table, at->row, at->column, "%s", result->status);
}

static void set_figure(const struct front_cell *at, const struct layout_columns *of, size_t c,
		       const struct summary_row *row)
{
	if (of->figures[c] == FIGURE_INSTRUCTIONS)
		front_set_instructions(at, &row->instructions,
				       summary_statistics_instructions(row));
	else if (of->figures[c] == FIGURE_NS)
		front_set_ns(at, &row->ns);
	else if (of->figures[c] == FIGURE_NS_STATISTICS)
		front_set_ns(at, &row->ns_statistics);
	else if (of->figures[c] == FIGURE_SHARE)
		front_set_share(at, share_of(of->kernel, row));
	else if (of->figures[c] == FIGURE_EFFECT)
		front_set_effect(at, &row->effects[of->workload_of[c]]);
	else if (of->figures[c] == FIGURE_STATUS)
		set_status(at, row);
	else if (isfinite(row->hits))
		table_set(at->table, at->row, at->column, "%.3f", row->hits);
}

static void set_name(struct table *table, size_t at, const struct summary_row *row)
{
	table_set(table, at, 0, "%s%s", row->treatment->name, row->statistics ? "-stat" : "");
}

/* A treatment of which nothing at all was measured has a line instead, with its reason. */
static bool is_shown(const struct summary_row *row, const struct summary_kernel *kernel,
		     bool statuses)
{
	return statuses || !row->unmeasured || row->ns.present || row->instructions.present ||
	       has_effects(row, kernel);
}

static struct table *table_laid_out(const struct summary_kernel *kernel,
				    const struct front_style *style, enum layout layout)
{
	struct layout_columns columns;
	struct table *table;

	layout_make(&columns, kernel, style, layout);
	table = table_new(NULL, columns.columns, columns.count);
	for (size_t r = 0; r < kernel->row_count && table; r++) {
		struct front_cell at = { table, 0, 0, &columns.how };

		if (!is_shown(&kernel->rows[r], kernel, layout == WHOLE))
			continue;
		at.row = table_add_row(table);
		set_name(table, at.row, &kernel->rows[r]);
		for (at.column = 1; at.column < columns.count; at.column++)
			set_figure(&at, &columns, at.column, &kernel->rows[r]);
	}
	return table;
}

struct table *front_table_of_kernel(const struct summary *summary, const struct front_style *style)
{
	struct table *table = NULL;

	for (enum layout layout = WHOLE; layout < LAYOUTS; layout++) {
		table_free(table);
		table = table_laid_out(&summary->kernels[0], style, layout);
		if (!table || !style->width || table_text_width(table) <= style->width)
			break;
	}
	return table;
}
