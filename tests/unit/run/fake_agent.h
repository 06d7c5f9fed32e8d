/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_FAKE_AGENT_H
#define BPFTAX_TEST_FAKE_AGENT_H

/*
 * An agent that answers by itself: programs attach, hooks fire, windows count.  What it refuses is
 * said beforehand.  For whole runs (run_study()) without a kernel: the test's executable is linked
 * with -Wl,--wrap=target_start, and every target that it starts is this one.  Of what it is asked
 * to record there is one recording: in one cell at a time.
 *
 *	fake_agent = (struct fake_agent){ .longest_ns = 181535 };
 *	run_study(&study, &context, &outcome, &err);
 */

#include <signal.h>
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
	unsigned int unproved;	    /* so many recorded attachments and reloads miss half of them */
	unsigned int counted_until; /* so many windows: others have statistics on; 0: never */
	const char *unsupported;    /* a mechanism that this kernel does not have, or NULL */
	/* Under this mechanism, or the sham where it is "", a window loses the guest; NULL: none */
	const char *deadly;
	const char *wake_of; /* deadly only after this mechanism, in the same guest; NULL: always */
	unsigned int deaths; /* so often */
	bool breaks;	     /* the agent says an error instead, and is still there */
	unsigned int interrupted; /* so many reloads of micro, in each of their chunks */
	unsigned int clock_jumps; /* every so many windows; 0: never */
	unsigned int
	    idle_from; /* from this window on nothing happens in them; 0: always something */
	unsigned int window_us;	     /* that a window takes */
	unsigned int recordings_cut; /* so many end in the middle (fake_recording.h) */
	bool recordings_too_large;
	const char *text; /* for its release, hooks and reasons; NULL: usual ones */
	/* A descriptor that is given each window's number, which it then speaks as well; 0: none.
	 */
	int windows_log;
	unsigned int life; /* of the process: its windows' numbers begin at FAKE_LIFE times this */

	/* its state */
	bool sham, statistics, stopped;
	unsigned int windows, boots;
	char attached[64];     /* its mechanism; "" for a sham */
	bool in_wake;	       /* that of wake_of was attached */
	unsigned int recorded; /* attachments and reloads that were */
	double hits_missing_now;
	/* Set at any moment, by a signal, until it is started again: */
	volatile sig_atomic_t lost;   /* it says nothing any more */
	volatile sig_atomic_t broken; /* it says of each window that the workload is gone */
};

/* Windows of one life of the process have numbers below the next one's. */
#define FAKE_LIFE 100000

extern struct fake_agent fake_agent;

#endif
