/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_FAKE_AGENT_H
#define BPFTAX_TEST_FAKE_AGENT_H

/*
 * An agent that answers by itself: programs attach, hooks fire, windows count.  What it refuses is
 * said beforehand.  For whole runs (run_study()) without a kernel: the test's executable is linked
 * with -Wl,--wrap=target_start, and every target that it starts is this one.
 *
 *	fake_agent = (struct fake_agent){ .longest_ns = 181535 };
 *	run_study(&study, &context, &outcome, &err);
 */

#include <stdbool.h>

struct fake_agent {
	double longest_ns;	    /* that a delay program can spend */
	double operation_ns;	    /* of the workload; 0: 1,000 */
	double operation_grows;	    /* by so much a window, as where a host gets slower; 0: not */
	int clock_grain_ns;	    /* 0: not told apart from 1 */
	const char *facts;	    /* of its machine, JSON; NULL: none */
	const char *broken_kernel;  /* whose guest does not start, or NULL */
	const char *stopped_kernel; /* whose guest is starting when the user stops all, or NULL */
	double hits_missing;	    /* so much of them; 0: none */
	unsigned int counted_until; /* so many windows: others have statistics on; 0: never */
	const char *unsupported;    /* a mechanism that this kernel does not have, or NULL */

	/* its state */
	bool sham, statistics, stopped;
	unsigned int windows;
};

extern struct fake_agent fake_agent;

#endif
