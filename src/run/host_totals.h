/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_HOST_TOTALS_H
#define BPFTAX_RUN_HOST_TOTALS_H

/*
 * What of a guest only its host can see: how long its CPUs ran and waited, and with the client on
 * the host what QEMU's main loop did, which carries the network, and what its socket dropped.
 * Internal to src/run.
 *
 *	host_totals_read(course, &before);
 *	...
 *	host_totals_read(course, &after);
 *	host_totals_put(&before, &after, &window);	// of the stretch between
 */

#include "run/course.h"

/* Sets the host's own counters, the others stay; NaN: not known.  Totals since the guest's start.
 */
void host_totals_read(struct course *course, struct counters *totals);

/* The host's own counters of a window, of two readings. */
void host_totals_put(const struct counters *before, const struct counters *after,
		     struct counters *window);

#endif
