// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_tables.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "common/text_buffer.h"
#include "estimate/across.h"
#include "estimate/responses.h"
#include "words/cell_words.h"
#include "words/tables.h"

#define KERNELS_MAX 24 /* in one table */

/* One table: of a workload, in one figure, of kernels under one timing. */
struct subject {
	const struct run_report *run;
	const struct kernel_table_style *style;
	const char *workload;
	bool counted;
	enum metric metric;
	enum across_figure figure;
	const char *what; /* the title, before the unit */
};

/* How a table makes room: each takes less of the width than the one before. */
enum layout {
	WIDE,
	FOLDED, /* the range of the boots below their mean */
	SHORT,	/* and headings without what all of them have in common */
	LAYOUTS
};

/* The columns of a table: groups of the run, and their headings. */
struct kernels {
	size_t groups[KERNELS_MAX];
	const char *headings[KERNELS_MAX];
	size_t count;
	enum layout layout;
};

const char *kernel_tables_legend(bool utf8)
{
	return utf8 ? "Of a kernel with several boots: their mean, {the range of their estimates} "
		      "and ± half of the widest interval of a boot; no interval is pooled over "
		      "boots, and counted boots that agree are one number. Of one boot: its "
		      "estimate and interval. (1 of 2 boots): the others have no figure there."
		    : "Of a kernel with several boots: their mean, {the range of their estimates} "
		      "and +- half of the widest interval of a boot; no interval is pooled over "
		      "boots, and counted boots that agree are one number. Of one boot: its "
		      "estimate and interval. (1 of 2 boots): the others have no figure there.";
}

void kernel_tables_release(struct kernel_tables *tables)
{
	for (size_t i = 0; i < tables->count; i++)
		table_free(tables->tables[i].table);
	free(tables->tables);
	text_words_free(tables->headings, tables->heading_count);
	*tables = (struct kernel_tables){ 0 };
}

/* The first result of the configuration anywhere, which says what it is. */
static const struct report_result *find_any(const struct subject *subject,
					    const char *configuration)
{
	const struct run_report *run = subject->run;

	for (size_t i = 0; i < run->count; i++) {
		const struct report_result *result =
		    report_result_find(run->reports[i], configuration, subject->workload);

		if (result)
			return result;
	}
	return NULL;
}

static int decimals_of(const struct subject *subject, const struct across *across)
{
	double size = fmax(fabs(across->least), fabs(across->most));

	if (metric_is_exact(subject->metric) && subject->figure != ACROSS_PERCENT)
		return across->least == floor(across->least) && across->most == floor(across->most)
			   ? 0
			   : 3;
	return subject->figure == ACROSS_PERCENT || size < 100 ? 1 : 0;
}

/* A cell of the table, and whose figure stands in it. */
struct place {
	struct table *table;
	size_t row, column;
};

/* Never "-0". */
static double shown(double value, int decimals)
{
	return fabs(value) * pow(10, decimals) < .5 ? 0 : value;
}

static void add_spread(struct text_buffer *text, const struct subject *subject,
		       const struct across *across)
{
	if (across->widest > 0)
		text_buffer_add(text, " %s%.*f", subject->style->utf8 ? "±" : "+-",
				across->widest < 1 ? 2 : decimals_of(subject, across),
				across->widest);
}

static void add_range(struct text_buffer *text, const char *before, const struct subject *subject,
		      const struct across *across)
{
	int decimals = decimals_of(subject, across);

	text_buffer_add(text, "%s{%.*f..%.*f}", before, decimals, shown(across->least, decimals),
			decimals, shown(across->most, decimals));
}

/* Takes the text over. */
static void set_text(const struct place *at, struct text_buffer *text)
{
	at->table->failed |= text_buffer_error(text) < 0;
	table_set(at->table, at->row, at->column, "%s", text_buffer_get(text));
	text_buffer_release(text);
}

/* "+263 {258..268} ±8"; without a range where all boots have one number, or it goes below. */
static void set_boots(const struct place *at, const struct subject *subject,
		      const struct across *across, enum layout layout)
{
	int decimals = decimals_of(subject, across);
	struct text_buffer text = { 0 };

	text_buffer_add(&text, "%+.*f", decimals, shown(across->mean, decimals));
	if (layout == WIDE && across_differs(across))
		add_range(&text, " ", subject, across);
	add_spread(&text, subject, across);
	set_text(at, &text);
}

static void set_only(const struct place *at, const struct subject *subject,
		     const struct across *across)
{
	struct interval interval = across->first;

	if (interval.low == interval.high)
		interval.low = interval.high = NAN;
	table_set_interval(at->table, at->row, at->column, &interval, decimals_of(subject, across));
}

static void set_unmeasured(const struct place *at, const struct across *across)
{
	if (across->unmeasured)
		table_set(at->table, at->row, at->column, "%s", across->unmeasured->status);
	else if (across->withheld)
		table_set(at->table, at->row, at->column, "withheld");
}

static struct across level_of(const struct subject *subject, size_t group,
			      const char *configuration)
{
	struct across_key key = { subject->workload, configuration, subject->metric, ACROSS_LEVEL };

	return across_boots(subject->run, group, &key);
}

/* The level of a baseline, where it has no effect to show. */
static void set_level(const struct place *at, const struct subject *subject, size_t group,
		      const char *configuration)
{
	struct across across = level_of(subject, group, configuration);
	const char *unit = subject->figure != ACROSS_PERCENT	? ""
			   : subject->metric == METRIC_RATE_PPS ? " /s"
								: " ns";

	if (across.measured)
		table_set(at->table, at->row, at->column, "%.0f%s", across.mean, unit);
	else
		set_unmeasured(at, &across);
}

static struct across across_of(const struct subject *subject, size_t group,
			       const char *configuration)
{
	struct across_key key = { subject->workload, configuration, subject->metric,
				  subject->figure };

	return across_boots(subject->run, group, &key);
}

/* "(1 of 2 boots)", where the other has no such figure; nothing where all have it or none. */
static void add_boots(struct text_buffer *text, const struct subject *subject, size_t group,
		      const struct report_result *any)
{
	size_t boots = subject->run->groups[group].boots;
	size_t measured = across_of(subject, group, any->configuration).measured;

	if (measured == 0 && any->role == ROLE_BASELINE)
		measured = level_of(subject, group, any->configuration).measured;
	if (measured && measured < boots)
		text_buffer_add(text, "%s(%zu of %zu boots)", text->length ? " " : "", measured,
				boots);
}

/* Behind what stands there. */
static void append_boots(const struct place *at, const struct subject *subject, size_t group,
			 const struct report_result *any)
{
	const struct table *table = at->table;
	struct text_buffer text = { 0 };

	add_boots(&text, subject, group, any);
	if (text.length && !table->failed)
		table_set(at->table, at->row, at->column, "%s %s",
			  table->cells[at->row * table->column_count + at->column],
			  text_buffer_get(&text));
	at->table->failed |= text_buffer_error(&text) < 0;
	text_buffer_release(&text);
}

static void set_figure(const struct place *at, const struct subject *subject, size_t group,
		       const struct report_result *any, enum layout layout)
{
	struct across across = across_of(subject, group, any->configuration);

	if (across.measured > 1)
		set_boots(at, subject, &across, layout);
	else if (across.measured)
		set_only(at, subject, &across);
	else if (any->role == ROLE_BASELINE)
		set_level(at, subject, group, any->configuration);
	else
		set_unmeasured(at, &across);
	if (layout == WIDE)
		append_boots(at, subject, group, any);
}

static bool has_workload(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return true;
	return false;
}

/* Whether the kernel was measured under this timing, and in the workload. */
static bool is_of(const struct subject *subject, size_t group)
{
	const struct run_report *run = subject->run;

	if (subject->counted != (strcmp(run->groups[group].timing, "counted") == 0))
		return false;
	for (size_t i = 0; i < run->count; i++)
		if (run->group_of[i] == group && has_workload(run->reports[i], subject->workload))
			return true;
	return false;
}

/* Whether the subject is of two kernels, however many of them a table holds, and which. */
static bool find_pair(const struct subject *subject, size_t ret_pair[2])
{
	size_t count = 0;

	for (size_t g = 0; g < subject->run->group_count; g++) {
		if (!is_of(subject, g))
			continue;
		if (count < 2)
			ret_pair[count] = g;
		count++;
	}
	return count == 2;
}

/*
 * Of two kernels that count, by how much the second costs more, beside the second.  What is not
 * exact differs between two boots by more than most kernels do.
 */
static bool has_difference(const struct subject *subject, const struct kernels *kernels)
{
	size_t pair[2];

	return metric_is_exact(subject->metric) && find_pair(subject, pair) &&
	       kernels->groups[kernels->count - 1] == pair[1];
}

static void set_difference(const struct place *at, const struct subject *subject,
			   const char *configuration)
{
	size_t pair[2] = { 0 };
	struct across one, other;
	double difference;

	if (!find_pair(subject, pair))
		return;
	one = across_of(subject, pair[0], configuration);
	other = across_of(subject, pair[1], configuration);
	difference = other.mean - one.mean;
	if (!one.measured || !other.measured)
		return;
	if (across_same_trigger(subject->run, pair, subject->workload, configuration))
		table_set(at->table, at->row, at->column,
			  difference == floor(difference) ? "%+.0f" : "%+.3f", difference);
	else
		table_set(at->table, at->row, at->column, "another trigger");
}

/* The ranges of the boots, and how many they are, below their means, where they found no room
 * beside them. */
static void add_ranges(struct table *table, const struct subject *subject,
		       const struct kernels *kernels, const struct report_result *any)
{
	struct place at = { table, SIZE_MAX, 0 };

	for (size_t k = 0; k < kernels->count; k++) {
		struct across across = across_of(subject, kernels->groups[k], any->configuration);
		struct text_buffer text = { 0 };

		if (across_differs(&across))
			add_range(&text, "", subject, &across);
		add_boots(&text, subject, kernels->groups[k], any);
		if (!text.length)
			continue;
		if (at.row == SIZE_MAX) {
			at.row = table_add_row(table);
			for (size_t c = 0; c < table->column_count; c++)
				table_set(table, at.row, c, "%s", "");
		}
		at.column = k + 1;
		set_text(&at, &text);
	}
}

static bool is_reported(const struct subject *subject, const struct kernels *kernels,
			const char *configuration)
{
	for (size_t k = 0; k < kernels->count; k++)
		if (across_of(subject, kernels->groups[k], configuration).reported)
			return true;
	return false;
}

static void add_row(struct table *table, const struct subject *subject,
		    const struct kernels *kernels, const struct report_result *any)
{
	struct place at = { table, table_add_row(table), 0 };

	table_set(table, at.row, 0, "%s", any->configuration);
	for (size_t k = 0; k < kernels->count; k++) {
		at.column = k + 1;
		set_figure(&at, subject, kernels->groups[k], any, kernels->layout);
	}
	at.column = kernels->count + 1;
	if (has_difference(subject, kernels) && any->role == ROLE_TREATMENT)
		set_difference(&at, subject, any->configuration);
	if (kernels->layout != WIDE)
		add_ranges(table, subject, kernels, any);
}

/* Known delays have tables of their own, but where there is nothing else. */
static bool shows_delays(const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (report_has_programs(run->reports[i]))
			return false;
	return true;
}

static void fill(struct table *table, const struct subject *subject, const struct kernels *kernels)
{
	const struct run_data *data = subject->run->data;
	bool delays = shows_delays(subject->run);

	for (size_t c = 0; c < data->configuration_count; c++) {
		const struct report_result *any = find_any(subject, data->configurations[c].name);

		if (any && is_reported(subject, kernels, any->configuration) &&
		    (delays || !report_result_is_delay(any)))
			add_row(table, subject, kernels, any);
	}
}

/* How much of their beginnings the headings have in common, up to the last hyphen of it. */
static size_t common_begin(const struct kernels *kernels)
{
	const char *first = kernels->headings[0];
	size_t common = 0;

	for (size_t i = 0; first[i]; i++) {
		for (size_t k = 1; k < kernels->count; k++)
			if (kernels->headings[k][i] != first[i])
				return common;
		if (first[i] == '-')
			common = i + 1;
	}
	return common;
}

/* The heading of a kernel in the room that the layout has: "6.12" of "debian-6.12-cloud". */
static const char *heading_begin(const struct kernels *kernels, enum layout layout, size_t k,
				 size_t *ret_length)
{
	const char *begin = kernels->headings[k] + (layout == SHORT ? common_begin(kernels) : 0);

	*ret_length = layout == SHORT ? strcspn(begin, "-") : strlen(begin);
	return begin;
}

static bool same_heading(const struct kernels *kernels, size_t k, size_t other)
{
	size_t length, other_length;
	const char *begin = heading_begin(kernels, SHORT, k, &length);
	const char *other_begin = heading_begin(kernels, SHORT, other, &other_length);

	return length == other_length && strncmp(begin, other_begin, length) == 0;
}

/* Whether short headings still tell the kernels apart. */
static bool can_be_short(const struct kernels *kernels)
{
	for (size_t k = 0; k < kernels->count; k++)
		for (size_t other = 0; other < k; other++)
			if (same_heading(kernels, k, other))
				return false;
	return kernels->count > 1;
}

/* Takes the text over, for as long as the tables are there; NULL without memory. */
static const char *keep_heading(struct kernel_tables *tables, char *heading)
{
	char **larger = reallocarray(tables->headings, tables->heading_count + 1, sizeof(*larger));

	if (!larger || !heading) {
		free(heading);
		tables->headings = larger ? larger : tables->headings;
		return NULL;
	}
	tables->headings = larger;
	return larger[tables->heading_count++] = heading;
}

static struct table *table_new_for(const struct subject *subject,
				   const struct table_column *columns, size_t count)
{
	struct table *table = table_new(NULL, columns, count);

	if (!table)
		return NULL;
	table_set_title(table, "BY KERNEL: %s (%s)", subject->what,
			subject->figure == ACROSS_PERCENT ? "%"
							  : metric_unit_word(subject->metric));
	table_set_subject(table, subject->workload);
	return table;
}

static struct table *table_make(const struct subject *subject, const struct kernels *kernels,
				struct kernel_tables *tables)
{
	struct table_column columns[KERNELS_MAX + 2] = { { "Configuration", 0, true } };
	size_t count = 1;
	struct table *table;

	for (size_t k = 0; k < kernels->count; k++) {
		size_t length;
		const char *begin = heading_begin(kernels, kernels->layout, k, &length);
		const char *heading = keep_heading(tables, strndup(begin, length));

		if (!heading)
			return NULL;
		columns[count++] = (struct table_column){ heading, 0, false };
	}
	if (has_difference(subject, kernels))
		columns[count++] = (struct table_column){ "Difference", 0, false };
	table = table_new_for(subject, columns, count);
	if (table)
		fill(table, subject, kernels);
	return table;
}

/* 1 where no layout fits, which cannot be where there is one kernel; 0 or -ENOMEM. */
static int table_lay_out(const struct subject *subject, struct kernels *kernels,
			 struct kernel_tables *tables, struct table **ret_table)
{
	unsigned int width = subject->style->width;
	int last = can_be_short(kernels) ? SHORT : FOLDED;

	for (int layout = WIDE; layout <= last; layout++) {
		struct table *table;

		kernels->layout = layout;
		table = table_make(subject, kernels, tables);
		if (!table)
			return -ENOMEM;
		if (width == 0 || table_text_width(table) <= width ||
		    (kernels->count == 1 && layout == last)) {
			*ret_table = table;
			return 0;
		}
		table_free(table);
	}
	return 1;
}

/* The table of the first kernels that the width holds: *kernels is cut to them. */
static int table_fit(const struct subject *subject, struct kernels *kernels,
		     struct kernel_tables *tables, struct table **ret_table)
{
	int code;

	while ((code = table_lay_out(subject, kernels, tables, ret_table)) > 0)
		kernels->count--;
	return code;
}

static bool is_emulated(const struct subject *subject, const struct kernels *kernels)
{
	for (size_t i = 0; i < subject->run->count; i++)
		for (size_t k = 0; k < kernels->count; k++)
			if (subject->run->group_of[i] == kernels->groups[k] &&
			    subject->run->reports[i]->emulated)
				return true;
	return false;
}

/* Takes the table over. */
static int add_table(struct kernel_tables *tables, struct table *table, bool emulated)
{
	struct kernel_table *larger =
	    reallocarray(tables->tables, tables->count + 1, sizeof(*larger));

	if (!larger) {
		table_free(table);
		return -ENOMEM;
	}
	tables->tables = larger;
	larger[tables->count++] = (struct kernel_table){ table, emulated };
	return 0;
}

/* From `first` on, as many kernels of the subject as there are and one table may have. */
static void take_kernels(const struct subject *subject, const struct kernel_tables *tables,
			 size_t first, struct kernels *kernels)
{
	kernels->count = 0;
	for (size_t g = first; g < subject->run->group_count && kernels->count < KERNELS_MAX; g++) {
		if (!is_of(subject, g))
			continue;
		kernels->headings[kernels->count] = tables->headings[g];
		kernels->groups[kernels->count++] = g;
	}
}

static int add_subject(const struct subject *subject, struct kernel_tables *tables)
{
	struct kernels kernels;
	size_t first = 0;
	int code = 0;

	for (take_kernels(subject, tables, first, &kernels); kernels.count && code == 0;
	     take_kernels(subject, tables, first, &kernels)) {
		struct table *table = NULL;

		code = table_fit(subject, &kernels, tables, &table);
		if (code == 0)
			code = add_table(tables, table, is_emulated(subject, &kernels));
		first = kernels.groups[kernels.count - 1] + 1;
	}
	return code;
}

static int add_workload(const struct run_report *run, const struct kernel_table_style *style,
			const char *workload, bool counted, struct kernel_tables *tables)
{
	enum workload_kind kind = workload_kind_of(workload);
	enum metric primary = metric_primary(workload);
	struct subject subject = { run, style, workload, counted };
	int code = 0;

	if (kind == WORKLOAD_TRAFFIC) {
		subject.metric = METRIC_RATE_PPS;
		subject.figure = ACROSS_PERCENT;
		subject.what = "RATE vs BASELINE";
		code = add_subject(&subject, tables);
	}
	subject.metric = counted ? metric_counted(primary) : primary;
	subject.what = kind == WORKLOAD_TRAFFIC ? "CPU TIME PER OPERATION vs BASELINE"
		       : kind == WORKLOAD_EVENT ? "COST OF AN EVENT OVER THE BARE TRIGGER"
						: "COST PER OPERATION OVER THE BASELINE";
	return code < 0 ? code : add_subject(&subject, tables);
}

/* Whether no cell before has the workload. */
static bool is_new(const struct run_report *run, size_t cell, const char *workload)
{
	for (size_t i = 0; i < cell; i++)
		for (size_t w = 0; w < run->reports[i]->workload_count; w++)
			if (strcmp(run->reports[i]->workloads[w].name, workload) == 0)
				return false;
	return true;
}

static int add_cell_workloads(const struct run_report *run, const struct kernel_table_style *style,
			      size_t cell, struct kernel_tables *tables)
{
	const struct report *report = run->reports[cell];
	bool counted_first = strcmp(run->groups[0].timing, "counted") == 0;
	int code = 0;

	for (size_t w = 0; w < report->workload_count && code == 0; w++) {
		const char *workload = report->workloads[w].name;

		if (!is_new(run, cell, workload))
			continue;
		code = add_workload(run, style, workload, counted_first, tables);
		if (code == 0)
			code = add_workload(run, style, workload, !counted_first, tables);
	}
	return code;
}

static int add_heading(const struct run_report *run, const struct kernel_table_style *style,
		       size_t group, struct kernel_tables *tables)
{
	CLEANUP_FREE char *heading = cell_group_heading(run, group);

	if (!heading)
		return -ENOMEM;
	return keep_heading(tables, style->escape ? style->escape(heading) : take_pointer(heading))
		   ? 0
		   : -ENOMEM;
}

int kernel_tables_build(const struct run_report *run, const struct kernel_table_style *style,
			struct kernel_tables *ret_tables)
{
	int code = 0;

	*ret_tables = (struct kernel_tables){ 0 };
	if (!run_report_has_cells(run))
		return 0;
	for (size_t g = 0; g < run->group_count && code == 0; g++)
		code = add_heading(run, style, g, ret_tables);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = add_cell_workloads(run, style, i, ret_tables);
	return code;
}
