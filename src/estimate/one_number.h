/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ONE_NUMBER_H
#define BPFTAX_ESTIMATE_ONE_NUMBER_H

/*
 * Whether what an event costs in instructions is one number: the same in each reload, in nine of
 * ten chunks at least, and linear, so that N events cost N times that of one.
 *
 *	if (!is_one_number(&result->micro))
 *		say("not the same number each time");
 */

#include <stdbool.h>
#include "estimate/types.h"

/* Read are least, most, agreeing, chunks and holds, of one boot or of several. */
bool is_one_number(const struct report_micro *micro);

/*
 * Whether fewer than half of the chunks agree with the figure, which is then the middle of numbers
 * that differ: of events that allocate, by more than a program costs (docs/tried.md).  No, of runs
 * that did not look what came into a chunk.
 */
bool chunks_differ(const struct report_micro *micro);

#endif
