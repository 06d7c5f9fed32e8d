// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/timing.h"

#include <string.h>

bool run_has_timing(const struct run_data *data, const char *wanted)
{
	for (size_t i = 0; i < data->cell_count; i++) {
		const char *timing =
		    json_string_value(json_object_get(data->cells[i].facts, "timing"));

		if (timing && strcmp(timing, wanted) == 0)
			return true;
	}
	return false;
}

bool run_counts_instructions(const struct run_data *data)
{
	return run_has_timing(data, "icount");
}
