/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PACKED_COUNTERS_H
#define BPFTAX_PACKED_COUNTERS_H

/*
 * The counters of a window without those that are absent: of a million windows, a third of the
 * memory.
 *
 *	struct packed_counters packed = counters_pack(&counters, room);
 *	double hits = packed_counter(&packed, COUNTER_hits);	// NaN: absent
 *	struct counters all = counters_unpack(&packed);
 */

#include <math.h>
#include <stddef.h>
#include "protocol/counters.h"

struct packed_counters {
	const double *values; /* not owned: of each that is present, in the order of the enum */
	unsigned int present; /* a bit each */
};

_Static_assert(COUNTER_COUNT <= 32, "a counter has a bit of packed_counters.present");

/* How many numbers of room counters_pack() needs. */
size_t counters_present(const struct counters *counters);

/* What is present goes into room, which has to outlive the result. */
struct packed_counters counters_pack(const struct counters *counters, double *room);

/* counters themselves, which have to outlive the result; to change them changes it. */
struct packed_counters counters_borrow(const struct counters *counters);

struct counters counters_unpack(const struct packed_counters *packed);

/* Adds what is present; a sum is NaN until something was added to it. */
void counters_add(struct counters *sums, const struct packed_counters *packed);

static inline double packed_counter(const struct packed_counters *packed, enum counter counter)
{
	unsigned int bit = 1U << counter;

	if (!(packed->present & bit))
		return NAN;
	return packed->values[__builtin_popcount(packed->present & (bit - 1))];
}

#endif
