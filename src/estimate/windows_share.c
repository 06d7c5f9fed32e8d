// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/windows_share.h"

#include <math.h>
#include "estimate/timing.h"

double windows_share(const struct run_data *data)
{
	double inside_ns = 0, share;
	size_t windows = 0;

	for (size_t i = 0; i < data->sample_count; i++) {
		double length_ns = packed_counter(&data->samples[i].counters, COUNTER_length_ns);

		if (isnan(length_ns))
			continue;
		inside_ns += length_ns;
		windows++;
	}
	if (!windows || run_counts_instructions(data))
		return NAN;
	share = inside_ns / 1e9 / data->run.duration_s;
	return share <= 1 ? share : NAN; /* else the two were not taken by one clock */
}
