// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Anatomies as folded stacks, which flame-graph tools read: functions from the outermost to the
 * innermost by semicolons, then instructions.  The first is what the stack is of; without a path it
 * is followed by the layer and the function.
 *
 * Such a line has no way to say less than nothing: what an event has fewer of than the bare one is
 * left out, and told in a line of its own that begins with "#".  So is it where the numbers are not
 * one event's, as they do not divide by the events.
 */
#include "formats/anatomy.h"
#include "common/cleanup.h"
#include "words/anatomy_words.h"
#include "words/escape.h"

#include <errno.h>
#include <inttypes.h>

/* What would end a frame's name, or the line, is written otherwise. */
static int put_name(FILE *out, const char *name)
{
	CLEANUP_FREE char *clean = escape_text(name, true);

	if (!clean)
		return -ENOMEM;
	for (char *c = clean; *c; c++)
		if (*c == ';' || *c == ' ')
			*c = '_';
	fputs(clean, out);
	return 0;
}

static int put_root(const struct anatomy *anatomy, FILE *out)
{
	CLEANUP_FREE char *label = anatomy_label(anatomy);

	return label ? put_name(out, *label ? label : "event") : -ENOMEM;
}

static int put_frames_above(const struct anatomy *anatomy, size_t frame, FILE *out)
{
	int code = 0;

	if (frame == FRAME_NONE)
		return 0;
	code = put_frames_above(anatomy, anatomy->frames[frame].parent, out);
	putc(';', out);
	return code ? code : put_name(out, anatomy_function(anatomy->frames[frame].function));
}

static int put_frame(const struct anatomy *anatomy, size_t frame, FILE *out)
{
	int64_t instructions = anatomy->frames[frame].counts.of[COUNT_instructions];
	int code;

	if (!instructions)
		return 0;
	fputs(instructions < 0 ? "# fewer: " : "", out);
	code = put_root(anatomy, out);
	if (!code)
		code = put_frames_above(anatomy, frame, out);
	fprintf(out, " %" PRId64 "\n", instructions);
	return code;
}

static int put_row(const struct anatomy *anatomy, const struct anatomy_row *row, FILE *out)
{
	int64_t sum = row->counts.of[COUNT_instructions];
	int code;

	if (!sum)
		return 0;
	fputs(sum < 0 ? "# fewer: " : "", out);
	code = put_root(anatomy, out);
	fprintf(out, ";[%s];", layer_names[row->layer]);
	if (!code)
		code = put_name(out, anatomy_function(row->function));
	fprintf(out, " %" PRId64 "\n",
		anatomy_divides(anatomy) ? sum / (int64_t)anatomy->events : sum);
	return code;
}

/* Whose instructions a line has: whole ones alone. */
static uint64_t events_together(const struct anatomy *anatomy)
{
	if (anatomy->frame_count)
		return anatomy->frame_events;
	return anatomy_divides(anatomy) ? 1 : anatomy->events;
}

static int put_events(const struct anatomy *anatomy, FILE *out)
{
	uint64_t events = events_together(anatomy);
	int code;

	if (events == 1)
		return 0;
	fprintf(out, "# over %" PRIu64 " events together: ", events);
	code = put_root(anatomy, out);
	putc('\n', out);
	return code;
}

static int put_anatomy(const struct anatomy *anatomy, FILE *out)
{
	int code = put_events(anatomy, out);

	for (size_t i = 0; i < anatomy->frame_count && !code; i++)
		code = put_frame(anatomy, i, out);
	for (size_t i = 0; !anatomy->frame_count && i < anatomy->row_count && !code; i++)
		code = put_row(anatomy, &anatomy->rows[i], out);
	return code;
}

int anatomy_print_folded(const struct anatomy_set *set, FILE *out,
			 const struct report_options *options)
{
	int code = 0;

	(void)options;
	for (size_t i = 0; i < set->count && !code; i++)
		code = put_anatomy(set->anatomies[i], out);
	return code;
}
