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
#include <stdint.h>
#include "protocol/counters.h"

#define PACKED_WORD_BITS 64
#define PACKED_WORDS ((COUNTER_COUNT + PACKED_WORD_BITS - 1) / PACKED_WORD_BITS)

struct packed_counters {
	const double *values; /* not owned: of each that is present, in the order of the enum */
	uint64_t present[PACKED_WORDS]; /* a bit each, the lowest of the first word first */
};

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
	unsigned int word = counter / PACKED_WORD_BITS, before = 0;
	uint64_t bit = UINT64_C(1) << counter % PACKED_WORD_BITS;

	if (!(packed->present[word] & bit))
		return NAN;
	for (unsigned int w = 0; w < word; w++)
		before += (unsigned int)__builtin_popcountll(packed->present[w]);
	before += (unsigned int)__builtin_popcountll(packed->present[word] & (bit - 1));
	return packed->values[before];
}

#endif
