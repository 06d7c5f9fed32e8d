/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_EXCLUSION_H
#define BPFTAX_STATS_EXCLUSION_H

/*
 * Which blocks are left out, and why.
 *
 * By covariates alone, and whole blocks at a time: what is measured never decides whether it
 * counts, and cannot, for it is not an argument here.  To drop outliers by their outcome makes
 * intervals too narrow (simulated: docs/method.md).
 *
 *	struct exclusion exclusion;
 *
 *	exclude_blocks(covariates, blocks, &limits, excluded, &exclusion);
 *	for (r = 0; r < EXCLUSION_REASON_COUNT; r++)
 *		printf("%zu blocks: %s\n", exclusion.by_reason[r], exclusion_reason_text(r));
 *
 * A block may be excluded for several reasons and counts under each, but once in the total.
 * A covariate that could not be had is NaN and excludes nothing; such blocks are counted as well.
 */

#include <stdbool.h>
#include <stddef.h>

enum exclusion_reason {
	EXCLUSION_STEAL,
	EXCLUSION_FOREIGN_CPU,
	EXCLUSION_MISSES,
	EXCLUSION_SENDER_LIMIT,
	EXCLUSION_REASON_COUNT
};

/* Of one block the worst over its windows, or the most that may be. */
struct covariates {
	double
	    value[EXCLUSION_REASON_COUNT]; /* each a share, 0 to 1; see exclusion_reason_text() */
};

struct exclusion {
	size_t blocks;	 /* looked at */
	size_t excluded; /* for one reason or more */
	size_t by_reason[EXCLUSION_REASON_COUNT];
	size_t unknown[EXCLUSION_REASON_COUNT]; /* blocks whose covariate could not be had */
};

/* "steal time", "missed hits": what the share is of, for a sentence. */
const char *exclusion_reason_text(enum exclusion_reason reason);

/* Excludes the blocks of which a covariate is above its limit; a limit that is NaN is none. */
void exclude_blocks(const struct covariates *blocks, size_t count, const struct covariates *limits,
		    bool *ret_excluded, struct exclusion *ret_exclusion);

#endif
