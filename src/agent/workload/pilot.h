/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PILOT_H
#define BPFTAX_AGENT_PILOT_H

/*
 * Finds the pace at which a receiver is just not saturated, or the ballast with which it is.
 *
 * Paced: a receiver that is offered more than it can take takes less: what comes in is dropped only
 * after it has cost (Mogul and Ramakrishnan, Eliminating Receive Livelock in an Interrupt-driven
 * Kernel, ACM TOCS 15(3), 1997).  Its limit, their maximum loss-free receive rate, is therefore
 * found from below: by paces that grow by a quarter until one is not sustained, then by halving
 * what lies between.  The pace is a share of the limit, tried once more for longer, and moved on
 * until nothing is lost, after a standstill as between two windows.
 *
 * Saturated: the sender sends what it can, and the receiver carries as much ballast as makes it
 * take clearly less: at first what the sender takes for a datagram, then twice as much and so on.
 * (More offered, and the softirq on the receiver's CPU, saturate it as well; but then drops and the
 * interrupts between the CPUs take its time too, unevenly, and a sender may not have so much to
 * offer: docs/kernel-notes.md.)
 *
 *	struct pilot pilot;
 *	struct pilot_load load = { .try = try_pace, .context = workload };
 *
 *	done = pilot_run(&load, RECEIVER_SATURATED, &pilot, &err);
 *	json = pilot_to_json(&pilot);
 *
 * No clock and no I/O but by load->try().
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

enum receiver { RECEIVER_FREE, RECEIVER_PACED, RECEIVER_SATURATED };

/* RECEIVER_FREE for NULL and for what has no such name. */
enum receiver receiver_find(const char *name);

/* What was seen at one pace, a second. */
struct pilot_trial {
	double pace; /* asked for; 0: none, as fast as the sender can */
	double offered, received, dropped;
	double sleeps;
	double busy; /* share of the time that the receiver had the CPU, not a second */
};

struct pilot_load {
	/*
	 * Sets the pace (0: none), stops and lets go everything if after_standstill, lets it settle
	 * and looks for so long.  0 or a negative errno.
	 */
	int (*try)(void *context, double pace, bool after_standstill, double length_s,
		   struct pilot_trial *ret_trial, struct error *err);
	/*
	 * Makes the receiver slower by so many ns a datagram in all, or by as many as can be had:
	 * *ret_ns.  0 or a negative errno.
	 */
	int (*weigh)(void *context, double ns, double *ret_ns, struct error *err);
	void *context;
};

#define PILOT_TRIALS_MAX 64

struct pilot {
	enum receiver receiver;
	double limit; /* datagrams a second that are received without loss; saturated: at all */
	double ballast_ns;			     /* a datagram, that the receiver carries */
	struct pilot_trial trials[PILOT_TRIALS_MAX]; /* the last is the one that was taken */
	size_t count;
};

/*
 * Leaves the load at the pace or with the ballast that was found.  -ERANGE when there is none; the
 * sentence in *err says what was seen.
 */
int pilot_run(const struct pilot_load *load, enum receiver receiver, struct pilot *ret_pilot,
	      struct error *err);

/* {"receiver": "saturated", "limit_pps": ..., "ballast_ns": ..., "trials": [{"pace_pps": ..., ...},
 * ...]} */
json_t *pilot_to_json(const struct pilot *pilot);

/*
 * Whether the receiver is what it should be: saturated, it is busy and never sleeps, and half as
 * many datagrams as it takes are dropped; paced, it is idle at times and loses none.
 */
bool pilot_trial_suits(const struct pilot_trial *trial, enum receiver receiver);

#endif
