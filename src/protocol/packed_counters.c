// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/packed_counters.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

size_t counters_present(const struct counters *counters)
{
	size_t count = 0;

	for (int i = 0; i < COUNTER_COUNT; i++)
		count += !isnan(counters->value[i]);
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
		packed.present |= (unsigned int)present << i;
	}
	memcpy(room, values, count * sizeof(*values));
	return packed;
}

struct packed_counters counters_borrow(const struct counters *counters)
{
	return (struct packed_counters){
		.values = counters->value,
		.present = (unsigned int)((UINT64_C(1) << COUNTER_COUNT) - 1),
	};
}

struct counters counters_unpack(const struct packed_counters *packed)
{
	const double *next = packed->values;
	struct counters counters;

	counters_clear(&counters);
	/* From bit to bit: few are set, and which ones no processor guesses. */
	for (unsigned int left = packed->present; left; left &= left - 1)
		counters.value[__builtin_ctz(left)] = *next++;
	return counters;
}

void counters_add(struct counters *sums, const struct packed_counters *packed)
{
	const double *next = packed->values;

	for (unsigned int left = packed->present; left; left &= left - 1) {
		double *sum = &sums->value[__builtin_ctz(left)];
		double value = *next++;

		if (!isnan(value)) /* of borrowed counters, absent ones are there as well */
			*sum = isnan(*sum) ? value : *sum + value;
	}
}
