// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/time_left.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* As long as it is asked, the run has not ended. */
#define FRACTION_MOST .99

int time_left_init(struct time_left *time, size_t count, double budget_s, size_t jobs)
{
	*time = (struct time_left){
		.cells = calloc(count + 1, sizeof(*time->cells)),
		.count = count,
		.jobs = jobs ? jobs : 1,
		.budget_s = budget_s,
	};
	if (!time->cells)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		time->cells[i].left_s = NAN;
	return 0;
}

void time_left_release(struct time_left *time)
{
	free(time->cells);
}

void time_left_begin(struct time_left *time, size_t cell, double now_s)
{
	time->cells[cell].begun = true;
	time->cells[cell].begun_s = now_s;
}

void time_left_say(struct time_left *time, size_t cell, double now_s, double left_s)
{
	time->cells[cell].left_s = left_s;
	time->cells[cell].said_s = now_s;
}

void time_left_end(struct time_left *time, size_t cell, double now_s)
{
	struct time_left_cell *one = &time->cells[cell];

	one->took_s = one->begun ? now_s - one->begun_s : 0;
	one->begun = one->ended = true;
}

/* Of a cell under way; NaN: not known. */
static double cell_left_s(const struct time_left_cell *cell, double now_s)
{
	return isnan(cell->left_s) ? NAN : fmax(0, cell->left_s - (now_s - cell->said_s));
}

/* From its beginning to its end, as far as is known; NaN: nothing is. */
static double cell_length_s(const struct time_left_cell *cell, double now_s)
{
	if (cell->ended)
		return cell->took_s;
	return cell->begun ? now_s - cell->begun_s + cell_left_s(cell, now_s) : NAN;
}

/* What the cells of a timing have in common. */
struct stage {
	size_t under_way, waiting;
	double longest_s; /* left, of those under way; NaN: not known */
	double sum_s;	  /* of the lengths that are known */
	size_t known;
};

static void cell_add(struct stage *stage, const struct time_left_cell *cell, double now_s)
{
	double length_s = cell_length_s(cell, now_s);

	if (!isnan(length_s)) {
		stage->sum_s += length_s;
		stage->known++;
	}
	if (!cell->begun)
		stage->waiting++;
	if (!cell->begun || cell->ended)
		return;
	stage->under_way++;
	stage->longest_s = fmax(stage->longest_s, cell_left_s(cell, now_s));
}

static struct stage stage_of(const struct time_left *time, bool counted, double now_s)
{
	struct stage stage = { .longest_s = NAN };

	for (size_t i = 0; i < time->count; i++)
		if (time->cells[i].counted == counted)
			cell_add(&stage, &time->cells[i], now_s);
	return stage;
}

/* Those that wait take as long as the others, so many at once; NaN: not known. */
static double stage_left_s(const struct stage *stage, size_t jobs)
{
	double left_s = stage->under_way ? stage->longest_s : 0;

	if (stage->waiting)
		left_s += (double)stage->waiting / (double)jobs * stage->sum_s /
			  (stage->known ? (double)stage->known : NAN);
	return left_s;
}

/* When the last counted cell has ended, or will have. */
static double counted_end_s(const struct time_left *time, double counted_left_s, double now_s)
{
	double end_s = 0;

	if (!(counted_left_s <= 0))
		return now_s + (isnan(counted_left_s) ? 0 : counted_left_s);
	for (size_t i = 0; i < time->count; i++)
		if (time->cells[i].counted)
			end_s = fmax(end_s, time->cells[i].begun_s + time->cells[i].took_s);
	return end_s;
}

/* The budget is the most; the last timed cell may know of an earlier end. */
static double budget_left_s(const struct time_left *time, const struct stage *timed,
			    double counted_left_s, double now_s)
{
	double counted_s = counted_end_s(time, counted_left_s, now_s);
	double end_s = fmax(time->budget_s, counted_s + time->budget_s / 2);
	double left_s = fmax(0, end_s - now_s);

	return timed->under_way && !timed->waiting ? fmin(left_s, timed->longest_s) : left_s;
}

static double run_left_s(const struct time_left *time, double now_s)
{
	struct stage counted = stage_of(time, true, now_s), timed = stage_of(time, false, now_s);
	double counted_s = stage_left_s(&counted, time->jobs);

	if (!timed.under_way && !timed.waiting)
		return counted_s;
	if (time->budget_s > 0)
		return budget_left_s(time, &timed, counted_s, now_s);
	return counted_s + stage_left_s(&timed, 1);
}

/* At FRACTION_MOST the time left goes with it: the run has not ended. */
struct how_far time_left_look(struct time_left *time, double now_s)
{
	double left_s = run_left_s(time, now_s);

	if (isnan(left_s))
		return (struct how_far){ time->shown, NAN };
	left_s = fmax(left_s, now_s * (1 - FRACTION_MOST) / FRACTION_MOST);
	time->shown = now_s > 0 ? now_s / (now_s + left_s) : 0;
	return (struct how_far){ time->shown, left_s };
}
