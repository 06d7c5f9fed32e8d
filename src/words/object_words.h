/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_OBJECT_WORDS_H
#define BPFTAX_WORDS_OBJECT_WORDS_H

/*
 * What is said of the programs of somebody's object that have no cost on a kernel: a word for a
 * cell of a table, and the reason once, below it, by a letter.
 *
 *	struct object_notes notes = { 0 };
 *
 *	table_set(table, row, column, "%s %s", object_state_word(result),
 *		  object_note_mark(&notes, result, mark));
 *	...
 *	object_notes_say(&notes, part);
 *	object_notes_release(&notes);
 */

#include "estimate/types.h"
#include "words/front_part.h"

/* Whether the run has programs of somebody's object. */
bool run_has_objects(const struct run_data *data);

/* "no load", "no hook", "not run", "drops", "failed"; its status where it is another. */
const char *object_state_word(const struct report_result *result);

/* "b", of the 27th note "aa". */
#define NOTE_MARK_SIZE 16

struct object_notes {
	const struct report_result **results; /* the first of each reason */
	size_t count;
	bool failed; /* memory ran out, which is asked once, at the end */
};

/* The mark of the result's reason, which results of one reason share. */
const char *object_note_mark(struct object_notes *notes, const struct report_result *result,
			     char mark[NOTE_MARK_SIZE]);

/* A line for each mark, and under it the end of the verifier's log.  0 or -ENOMEM. */
int object_notes_say(const struct object_notes *notes, struct front_part *part);

/* The end of the verifier's log, a line each; nothing where it refused nothing.  0 or -ENOMEM. */
int object_log_say(const struct report_result *result, struct front_part *part);

void object_notes_release(struct object_notes *notes);

#endif
