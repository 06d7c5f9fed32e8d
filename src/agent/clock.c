// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/clock.h"

#include <time.h>

uint64_t clock_monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#define GRAIN_READINGS 256

static uint64_t common_divisor(uint64_t one, uint64_t other)
{
	while (other) {
		uint64_t rest = one % other;

		one = other;
		other = rest;
	}
	return one;
}

uint64_t clock_grain_ns(void)
{
	uint64_t grain = 0, last = clock_monotonic_ns();

	for (unsigned int i = 0; i < GRAIN_READINGS; i++) {
		uint64_t now;

		/* Otherwise all of them are equally far apart where instructions are the clock. */
		for (volatile unsigned int wait = 0; wait < i % 7; wait++)
			;
		now = clock_monotonic_ns();
		grain = common_divisor(grain, now - last);
		last = now;
	}
	return grain ? grain : 1;
}
