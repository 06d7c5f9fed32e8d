/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_CLUSTERS_H
#define BPFTAX_STATS_CLUSTERS_H

/*
 * How far one kernel lies above another, from one value a boot of each.
 *
 * What differs between two boots and is the same throughout each (where the kernel's text came to
 * lie, which pages the workload got) is in all values of a boot alike: the windows of a boot are a
 * cluster, and what is independent are the boots.  So a boot counts once, by its estimate, whose
 * deviation is the boots' and the windows' together, and the difference of the means gets Student's
 * interval of two samples with one variance (Donner and Klar, Design and Analysis of Cluster
 * Randomization Trials, 2000, 6.2):
 *
 *	mean(b) - mean(a) -+ qt(1 - (1 - level) / 2, m + n - 2) s sqrt(1 / m + 1 / n)
 *
 * s is pooled over both sides, so that a side of one boot takes what differs between boots from the
 * other.  Two boots a side say nearly nothing: the interval is 4.3 s wide either way at .95, and
 * that is how much two boots know.  It assumes that boots are near to normal, as there are too few
 * of them for ranks: Wilcoxon's needs four a side for .95 at all.
 *
 *	clusters_shift(boots_a, 2, boots_b, 2, .95, &e);    // e.interval: of b over a
 */

#include "stats/estimate.h"

/*
 * NaNs do not count.  With less than three values, or none on a side, there
 * is no low and no high, and the method says so.
 */
void clusters_shift(const double *a, size_t a_count, const double *b, size_t b_count, double level,
		    struct estimate *ret_estimate);

#endif
