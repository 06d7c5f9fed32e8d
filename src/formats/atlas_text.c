// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An atlas for a terminal: of each family of kernels a table a program, mechanisms down and
 * kernels across, with the step to the kernel before below a number.
 */
#include "formats/atlas.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "words/atlas_layout.h"
#include "words/escape.h"
#include "words/terminal.h"

#include <errno.h>
#include <string.h>

struct writer {
	const struct atlas *atlas;
	FILE *out;
	const struct report_options *options;
	atlas_marks seen;
	bool failed; /* no memory */
};

static int put_line(struct writer *writer, const char *first, const char *text)
{
	return text ? terminal_put_text(writer->out, writer->options, first, "  ", text) : -ENOMEM;
}

static int put_title(struct writer *writer, const struct atlas_part *part)
{
	CLEANUP_FREE char *family = atlas_family_name(writer->atlas, part->first);
	CLEANUP_FREE char *title =
	    family ? file_path("%s: INSTRUCTIONS AN EVENT, program %s", family, part->program)
		   : NULL;

	return title ? terminal_put_title(writer->out, writer->options, title) : -ENOMEM;
}

/* Blanks to fill up what the text leaves; one that came from outside may take more. */
static int filling(const char *text, size_t width)
{
	size_t columns = text_columns(text);

	return columns < width ? (int)(width - columns) : 0;
}

static void put_padded(struct writer *writer, const char *text, size_t width, bool right)
{
	CLEANUP_FREE char *clean = escape_text(text, writer->options->utf8);

	writer->failed |= !clean;
	if (clean && right)
		fprintf(writer->out, "%*s%s", filling(clean, width), "", clean);
	else if (clean)
		fprintf(writer->out, "%s%*s", clean, filling(clean, width), "");
}

static void put_left(struct writer *writer, const char *text, size_t width)
{
	put_padded(writer, text, width, false);
}

static void put_right(struct writer *writer, const char *text, size_t width)
{
	put_padded(writer, text, width, true);
}

/* One past the last column of the stretch that begins here. */
static size_t stretch_end(const struct atlas_layout *layout, size_t begin)
{
	size_t end = begin + 1;

	while (end < layout->count && !layout->columns[end].begins)
		end++;
	return end;
}

static void put_headings(struct writer *writer, const struct atlas_layout *layout, size_t begin)
{
	put_left(writer, "Mechanism", layout->label_width);
	for (size_t i = begin; i < stretch_end(layout, begin); i++)
		put_right(writer, layout->columns[i].heading, layout->columns[i].width);
	putc('\n', writer->out);
}

static void put_numbers(struct writer *writer, const struct atlas_layout *layout, size_t begin,
			size_t row)
{
	char text[ATLAS_TEXT_SIZE];

	put_left(writer, writer->atlas->rows[row].mechanism, layout->label_width);
	for (size_t i = begin; i < stretch_end(layout, begin); i++) {
		const struct atlas_column *column = &layout->columns[i];

		atlas_cell_text(text, writer->atlas, row, column->first);
		writer->seen |= atlas_cell_marks(writer->atlas, row, column->first);
		put_right(writer, text, column->width);
	}
	putc('\n', writer->out);
}

/* Blanks are only put before what follows them. */
static void put_steps(struct writer *writer, const struct atlas_layout *layout, size_t begin,
		      size_t row)
{
	char text[ATLAS_TEXT_SIZE];
	size_t pending = layout->label_width;
	bool any;

	atlas_row_note(text, writer->atlas, row);
	any = *text;
	put_left(writer, text, 0);
	pending -= text_columns(text);
	for (size_t i = begin; i < stretch_end(layout, begin); i++) {
		const struct atlas_column *column = &layout->columns[i];

		atlas_step_text(text, atlas_figure_at(writer->atlas, row, column->first));
		pending += column->width;
		if (!*text)
			continue;
		put_right(writer, text, pending);
		pending = 0;
		any = true;
	}
	if (any)
		putc('\n', writer->out);
}

static void put_stretch(struct writer *writer, const struct atlas_part *part,
			const struct atlas_layout *layout, size_t begin)
{
	put_headings(writer, layout, begin);
	for (size_t row = 0; row < writer->atlas->row_count; row++) {
		if (!atlas_part_has(writer->atlas, part, row))
			continue;
		put_numbers(writer, layout, begin, row);
		put_steps(writer, layout, begin, row);
	}
	putc('\n', writer->out);
}

static int put_part(struct writer *writer, const struct atlas_part *part)
{
	CLEANUP(atlas_layout_release) struct atlas_layout layout = { 0 };
	int code = atlas_layout_make(writer->atlas, part, writer->options->width, &layout);

	if (!code)
		code = put_title(writer, part);
	for (size_t i = 0; i < layout.count && !code; i++)
		if (layout.columns[i].begins)
			put_stretch(writer, part, &layout, i);
	return code;
}

/* The program of a row is new where the row before has another: rows come by program. */
static int put_parts(struct writer *writer, size_t first, size_t end)
{
	const struct atlas *atlas = writer->atlas;
	struct atlas_part part = { .first = first, .end = end };
	int code = 0;

	for (size_t row = 0; row < atlas->row_count && !code; row++) {
		if (atlas->rows[row].program == part.program ||
		    !atlas_row_is_seen(atlas, row, first, end))
			continue;
		part.program = atlas->rows[row].program;
		code = put_part(writer, &part);
	}
	return code;
}

static int put_reasons(struct writer *writer, size_t first)
{
	char **lines = NULL;
	size_t count = 0;
	int code = atlas_reasons(writer->atlas, first, &lines, &count);

	for (size_t i = 0; i < count && !code; i++)
		code = put_line(writer, "- ", lines[i]);
	text_words_free(lines, count);
	return code;
}

static int put_family(struct writer *writer, size_t first)
{
	int code = put_parts(writer, first, atlas_family_end(writer->atlas, first));

	return code ? code : put_reasons(writer, first);
}

static int put_legend(struct writer *writer)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };

	text_buffer_add(&line, "+N, -N: more or less than on the kernel before that has a number "
			       "in the row, whose trigger and hook are the same");
	for (int i = 0; i < ATLAS_MARKS; i++)
		if (writer->seen & 1u << i)
			text_buffer_add(&line, "; %s  %s", atlas_mark_sign(i), atlas_mark_words(i));
	return text_buffer_error(&line) < 0 ? -ENOMEM
					    : put_line(writer, "- ", text_buffer_get(&line));
}

static int put_runs(struct writer *writer)
{
	int code = 0;

	for (size_t i = 0; i < writer->atlas->run_count && !code; i++) {
		CLEANUP_FREE char *line = NULL;

		if (!writer->atlas->runs[i].figures)
			continue;
		line = atlas_run_sentence(writer->atlas, i);
		code = put_line(writer, "- ", line);
	}
	return code;
}

static int put_tools(struct writer *writer, size_t first)
{
	CLEANUP_FREE char *family = atlas_family_name(writer->atlas, first);
	CLEANUP_FREE char *tools = atlas_tools_sentence(writer->atlas, first);
	CLEANUP_FREE char *line =
	    family && tools ? file_path("%s: the newest are %s", family, tools) : NULL;

	return tools && !*tools ? 0 : put_line(writer, "- ", line);
}

int atlas_print_text(const struct atlas *atlas, FILE *out, const struct report_options *options)
{
	struct writer writer = { .atlas = atlas, .out = out, .options = options };
	int code = 0;

	for (size_t k = 0; k < atlas->kernel_count && !code; k = atlas_family_end(atlas, k))
		code = put_family(&writer, k);
	if (!code)
		code = put_legend(&writer);
	for (size_t k = 0; k < atlas->kernel_count && !code; k = atlas_family_end(atlas, k))
		code = put_tools(&writer, k);
	if (!code)
		code = put_runs(&writer);
	return writer.failed ? -ENOMEM : code;
}
