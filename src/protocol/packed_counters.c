// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/packed_counters.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

size_t counters_present(const struct counters *counters)
{
	size_t count = 0;

	for (int i = 0; i < COUNTER_COUNT; i++)
		count += isnan(counters->value[i]) ? 0 : 1;
	return count;
}

struct packed_counters counters_pack(const struct counters *counters, double *room)
{
	struct packed_counters packed = { .values = room };
	double values[COUNTER_COUNT];
	size_t count = 0;

	/* Without a branch: which counters are present no processor guesses. */
	for (int i = 0; i < COUNTER_COUNT; i++) {
		bool present = !isnan(counters->value[i]);

		values[count] = counters->value[i];
		count += present;
		packed.present[i / PACKED_WORD_BITS] |= (uint64_t)present << i % PACKED_WORD_BITS;
	}
	memcpy(room, values, count * sizeof(*values));
	return packed;
}

struct packed_counters counters_borrow(const struct counters *counters)
{
	struct packed_counters packed = { .values = counters->value };

	for (int i = 0; i < COUNTER_COUNT; i++)
		packed.present[i / PACKED_WORD_BITS] |= UINT64_C(1) << i % PACKED_WORD_BITS;
	return packed;
}

struct counters counters_unpack(const struct packed_counters *packed)
{
	const double *next = packed->values;
	struct counters counters;

	counters_clear(&counters);
	/* From bit to bit: few are set, and which ones no processor guesses. */
	for (int w = 0; w < PACKED_WORDS; w++)
		for (uint64_t left = packed->present[w]; left; left &= left - 1)
			counters.value[w * PACKED_WORD_BITS + __builtin_ctzll(left)] = *next++;
	return counters;
}

void counters_add(struct counters *sums, const struct packed_counters *packed)
{
	const double *next = packed->values;

	for (int w = 0; w < PACKED_WORDS; w++)
		for (uint64_t left = packed->present[w]; left; left &= left - 1) {
			double *sum = &sums->value[w * PACKED_WORD_BITS + __builtin_ctzll(left)];
			double value = *next++;

			if (!isnan(value)) /* of borrowed counters, absent ones are there too */
				*sum = isnan(*sum) ? value : *sum + value;
		}
}
