/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TREATMENT_OUTCOME_H
#define BPFTAX_TREATMENT_OUTCOME_H

/*
 * What became of a treatment under one workload: from its visits to a status.  Pure.
 *
 *	struct treatment_outcome outcome = {};
 *
 *	outcome_kept(&outcome);
 *	outcome_dropped(&outcome, "hits 0.42 per datagram");
 *	status = outcome_status(&outcome);
 */

#include <jansson.h>
#include <stdbool.h>
#include "protocol/counters.h"

struct treatment_outcome {
	unsigned int kept, dropped;
	unsigned int lost;    /* guests in a row, since one visit was kept */
	bool has_anatomy;     /* one of each of its windows is in the store */
	bool is_unrecordable; /* what runs in its windows is more than can be read */
	bool has_singles;     /* its events were counted one by one */
	bool closed;	    /* no further visits: unsupported, not fired, or it fails every time */
	const char *status; /* set when closed */
	json_t *look;	    /* of an object's program (run/object_try.h), or NULL; owned */
	char reason[768];   /* of the status, or of the last dropped visit */
};

/* A visit whose proof held. */
void outcome_kept(struct treatment_outcome *outcome);

/*
 * A visit whose proof failed; it goes with its block.  Three in a row without one that held close
 * the treatment as failed.
 */
void outcome_dropped(struct treatment_outcome *outcome, const char *reason);

/*
 * A visit in which the guest was lost, or the agent broke.  Three in a row close the treatment as
 * failed.
 */
void outcome_lost(struct treatment_outcome *outcome, const char *reason);

/* No further visits; status is "unsupported", "no-workload", "not-fired" or "failed". */
void outcome_close(struct treatment_outcome *outcome, const char *status, const char *reason);

/* The reference is the outcome's from then on; what it had before is let go.  NULL: nothing. */
void outcome_look(struct treatment_outcome *outcome, json_t *look);

/*
 * "measured", or why not.  More than a tenth of the visits dropped make it "failed"; a treatment
 * that was never visited is NULL: the run ended before.
 */
const char *outcome_status(const struct treatment_outcome *outcome);

enum hits_verdict { HITS_RIGHT, HITS_NONE, HITS_WRONG };

/*
 * Whether the program ran as often as the workload did: within 1 %, and nothing was skipped.
 * expected is hits per operation; NaN: not known, then any number but 0 will do.  cut is how many
 * receivers may have waited in a receive when they were frozen: each such call begins twice, so
 * that there may be as many hits more as go with so many calls, each at least one.  What is wrong
 * goes into reason, where an operation is called what the workload calls it ("datagram").  Absent
 * hits are HITS_WRONG.
 */
enum hits_verdict hits_check(const struct counters *counters, double expected, unsigned int cut,
			     const char *operation, char *reason, size_t size);

#endif
