/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_WINDOW_FIT_H
#define BPFTAX_RUN_WINDOW_FIT_H

/*
 * Windows for a short budget: below six blocks there is no interval at all (docs/method.md), so
 * that shorter windows, of which there are more, say more than long ones of which there are too
 * few. Pure. Internal to src/run.
 *
 *	struct block_length block = { .windows = 32, .visits = 13, .switch_ns = 300000000 };
 *
 *	lengths = window_fit(&usual, &block, budget_ns);
 */

#include "run/course.h"

/* So many blocks are to find room; a few more than six, as some may have to be excluded. */
#define WINDOW_FIT_BLOCKS 8

/* What a block is made of: so many windows, and visits that take so long beside them. */
struct block_length {
	unsigned int windows, visits;
	uint64_t switch_ns;
};

/*
 * The usual lengths, or where those leave no room for WINDOW_FIT_BLOCKS ones as short as needed:
 * the window down to .4 of its length, settling to .5, which is as far as the pilot of windows
 * tries too (run/window_pilot.h).
 */
struct window_lengths window_fit(const struct window_lengths *usual,
				 const struct block_length *block, uint64_t budget_ns);

#endif
