/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_FRAMES_H
#define BPFTAX_ANATOMY_ANATOMY_FRAMES_H

/*
 * The frames of an anatomy, out of a path, and whether its numbers are those of the rows.  A step
 * of anatomy_make.h.
 */

#include "anatomy/anatomy.h"

/*
 * frames: of so many events, the bare ones subtracted (anatomy/event.h); none: nothing is changed.
 * Keeps those that differ from the bare event, and those above them; of one event where all are
 * alike; and gives them their layers.  hooked: the function's name, or NULL.  0 or -ENOMEM.
 */
int anatomy_frames_take(struct anatomy *anatomy, const struct frames *frames, uint64_t events,
			const char *hooked);

#endif
