/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_NOISE_OUTLOOK_H
#define BPFTAX_ESTIMATE_NOISE_OUTLOOK_H

/*
 * What a workload will be able to tell at its end, by what its baselines have shown so far: between
 * them nothing differs, so what they seem to differ by is this machine's noise.
 *
 *	double outlook = noise_outlook_percent(report, "iperf3", 6, 26);
 *
 *	if (noise_outlook_is_hopeless(outlook, 6))
 *		end(workload);                       // tables of noise help nobody
 *
 * Pure.
 */

#include <stdbool.h>
#include "estimate/types.h"

/* An effect of traffic is rarely larger (docs/method.md): what cannot tell that tells nothing. */
#define NOISE_OUTLOOK_MOST_PERCENT 15
/* Before there are intervals it has to be so many times as bad: a deviation of few values is rough.
 */
#define NOISE_OUTLOOK_EARLY 3
#define NOISE_OUTLOOK_FIRST_BLOCKS 3

/*
 * Half of the interval that the second baseline against the first, in the metric that the workload
 * shows an effect by, will have after `expected` blocks, of which `done` are there; it narrows with
 * the square root of their number.  Before there is an interval it is made of the baseline's
 * standard deviation.  Infinite: most of its blocks are excluded, as others had the CPUs.  NaN:
 * nothing is known yet.
 */
double noise_outlook_percent(const struct report *report, const char *workload, size_t done,
			     double expected);

/* Whether going on is of no use. */
bool noise_outlook_is_hopeless(double percent, size_t done);

#endif
