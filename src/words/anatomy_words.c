// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/anatomy_words.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int64_t instructions_of(const struct anatomy *anatomy)
{
	return anatomy->total.of[COUNT_instructions];
}

char *anatomy_headline(const struct anatomy *anatomy)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	const struct anatomy_subject *subject = &anatomy->subject;
	char number[QUOTIENT_SIZE];

	text_buffer_add(&line, "%s", subject->configuration ? subject->configuration : "event");
	if (subject->hook)
		text_buffer_add(&line, " on %s", subject->hook);
	if (subject->release)
		text_buffer_add(&line, ", Linux %s", subject->release);
	if (subject->workload)
		text_buffer_add(&line, ", %s", subject->workload);
	text_buffer_add(&line, ": %s instructions an event",
			counts_quotient(number, instructions_of(anatomy), anatomy->events));
	return text_buffer_take(&line);
}

char *anatomy_label(const struct anatomy *anatomy)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	const struct anatomy_subject *subject = &anatomy->subject;

	if (subject->cell || subject->release)
		text_buffer_add_word(&line, " ", subject->cell ? subject->cell : subject->release);
	if (subject->configuration)
		text_buffer_add_word(&line, " ", subject->configuration);
	if (subject->workload)
		text_buffer_add_word(&line, " ", subject->workload);
	text_buffer_add(&line, "%s", "");
	return text_buffer_take(&line);
}

char *anatomy_signed(char text[QUOTIENT_SIZE + 1], int64_t sum, uint64_t events)
{
	char number[QUOTIENT_SIZE];

	snprintf(text, QUOTIENT_SIZE + 1, "%s%s", sum > 0 ? "+" : "",
		 counts_quotient(number, sum, events));
	return text;
}

char *differences_headline(const struct differences *differences)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	CLEANUP_FREE char *before = anatomy_label(differences->before);
	CLEANUP_FREE char *after = anatomy_label(differences->after);
	char one[QUOTIENT_SIZE], other[QUOTIENT_SIZE], more[QUOTIENT_SIZE + 1];

	if (!before || !after)
		return NULL;
	text_buffer_add(
	    &line, "%s to %s: %s to %s instructions an event, %s", before, after,
	    counts_quotient(one, differences->before_total.of[COUNT_instructions],
			    differences->events),
	    counts_quotient(other, differences->after_total.of[COUNT_instructions],
			    differences->events),
	    anatomy_signed(more, differences->more.of[COUNT_instructions], differences->events));
	return text_buffer_take(&line);
}

/* What the sum is held against. */
static const char *counted_by(const struct anatomy *anatomy)
{
	return anatomy->subject.workload ? "run --exact" : "micro --exact";
}

char *anatomy_clock_sentence(const struct anatomy *anatomy)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	char number[QUOTIENT_SIZE];

	if (!anatomy->trust.timed)
		text_buffer_add(&line, "the guest's clock was not read");
	else if (anatomy->trust.clock == instructions_of(anatomy))
		text_buffer_add(&line, "= %s", counted_by(anatomy));
	else
		text_buffer_add(&line, "%s: %s", counted_by(anatomy),
				counts_quotient(number, anatomy->trust.clock, anatomy->events));
	return text_buffer_take(&line);
}

static void clock_doubt(const struct anatomy *anatomy, struct text_buffer *lines)
{
	char number[QUOTIENT_SIZE];

	if (anatomy->trust.timed && anatomy->trust.clock != instructions_of(anatomy))
		text_buffer_add(lines,
				"The guest's clock, by which %s counts, says %s "
				"instructions an event: the sum is not that of the event alone.\n",
				counted_by(anatomy),
				counts_quotient(number, anatomy->trust.clock, anatomy->events));
}

static void division_doubt(const struct anatomy *anatomy, struct text_buffer *lines)
{
	if (!anatomy_divides(anatomy))
		text_buffer_add(lines,
				"Numbers with a fraction are not the same for each event: so many "
				"were counted over %" PRIu64 " events.\n",
				anatomy->events);
}

static void windows_doubt(const struct anatomy *anatomy, struct text_buffer *lines)
{
	const struct anatomy_trust *trust = &anatomy->trust;

	if (trust->agreeing < trust->windows || trust->bare_agreeing < trust->bare)
		text_buffer_add(lines,
				"%zu of %zu windows with the program and %zu of %zu without it are "
				"alike in every number; each number is the median's.\n",
				trust->agreeing, trust->windows, trust->bare_agreeing, trust->bare);
}

static void path_doubt(const struct anatomy *anatomy, struct text_buffer *lines)
{
	if (!anatomy->trust.path)
		text_buffer_add(lines, "No event's path was recorded: layers are by names alone, "
				       "and the order is that of names.\n");
	else if (!anatomy->trust.path_agrees)
		text_buffer_add(lines, "The one event whose path was recorded is not like the "
				       "counted ones in every number: order, depth and layers are "
				       "its own.\n");
}

char *anatomy_doubts(const struct anatomy *anatomy)
{
	CLEANUP(text_buffer_release) struct text_buffer lines = { 0 };

	clock_doubt(anatomy, &lines);
	division_doubt(anatomy, &lines);
	windows_doubt(anatomy, &lines);
	path_doubt(anatomy, &lines);
	text_buffer_add(&lines, "%s", "");
	return text_buffer_take(&lines);
}
