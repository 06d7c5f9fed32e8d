/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_WINDOW_CHOICE_H
#define BPFTAX_STATS_WINDOW_CHOICE_H

/*
 * How long a window should be: long ones average more, short ones leave room for more of them.
 *
 *	struct window_trial trials[] = { { .settle_s = .1, .length_s = .25, .wall_s = .4,
 *					   .pairs = pairs, .pair_count = 4 }, ... };
 *	struct window_figure figures[ARRAY_SIZE(trials)];
 *
 *	best = window_choose(trials, ARRAY_SIZE(trials), figures);
 *
 * A trial is a length and a settling time that were tried in A/A windows: nothing was changed
 * between the two windows of a pair, so that the difference of their logarithms is noise.  Pairs
 * are close in time, as the windows of a block are; slow drift cancels in both.
 *
 * Of each settling time the variance of a window is taken to be
 *
 *	v(L) = a / L + c,	a, c >= 0
 *
 * where a is what a longer window averages out and c what it does not: it is fitted to the
 * variances seen, by least squares on L v = a + c L, each weighing by its pairs and by one over the
 * square of what the fit before expected (iteratively: a variance is known to a share of itself).
 * So lengths of which few pairs were seen borrow from the others.  A run of T seconds has
 * T / wall_s windows, and its error is sqrt(v wall_s / T): sqrt(v wall_s), the error after one
 * second, is to be small.  Of the trials within 8 % of the least the longest is taken: few pairs
 * tell them no closer apart, and too long a window wastes less than one that is too short.  Pure.
 */

#include <stddef.h>

struct window_trial {
	double settle_s, length_s;
	double wall_s;	     /* that one window takes of the run, all that belongs to it included */
	const double *pairs; /* differences of logarithms */
	size_t pair_count;
};

struct window_figure {
	double sd;	  /* of a window's logarithm, as seen; NaN without pairs */
	double sd_fitted; /* by v(L) */
	double error;	  /* relative, after one second of wall time */
};

/*
 * The spread of one window, from the mean absolute difference of pairs: E|d| = 2 sd / sqrt(pi) for
 * Gaussian noise, and a burst does not count squared.  NaN without pairs.
 */
double window_pair_sd(const double *pairs, size_t count);

/*
 * The index of the best trial, or count when none has pairs.  figures (count of them) are what it
 * was chosen by.
 */
size_t window_choose(const struct window_trial *trials, size_t count,
		     struct window_figure *figures);

#endif
