// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_objects.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/front_cells.h"
#include "words/kernel_names.h"
#include "words/object_loads.h"
#include "words/object_matrix.h"
#include "words/object_words.h"
#include "words/verifier_table.h"

bool front_has_matrix(const struct summary *summary)
{
	size_t counted = 0;

	for (size_t k = 0; k < summary->kernel_count; k++)
		counted += summary->kernels[k].counted != SIZE_MAX;
	return counted > 1 && run_has_objects(summary->run->data);
}

static void set_cost(void *context, struct table *table, size_t row, size_t column,
		     const struct summary_row *of, bool brief)
{
	struct front_figures how = { 0 };
	struct front_cell at = { table, row, column, &how };
	const struct report_result *result = of->unmeasured;
	char mark[NOTE_MARK_SIZE];

	if (of->instructions.present || !result || of->instructions.withheld)
		front_set_instructions(&at, &of->instructions, NAN);
	else if (brief)
		table_set(table, row, column, "%s", object_note_mark(context, result, mark));
	else
		table_set(table, row, column, "%s %s", object_state_word(result),
			  object_note_mark(context, result, mark));
}

/* The reasons stand below the last of the tables. */
static int add_tables(struct front_page *page, const struct object_matrix *matrix,
		      struct object_notes *notes)
{
	const char *title = "WHAT EACH PROGRAM ADDS TO AN EVENT, IN INSTRUCTIONS";
	struct front_part *part = NULL;

	for (size_t first = 0; first < matrix->names->count; title = NULL) {
		part = front_page_add(page, title);
		if (part)
			part->table = object_matrix_next(matrix, &first);
		if (!part || !part->table)
			return -ENOMEM;
	}
	if (front_say_rough(part, matrix->summary, matrix->summary->kernel_count) < 0)
		return -ENOMEM;
	return object_notes_say(notes, part);
}

static int add_matrix(struct front_page *page, const struct summary *summary,
		      const struct front_style *style, const struct kernel_names *names)
{
	CLEANUP(object_notes_release) struct object_notes notes = { 0 };
	struct object_matrix matrix = { .summary = summary,
					.style = style,
					.names = names,
					.set = set_cost,
					.context = &notes };
	int code = add_tables(page, &matrix, &notes);

	return code < 0 ? code : object_loads_say(summary, names, &page->parts[page->count - 1]);
}

int front_add_matrix(struct front_page *page, const struct summary *summary,
		     const struct front_style *style)
{
	CLEANUP(kernel_names_release) struct kernel_names names = { 0 };
	int code = kernel_names_make(summary, &names);

	return code < 0 ? code : add_matrix(page, summary, style, &names);
}

int front_add_verifier(struct front_page *page, const struct summary *summary,
		       const struct front_style *style)
{
	CLEANUP(kernel_names_release) struct kernel_names names = { 0 };
	int code;

	if (!run_has_objects(summary->run->data) || style->running)
		return 0;
	code = kernel_names_make(summary, &names);
	return code < 0 ? code : verifier_add(page, summary, style, &names);
}
