/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ONE_EVENT_H
#define BPFTAX_ANATOMY_ONE_EVENT_H

/*
 * One event's frames, of those of several events that were alike.
 *
 *	if (frames_take_one(frames, &count, events))
 *		...                             // count frames are those of the first event
 *
 * Pure.
 */

#include <stddef.h>
#include "anatomy/frames.h"

/*
 * Whether the frames, behind some at the beginning that differ in nothing from the bare event,
 * are so many times the same ones: function, depth, how they began, and every count, of loads and
 * stores over all of them.  Then *count becomes that of the first time, those at the beginning
 * included.
 */
bool frames_take_one(struct frame *frames, size_t *count, uint64_t events);

#endif
