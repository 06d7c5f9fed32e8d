/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_EVENT_PATH_H
#define BPFTAX_ANATOMY_EVENT_PATH_H

/*
 * The frames of a window whose path was kept.
 *
 *	event_path_frames(&recording, &functions, &recording.windows[i], &frames);
 *	...
 *	frames_release(&frames);
 *
 * What an instruction loads and stores is its share of the window's, each time that it comes; what
 * does not divide is the first one's.  Pure.
 */

#include "anatomy/code_functions.h"
#include "anatomy/frames.h"

/* 0 or -ENOMEM, with nothing to release. */
int event_path_frames(const struct recording *recording, const struct code_functions *functions,
		      const struct recorded_window *window, struct frames *ret_frames);

#endif
