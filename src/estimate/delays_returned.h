/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_DELAYS_RETURNED_H
#define BPFTAX_ESTIMATE_DELAYS_RETURNED_H

/*
 * Whether known delays come back: of a run with delays, what udp-drain makes of each nanosecond
 * that was put in, which is 1 when it measures nanoseconds and the delays are what they are called.
 *
 *	delays_returned_fill(report);	// report->delays_returned; n = 0: absent
 *
 * Of each block, whose delays were windows of one attachment, the least-squares slope of the cost
 * of an operation on the delays; of the slopes the Hodges-Lehmann estimate with its signed-rank
 * interval, as the machine may change its speed within a block.  What the program costs without a
 * delay, and what of it hides behind the code around the hook, is in no slope.
 */

#include "estimate/types.h"

#define DELAYS_RETURNED_POINTS_LEAST 3

/* Three delays at least, in whole blocks.  0 or -ENOMEM. */
int delays_returned_fill(struct report *report);

#endif
