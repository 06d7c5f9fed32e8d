/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_EVENT_H
#define BPFTAX_ANATOMY_EVENT_H

/*
 * One event's path with the program, less the bare event's: frames that both have keep what they
 * ran more, and each frame has its layer.
 *
 *	code = event_subtract(&frames, &bare, "bpf_get_numa_node_id");
 *	event_layers(&frames, "bpf_get_numa_node_id");
 *
 * Two frames are at the same place when the functions above them are the same in the same order;
 * of those left over, from the hooked function on where they lie below that: a mechanism that calls
 * the hooked function itself changes nothing of what that calls.  Of several at one place the first
 * is the first, and so on.  Pure.
 */

#include "anatomy/frames.h"

/*
 * A frame that only the bare event has is put at the end of frames, with what it ran as less than
 * nothing, so that sums stay those of the difference.  hooked: the function's name, or NULL.
 * 0 or -ENOMEM.
 */
int event_subtract(struct frames *frames, const struct frames *bare, const char *hooked);

/* Fills in the layers (anatomy/layers.h). */
void event_layers(struct frames *frames, const char *hooked);

#endif
