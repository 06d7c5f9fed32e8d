// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/baselines.h"
#include "protocol/workloads.h"

#include <stdint.h>
#include <string.h>

/* The baseline that has samples, with statistics or without. */
static size_t baseline_find(const struct run_data *data, const struct workload_samples *samples,
			    bool statistics)
{
	for (size_t c = 0; c < data->configuration_count; c++)
		if (configuration_is_baseline(&data->configurations[c]) &&
		    data->configurations[c].statistics == statistics &&
		    samples->first[c] != samples->first[c + 1])
			return c;
	return SIZE_MAX;
}

size_t baseline_choose(const struct run_data *data, const struct workload_samples *samples)
{
	size_t plain = baseline_find(data, samples, false);

	return plain == SIZE_MAX ? baseline_find(data, samples, true) : plain;
}

size_t baseline_with_statistics(const struct run_data *data, const struct workload_samples *samples,
				const char *workload)
{
	return workload_is_saturated(workload) ? baseline_find(data, samples, true) : SIZE_MAX;
}
