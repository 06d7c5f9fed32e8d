/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_EXPECTED_HITS_H
#define BPFTAX_EXPECTED_HITS_H

/*
 * How often a program has to run for the proof by hits, where that is known beforehand.
 *
 *	hook->hits_per_operation = expected_hits(study, "kprobe-session", 2);
 *
 * A workload comes by the study's default hooks once for each datagram; with two receivers of
 * different families by turns, by the function for half of them.  Of a hook that the user chose
 * nobody knows: what was counted is then the answer and not its proof.  Pure.  Internal to src/run.
 */

#include "study/study.h"

/*
 * Runs of the program for an operation of the workload, or NaN.  per_event is what the mechanism
 * itself makes of one event of its hook: 1, or 2 where it runs at entry and at return.
 */
double expected_hits(const struct study *study, const char *mechanism, double per_event);

#endif
