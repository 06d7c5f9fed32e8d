/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_DIFFERENCES_H
#define BPFTAX_ANATOMY_DIFFERENCES_H

/*
 * Two anatomies beside each other, function by function.
 *
 *	differences_make(before, after, &differences);
 *	for (size_t i = 0; i < differences.count; i++)
 *		tell(&differences.rows[i]);
 *	differences_release(&differences);
 *
 * Functions are partners by name and module; those left over by name alone, and then without what
 * the compiler appended (function_stem() in anatomy/function_name.h).  A function that none is
 * partner of is new or gone.  Every row of both stands in one difference, so that these add up to
 * the difference of the totals.  Texts belong to the anatomies.  Pure.
 */

#include "anatomy/anatomy.h"

enum difference_kind {
	DIFFERENCE_NEW,
	DIFFERENCE_GONE,
	DIFFERENCE_LONGER,
	DIFFERENCE_SHORTER,
	DIFFERENCE_OTHER, /* as many instructions, but not as many of something else */
	DIFFERENCE_NONE,
	DIFFERENCE_KINDS
};

extern const char *const difference_names[DIFFERENCE_KINDS];

struct difference {
	enum difference_kind kind;
	const struct anatomy_row *before, *after;	 /* NULL: it is not there */
	struct counts before_counts, after_counts, more; /* over differences.events */
};

struct differences {
	const struct anatomy *before, *after;
	uint64_t events;	 /* that all counts here are over */
	struct difference *rows; /* the largest change first; of as large ones by name */
	size_t count;
	struct counts before_total, after_total, more; /* sums over the rows */
};

/* 0 or -ENOMEM, with nothing to release. */
int differences_make(const struct anatomy *before, const struct anatomy *after,
		     struct differences *ret_differences);
void differences_release(struct differences *differences);

/* The function of either. */
const struct anatomy_row *difference_row(const struct difference *difference);

#endif
