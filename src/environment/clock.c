// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/clock.h"

#include <math.h>
#include <stdint.h>
#include <time.h>

#define READINGS 4000

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

double clock_step_ns(void)
{
	double least = INFINITY;

	for (int i = 0; i < READINGS; i++) {
		int64_t first = now_ns(), second = now_ns();

		if (second > first)
			least = fmin(least, (double)(second - first));
	}
	return isfinite(least) ? least : 0;
}

double clock_read_ns(void)
{
	int64_t begun_ns = now_ns();

	for (int i = 1; i < READINGS; i++)
		now_ns();
	return (double)(now_ns() - begun_ns) / READINGS;
}
