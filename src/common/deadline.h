/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DEADLINE_H
#define BPFTAX_DEADLINE_H

/*
 * Points in time on CLOCK_MONOTONIC, in nanoseconds, up to which something may take.
 *
 *	uint64_t deadline_ns = deadline_after_ms(8000);
 *	poll(&pollfd, 1, deadline_left_ms(deadline_ns));
 */

#include <limits.h>
#include <stdint.h>
#include <time.h>

#define DEADLINE_NEVER UINT64_MAX

static inline uint64_t deadline_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static inline uint64_t deadline_after_ms(uint64_t ms)
{
	return deadline_now_ns() + ms * 1000000;
}

static inline uint64_t deadline_earlier(uint64_t a_ns, uint64_t b_ns)
{
	return a_ns < b_ns ? a_ns : b_ns;
}

/* What poll() wants to hear: milliseconds, rounded up; 0 once it has passed, -1 for never. */
static inline int deadline_left_ms(uint64_t deadline_ns)
{
	uint64_t now_ns = deadline_now_ns();
	uint64_t left_ms;

	if (deadline_ns == DEADLINE_NEVER)
		return -1;
	if (deadline_ns <= now_ns)
		return 0;
	left_ms = (deadline_ns - now_ns + 999999) / 1000000;
	return left_ms > INT_MAX ? INT_MAX : (int)left_ms;
}

#endif
