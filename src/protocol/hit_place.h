/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_HIT_PLACE_H
#define BPFTAX_HIT_PLACE_H

/*
 * Whether a program runs within the part of an operation that is timed.  One that runs elsewhere
 * (in a softirq, while sending) costs nothing of that part, whatever it costs.  Pure.
 *
 *	enum hit_place place = hit_place_of(hits_inside / inside_operations, hits / operations);
 */

enum hit_place {
	PLACE_UNKNOWN, /* not counted: nothing is timed by itself, or by an older bpftax */
	PLACE_INSIDE,
	PLACE_OUTSIDE,
	PLACE_BOTH,
	PLACE_COUNT
};

/*
 * By the hits of an operation inside, and by all of them; NaN where they were not counted.  One in
 * a hundred either way is a stranger's: another process on the machine may pass the hook.
 */
enum hit_place hit_place_of(double inside, double all);

/* "inside", "outside", "both"; NULL where it is unknown. */
const char *hit_place_name(enum hit_place place);

#endif
