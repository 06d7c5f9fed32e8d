// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/restart_length.h"

#define DEFAULT_SECONDS 10

unsigned int restart_sample_seconds(const struct study *study)
{
	unsigned int seconds = (unsigned int)((study->window_ns + 500000000u) / 1000000000u);

	return seconds ? seconds : DEFAULT_SECONDS;
}

double restart_duration_s(const struct study *study, size_t configurations)
{
	/* The baseline twice. */
	return study->samples * ((double)configurations + 1) *
	       (restart_sample_seconds(study) + 1.0);
}
