/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_CUT_HITS_H
#define BPFTAX_ESTIMATE_CUT_HITS_H

/*
 * Hits that are no operation's.  A receiver that waits in its receive when a window ends is frozen
 * in it: the call is cut off, and begins again in the next window (iperf3 from 3.16 on has a thread
 * for each stream, which waits so).  What began has run the program, and no operation came of it,
 * so that a window has up to as many runs too many as it has receivers.
 *
 *	hits = hits_of_operations(counters, calls);
 *	per_operation = hits / operations;
 *
 * Counters in the store, and the number of hits in reports, are what was counted; what is said of
 * one operation leaves these out.
 */

/*
 * Hits less those of calls that were cut off: what is over the whole number of hits an operation
 * that is nearest, if so many calls (0: none) may have had it; otherwise all of it stays.  NaN
 * where hits are absent.
 */
double hits_of_operations(double hits, double operations, double calls);

#endif
