/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SAME_EVENT_H
#define BPFTAX_ESTIMATE_SAME_EVENT_H

/*
 * Whether two costs are of the same event.  A cost is over the bare event of its trigger, and
 * includes what its hook makes the kernel do: over another trigger, or on another hook, it is
 * another cost, and a difference of the two is no change.
 *
 *	if (same_event(a, b) == EVENT_SAME)
 *		... b less a
 */

#include "estimate/types.h"

enum event_likeness { EVENT_SAME, EVENT_OTHER_TRIGGER, EVENT_OTHER_HOOK };

/*
 * Of two results of one configuration.  Of a hook its function or tracepoint counts, not where in
 * the function it stands; one that is not known is taken for the same.
 */
enum event_likeness same_event(const struct report_result *a, const struct report_result *b);

#endif
