// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Anatomies for a terminal: what differs between them first, then of each its sum, its functions,
 * its layers and its path.
 */
#include "formats/anatomy.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "formats/anatomy_columns.h"
#include "words/anatomy_words.h"
#include "words/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LAYER_WIDTH 8
#define NUMBER_WIDTH 8 /* of a column of differences, at least */

struct writer {
	FILE *out;
	const struct report_options *options;
};

static int put_lines(const struct writer *writer, const char *first, const char *next, char *lines)
{
	char *rest = lines;
	int code = lines ? 0 : -ENOMEM;

	for (char *line; !code && (line = strsep(&rest, "\n"));)
		if (*line)
			code = terminal_put_text(writer->out, writer->options, first, next, line);
	return code;
}

static int put_title(const struct writer *writer, char *title)
{
	return title ? terminal_put_title(writer->out, writer->options, title) : -ENOMEM;
}

static void put_layer(const struct writer *writer, const char *name)
{
	fprintf(writer->out, "%-*s", LAYER_WIDTH, name);
}

static int put_row(const struct writer *writer, const struct columns *columns,
		   const struct anatomy *anatomy, const struct anatomy_row *row)
{
	put_layer(writer, layer_names[row->layer]);
	columns_put(columns, writer->out, &row->counts, anatomy->events);
	return columns_put_name(writer->out, writer->options, LAYER_WIDTH + columns->width, 0,
				anatomy_function(row->function));
}

static int put_sum(const struct writer *writer, const struct columns *columns,
		   const struct anatomy *anatomy)
{
	CLEANUP_FREE char *clock = anatomy_clock_sentence(anatomy);

	put_layer(writer, "sum");
	columns_put(columns, writer->out, &anatomy->total, anatomy->events);
	return clock ? columns_put_name(writer->out, writer->options, LAYER_WIDTH + columns->width,
					0, clock)
		     : -ENOMEM;
}

static struct columns columns_of(const struct anatomy *anatomy)
{
	struct columns columns = columns_begin();

	for (size_t i = 0; i < anatomy->row_count; i++)
		columns_fit(&columns, &anatomy->rows[i].counts, anatomy->events);
	columns_fit(&columns, &anatomy->total, anatomy->events);
	return columns;
}

static int put_rows(const struct writer *writer, const struct anatomy *anatomy)
{
	struct columns columns = columns_of(anatomy);
	int code = 0;

	put_layer(writer, "layer");
	columns_put_headings(&columns, writer->out);
	fputs("  function\n", writer->out);
	for (size_t i = 0; i < anatomy->row_count && !code; i++)
		code = put_row(writer, &columns, anatomy, &anatomy->rows[i]);
	return code ? code : put_sum(writer, &columns, anatomy);
}

/* "entry 43, dispatch 80, program 14": the layers that have something. */
static int put_layers(const struct writer *writer, const struct anatomy *anatomy)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	const char *separator = "Instructions by layer: ";
	char number[QUOTIENT_SIZE];

	for (size_t layer = 0; layer < LAYERS; layer++) {
		struct counts sum = anatomy_layer_sum(anatomy, (enum layer)layer);

		if (counts_are_zero(&sum))
			continue;
		text_buffer_add(
		    &line, "%s%s %s", separator, layer_names[layer],
		    counts_quotient(number, sum.of[COUNT_instructions], anatomy->events));
		separator = ", ";
	}
	return text_buffer_error(&line) < 0 ? -ENOMEM
					    : terminal_put_text(writer->out, writer->options, "",
								"  ", text_buffer_get(&line));
}

static const char *frame_number(char number[QUOTIENT_SIZE], const struct anatomy *anatomy,
				const struct frame *frame)
{
	return counts_quotient(number, frame->counts.of[COUNT_instructions], anatomy->frame_events);
}

/* How wide the column of the frames' numbers is. */
static int frames_width(const struct anatomy *anatomy)
{
	size_t width = strlen("instr.");
	char number[QUOTIENT_SIZE];

	for (size_t i = 0; i < anatomy->frame_count; i++) {
		size_t length = strlen(frame_number(number, anatomy, &anatomy->frames[i]));

		width = length > width ? length : width;
	}
	return (int)width + 1;
}

static int put_frame(const struct writer *writer, const struct anatomy *anatomy,
		     const struct frame *frame, int width)
{
	char number[QUOTIENT_SIZE];
	int used = fprintf(writer->out, "%-*s%*s", LAYER_WIDTH, layer_names[frame->layer], width,
			   frame_number(number, anatomy, frame));

	return columns_put_name(writer->out, writer->options, used > 0 ? (size_t)used : 0,
				frame->depth, anatomy_function(frame->function));
}

static int put_path(const struct writer *writer, const struct anatomy *anatomy)
{
	int width = frames_width(anatomy), code = 0;

	if (!anatomy->frame_count)
		return 0;
	fputs("\nIN ITS OWN ORDER\n", writer->out);
	fprintf(writer->out, "%-*s%*s  function, below what called it\n", LAYER_WIDTH, "layer",
		width, "instr.");
	for (size_t i = 0; i < anatomy->frame_count && !code; i++)
		code = put_frame(writer, anatomy, &anatomy->frames[i], width);
	return code;
}

static int put_anatomy(const struct writer *writer, const struct anatomy *anatomy)
{
	CLEANUP_FREE char *headline = anatomy_headline(anatomy);
	CLEANUP_FREE char *doubts = anatomy_doubts(anatomy);
	int code = put_title(writer, headline);

	if (!code)
		code = put_lines(writer, "! ", "  ", doubts);
	if (!code)
		code = put_rows(writer, anatomy);
	if (!code)
		code = put_layers(writer, anatomy);
	return code ? code : put_path(writer, anatomy);
}

/* Of instructions before, after and more, as printed. */
struct difference_texts {
	char before[QUOTIENT_SIZE], after[QUOTIENT_SIZE], more[QUOTIENT_SIZE + 1];
};

static struct difference_texts difference_texts(const struct counts *before,
						const struct counts *after,
						const struct counts *more, uint64_t events)
{
	struct difference_texts texts;

	counts_quotient(texts.before, before->of[COUNT_instructions], events);
	counts_quotient(texts.after, after->of[COUNT_instructions], events);
	anatomy_signed(texts.more, more->of[COUNT_instructions], events);
	return texts;
}

static struct difference_texts row_texts(const struct differences *differences,
					 const struct difference *row)
{
	return difference_texts(&row->before_counts, &row->after_counts, &row->more,
				differences->events);
}

static struct difference_texts sum_texts(const struct differences *differences)
{
	return difference_texts(&differences->before_total, &differences->after_total,
				&differences->more, differences->events);
}

static size_t widest(size_t width, const struct difference_texts *texts)
{
	const char *list[] = { texts->before, texts->after, texts->more };

	for (size_t i = 0; i < ARRAY_SIZE(list); i++)
		width = strlen(list[i]) + 1 > width ? strlen(list[i]) + 1 : width;
	return width;
}

/* How wide a column of numbers is, with a space before it. */
static int difference_width(const struct differences *differences)
{
	struct difference_texts texts = sum_texts(differences);
	size_t width = widest(NUMBER_WIDTH, &texts);

	for (size_t i = 0; i < differences->count; i++) {
		texts = row_texts(differences, &differences->rows[i]);
		width = widest(width, &texts);
	}
	return (int)width;
}

static size_t put_numbers(const struct writer *writer, int width, const char *change,
			  const struct difference_texts *texts)
{
	put_layer(writer, change);
	fprintf(writer->out, "%*s%*s%*s", width, texts->before, width, texts->after, width,
		texts->more);
	return LAYER_WIDTH + 3 * (size_t)width;
}

static int put_difference(const struct writer *writer, const struct differences *differences,
			  int width, const struct difference *difference)
{
	struct difference_texts texts = row_texts(differences, difference);
	size_t used = put_numbers(writer, width, difference_names[difference->kind], &texts);

	return columns_put_name(writer->out, writer->options, used, 0,
				anatomy_function(difference_row(difference)->function));
}

/* Those with as many instructions are one line. */
static void put_same(const struct writer *writer, const struct differences *differences, int width)
{
	struct difference_texts texts;
	struct counts none = { 0 }, sum = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < differences->count; i++) {
		if (differences->rows[i].more.of[COUNT_instructions])
			continue;
		sum.of[COUNT_instructions] +=
		    differences->rows[i].after_counts.of[COUNT_instructions];
		count++;
	}
	if (!count)
		return;
	texts = difference_texts(&sum, &sum, &none, differences->events);
	put_numbers(writer, width, "same", &texts);
	fprintf(writer->out, "  %zu function%s with as many\n", count, count == 1 ? "" : "s");
}

static void put_difference_sum(const struct writer *writer, const struct differences *differences,
			       int width)
{
	struct difference_texts texts = sum_texts(differences);

	put_numbers(writer, width, "sum", &texts);
	putc('\n', writer->out);
}

static int put_differences(const struct writer *writer, const struct differences *differences)
{
	CLEANUP_FREE char *headline = differences_headline(differences);
	const struct difference_texts headings = { "before", "after", "more" };
	int width = difference_width(differences);
	int code = put_title(writer, headline);

	put_numbers(writer, width, "change", &headings);
	fputs("  function\n", writer->out);
	for (size_t i = 0; i < differences->count && !code; i++)
		if (differences->rows[i].more.of[COUNT_instructions])
			code = put_difference(writer, differences, width, &differences->rows[i]);
	put_same(writer, differences, width);
	put_difference_sum(writer, differences, width);
	return code;
}

static int put_missing(const struct writer *writer, const struct anatomy_missing *missing)
{
	const struct anatomy_subject *subject = &missing->subject;
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };

	text_buffer_add(&line, "%s%s%s%s%s: none: %s",
			subject->configuration ? subject->configuration : "event",
			subject->cell ? ", " : "", subject->cell ? subject->cell : "",
			subject->workload ? ", " : "", subject->workload ? subject->workload : "",
			missing->reason ? missing->reason : "no reason is known");
	return text_buffer_error(&line) < 0 ? -ENOMEM
					    : terminal_put_text(writer->out, writer->options, "- ",
								"  ", text_buffer_get(&line));
}

int anatomy_print_text(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options)
{
	const struct writer writer = { out, options };
	int code = 0;

	for (size_t i = 0; i < set->difference_count && !code; i++) {
		code = put_differences(&writer, &set->differences[i]);
		putc('\n', out);
	}
	for (size_t i = 0; i < set->count && !code; i++) {
		fputs(i ? "\n" : "", out);
		code = put_anatomy(&writer, set->anatomies[i]);
	}
	for (size_t i = 0; i < set->missing_count && !code; i++)
		code = put_missing(&writer, &set->missing[i]);
	return code;
}
