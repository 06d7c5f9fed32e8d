/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_TIME_LEFT_H
#define BPFTAX_RUN_TIME_LEFT_H

/*
 * How far a run is and how long it will go on: one estimate, of which the share and the time left
 * are both made, so that they cannot contradict each other.  Pure; seconds since the run's
 * beginning come from whoever asks.  Internal to src/run.
 *
 *	time_left_init(&time, 2, budget_s, 1);
 *	time_left_begin(&time, cell, now_s);
 *	time_left_say(&time, cell, now_s, 40);       // what the cell itself knows
 *	how_far = time_left_look(&time, now_s);
 *	time_left_end(&time, cell, now_s);
 *	time_left_release(&time);
 *
 * Counted cells run first, `jobs` at once, then timed ones, one by one.  A cell that has not begun
 * takes what those of its timing take.  With a budget the timed cells' end is known from the
 * beginning (run/budget.h).
 */

#include <stdbool.h>
#include <stddef.h>

struct time_left_cell {
	bool counted;
	bool begun, ended;
	double begun_s, took_s;
	double left_s, said_s; /* what it said last, and when; NaN: nothing yet */
};

struct time_left {
	struct time_left_cell *cells;
	size_t count, jobs;
	double budget_s; /* of the whole run; 0: none */
	double shown;	 /* the share at the last look that knew the time left */
};

/*
 * fraction: 0 to 1, what has passed of all that is known, and less than before when more is known
 * to be left; the last one where that is not known.  left_s: NaN when nothing is known yet.
 */
struct how_far {
	double fraction, left_s;
};

/* All cells are timed until said otherwise.  0 or -ENOMEM. */
int time_left_init(struct time_left *time, size_t count, double budget_s, size_t jobs);
void time_left_release(struct time_left *time);

void time_left_begin(struct time_left *time, size_t cell, double now_s);
/* left_s: NaN: it does not know either. */
void time_left_say(struct time_left *time, size_t cell, double now_s, double left_s);
void time_left_end(struct time_left *time, size_t cell, double now_s);

struct how_far time_left_look(struct time_left *time, double now_s);

#endif
