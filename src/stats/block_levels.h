/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_BLOCK_LEVELS_H
#define BPFTAX_STATS_BLOCK_LEVELS_H

/*
 * Takes out of readings how fast the machine was in each block, so that what they differ by can be
 * had in their unit from all blocks alike.
 *
 *	double readings[series * blocks];	// ns of series 0 in every block, of series 1, ...
 *
 *	block_levels_remove(readings, series, blocks);
 *	difference = readings[1 * blocks + b] - readings[0 * blocks + b];
 *
 * A block's level is the median, over the series, of the logarithm of a reading less its series'
 * median over the blocks: a step of Tukey's median polish (Exploratory Data Analysis, 1977, 11).
 * Readings are divided by it, so that each series keeps its median.  A disturbed window does not
 * move a median of several; the level is the same whichever of two readings is the larger, so that
 * their difference stays symmetric.
 */

#include <stddef.h>

/* Positive, NaN where absent.  Returns 0 or -ENOMEM. */
int block_levels_remove(double *readings, size_t series, size_t blocks);

#endif
