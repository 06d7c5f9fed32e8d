/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SATURATION_H
#define BPFTAX_ESTIMATE_SATURATION_H

/*
 * When a receiver is saturated: it never idles, and what a hook takes is lost to datagrams.  One
 * rule, for a workload as it stands and for the cost at which one gets there (responses.h).
 */

#include <stdbool.h>

/* Busy for so much of the time, or sleeping so rarely, whichever shows first. */
#define SATURATION_BUSY .995
#define SATURATION_SLEEPS .002 /* an operation */

/* NaN: not known, which proves nothing. */
bool receiver_is_saturated(double busy, double sleeps_per_operation);

#endif
