/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_HOLM_H
#define BPFTAX_STATS_HOLM_H

/*
 * Holm's adjustment of p values for there being several of them.
 *
 * The i-th smallest of m becomes the largest of (m + 1 - j) p(j) over j <= i, at most 1; to call
 * those that are then at most .05 an effect errs at all, once or more, in at most 5 % of the
 * families, whatever the dependence (Holm, Scand. J. Stat. 6 (1979) 65; R's p.adjust).
 *
 *	holm_adjust(p, comparisons, p_adjusted);
 */

#include <stddef.h>

/* NaN is no comparison: it stays NaN, and m does not count it.  Returns 0 or -ENOMEM. */
int holm_adjust(const double *p, size_t count, double *ret_adjusted);

#endif
