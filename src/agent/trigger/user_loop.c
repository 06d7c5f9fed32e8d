// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/user_loop.h"
#include "agent/clock.h"

#include <time.h>

#define NS_PER_S 1000000000u

static uint64_t clock_coarse_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

void user_loop_begin(struct user_loop *loop)
{
	loop->tick_ns = clock_coarse_ns();
	loop->begun_ns = clock_monotonic_ns();
}

/*
 * The vDSO adds to the time of the last tick, and takes whole seconds off in rounds: from the
 * second's begin to the next tick a reading takes a round more, of 5 instructions on x86-64.
 */
static bool is_second_begun(const struct user_loop *loop)
{
	return loop->begun_ns / NS_PER_S != loop->tick_ns / NS_PER_S;
}

void user_loop_end(const struct user_loop *loop, struct trigger_pass *ret_pass)
{
	uint64_t elapsed_ns = clock_monotonic_ns() - loop->begun_ns;

	*ret_pass = (struct trigger_pass){ .elapsed_ns = elapsed_ns,
					   .disturbed = clock_coarse_ns() != loop->tick_ns ||
							is_second_begun(loop) };
}
