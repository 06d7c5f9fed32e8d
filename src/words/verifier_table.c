// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/verifier_table.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "estimate/verifier.h"
#include "words/object_matrix.h"

enum column { PROGRAM, PROCESSED, SHARE, STATES, PEAK, STACK, JITED, LOAD, COLUMN_COUNT };

static void set_number(struct table *table, size_t row, enum column column, double number)
{
	if (isfinite(number))
		table_set(table, row, column, "%.0f", number);
}

/* Beside a limit of a million most shares would be 0.0. */
static void set_share(struct table *table, size_t row, size_t column, double percent)
{
	if (isfinite(percent))
		table_set(table, row, column, percent < .1 ? "%.3f" : "%.1f", percent);
}

static void add_row(struct table *table, const struct report_result *result)
{
	const struct verifier_took took = verifier_took(result);
	size_t row;

	if (!isfinite(took.processed))
		return;
	row = table_add_row(table);
	table_set(table, row, PROGRAM, "%s", result->configuration);
	set_number(table, row, PROCESSED, took.processed);
	set_share(table, row, SHARE, took.percent);
	set_number(table, row, STATES, took.total_states);
	set_number(table, row, PEAK, took.peak_states);
	set_number(table, row, STACK, took.stack_bytes);
	set_number(table, row, JITED, took.jited_bytes);
	if (isfinite(took.load_ns))
		table_set(table, row, LOAD, "%.1f", took.load_ns / 1e6);
}

struct table *verifier_table(const struct report *report)
{
	static const struct table_column columns[COLUMN_COUNT] = {
		[PROGRAM] = { "Program", 0, true },   [PROCESSED] = { "Insns", 0, false },
		[SHARE] = { "% of limit", 0, false }, [STATES] = { "States", 0, false },
		[PEAK] = { "Peak", 0, false },	      [STACK] = { "Stack B", 0, false },
		[JITED] = { "Jited B", 0, false },    [LOAD] = { "Load ms", 0, false },
	};
	struct table *table = table_new(NULL, columns, COLUMN_COUNT);

	for (size_t i = 0; table && i < report->result_count; i++)
		add_row(table, &report->results[i]);
	return table;
}

static const struct report *report_of(const struct summary *summary, size_t kernel)
{
	size_t group = summary->kernels[kernel].counted;

	return summary->run->reports[cell_group_next(summary->run, group, SIZE_MAX)];
}

static int add_kernel(struct front_page *page, const struct summary *summary, size_t kernel)
{
	struct table *table = verifier_table(report_of(summary, kernel));
	struct front_part *part;

	if (!table || !table->row_count) {
		int code = table ? 0 : -ENOMEM;

		table_free(table);
		return code;
	}
	part = front_page_add(page, "WHAT THE VERIFIER TOOK");
	if (!part)
		table_free(table);
	else
		part->table = table;
	return front_part_say(part, NULL,
			      "Insns: processed by it, of a limit of 1 million. Load: libbpf's and "
			      "the kernel's part, a million instructions a ms.");
}

static void set_processed(void *context, struct table *table, size_t row, size_t column,
			  const struct summary_row *of, bool brief)
{
	struct verifier_took took =
	    verifier_took(of->instructions.result ? of->instructions.result : of->unmeasured);

	(void)context;
	(void)brief;
	if (isfinite(took.processed))
		table_set(table, row, column, "%.0f", took.processed);
}

/* Which program came nearest to the limit, and where. */
struct nearest {
	const char *program, *kernel;
	struct verifier_took took;
};

static void nearest_find(const struct summary *summary, const struct kernel_names *names,
			 struct nearest *nearest)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct report *report = report_of(summary, names->kernels[i]);

		for (size_t r = 0; r < report->result_count; r++) {
			struct verifier_took took = verifier_took(&report->results[r]);

			if (isfinite(took.percent) &&
			    (!nearest->program || took.percent > nearest->took.percent))
				*nearest = (struct nearest){ report->results[r].configuration,
							     names->names[i], took };
		}
	}
}

static int say_nearest(struct front_part *part, const struct nearest *nearest)
{
	return front_part_say(
	    part, NULL,
	    "The most: %s on %s, %.*f %% of the limit of %.0f. States, stack, size and "
	    "load time: `bpftax report --format json`.",
	    nearest->program, nearest->kernel, nearest->took.percent < .1 ? 3 : 1,
	    nearest->took.percent, nearest->took.limit);
}

static int add_kernels(struct front_page *page, const struct summary *summary,
		       const struct front_style *style, const struct kernel_names *names)
{
	const char *title = "INSTRUCTIONS THAT THE VERIFIER PROCESSED";
	struct object_matrix matrix = {
		.summary = summary, .style = style, .names = names, .set = set_processed
	};
	struct nearest nearest = { 0 };
	struct front_part *part = NULL;

	nearest_find(summary, names, &nearest);
	if (!nearest.program)
		return 0;
	for (size_t first = 0; first < names->count; title = NULL) {
		part = front_page_add(page, title);
		if (part)
			part->table = object_matrix_next(&matrix, &first);
		if (!part || !part->table)
			return -ENOMEM;
	}
	return say_nearest(part, &nearest);
}

int verifier_add(struct front_page *page, const struct summary *summary,
		 const struct front_style *style, const struct kernel_names *names)
{
	if (!names->count)
		return 0;
	return names->count == 1 ? add_kernel(page, summary, names->kernels[0])
				 : add_kernels(page, summary, style, names);
}
