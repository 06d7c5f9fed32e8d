/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_STOPPING_H
#define BPFTAX_STATS_STOPPING_H

/*
 * When a run may end because its intervals are narrow enough.
 *
 * From STOPPING_FIRST_LOOK blocks on, every STOPPING_STRIDE blocks (rarer from STOPPING_DENSE on,
 * see stopping_stride()), all configurations together: when the widest of their intervals is within
 * the precision asked for, the run ends.  The rule looks at widths and never at where an interval
 * lies, hence cannot favour an effect; what little the choice of a narrow moment costs in coverage
 * is paid by computing intervals of level STOPPING_LEVEL and reporting them as .95 (Chow and
 * Robbins, Ann. Math. Stat. 36 (1965) 457, for the width as rule; the level from simulation, see
 * docs/method.md and tests/property).
 *
 *	if (stopping_is_look(blocks)) {
 *		for (c = 0; c < count; c++)
 *			stopping_estimate(&differences[c], &estimates[c]);
 *		done = stopping_half_width(estimates, count) <= precision;
 *	}
 *
 * The intervals of a run under this rule must come from stopping_estimate() at its end as well,
 * also when it ended for another reason (budget, interruption).
 */

#include <stdbool.h>
#include "stats/estimate.h"
#include "stats/pooled.h"

#define STOPPING_FIRST_LOOK 30
#define STOPPING_STRIDE 10
#define STOPPING_DENSE 400
#define STOPPING_LEVEL .96

/*
 * How many blocks it is from one look to the next: a look reads all blocks that there are, so that
 * a run of many would take the square of their number.  From STOPPING_DENSE blocks on it is twice
 * as many, and again wherever their number has doubled: at most a twentieth of those that there
 * are.  Fewer looks cannot make an interval cover less.
 */
size_t stopping_stride(size_t blocks);

/* Whether the rule looks after so many blocks. */
bool stopping_is_look(size_t blocks);

/*
 * pooled_estimate() with the interval of level STOPPING_LEVEL, whose level is given as
 * INTERVAL_LEVEL; the method names both.
 */
int stopping_estimate(const struct pooled *pooled, struct estimate *ret_estimate);

/* The same of what pooled_rank() has ranked already. */
void stopping_estimate_ranked(const struct pooled_ranking *ranking, struct estimate *ret_estimate);

/* Half of the widest interval; infinite when one has none, or when count is 0. */
double stopping_half_width(const struct estimate *estimates, size_t count);

#endif
