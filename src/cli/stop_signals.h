/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STOP_SIGNALS_H
#define BPFTAX_STOP_SIGNALS_H

/*
 * Ctrl-C and its kin as a number that is asked for, by signalfd: nothing is interrupted.
 *
 *	struct stop_signals signals;
 *
 *	stop_signals_catch(&signals, &err);
 *	while (stop_signals_count(&signals) < 2)
 *		...
 *	stop_signals_release(&signals);
 */

#include <signal.h>
#include "common/error.h"

struct stop_signals {
	int fd;
	unsigned int count;
	sigset_t before; /* the mask to put back */
};

/* Blocks SIGINT, SIGTERM and SIGHUP, and counts them from now on.  0 or a negative errno. */
int stop_signals_catch(struct stop_signals *ret_signals, struct error *err);

/* How many came so far; does not wait. */
unsigned int stop_signals_count(struct stop_signals *signals);

/* Lets the signals do again what they did. */
void stop_signals_release(struct stop_signals *signals);

#endif
