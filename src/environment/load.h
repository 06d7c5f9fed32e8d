/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_LOAD_H
#define BPFTAX_LOAD_H

/*
 * What others take of this machine's CPUs meanwhile: load that is not ours, and time that the
 * machine below did not give (steal).
 *
 *	struct load_reading before, after;
 *
 *	load_read("", &before);
 *	...
 *	load_read("", &after);
 *	load_put(&before, &after, facts);      // "other_load_cpus", "steal_cpus"
 *
 * Ours is the CPU time of this process and of the children that it has waited for: a child that
 * still runs counts as a stranger, so read before it is started and after it has ended.  The
 * kernel counts in ticks (proc(5), /proc/stat): 10 ms mostly.
 */

#include <jansson.h>
#include <stdint.h>

struct load_reading {
	double at_s;   /* CLOCK_MONOTONIC */
	double busy_s; /* of all CPUs, neither idle nor stolen */
	double steal_s;
	double own_s;
};

/* From /proc/stat below root.  0, or -ENOENT. */
int load_read(const char *root, struct load_reading *ret_reading);

/* Sets both facts, in CPUs; nothing when no time has passed. */
void load_put(const struct load_reading *before, const struct load_reading *after, json_t *facts);

#endif
