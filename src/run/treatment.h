/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TREATMENT_H
#define BPFTAX_TREATMENT_H

/*
 * What became of one (mechanism, program) under one workload: from its visits to a status.  Pure.
 *
 *	struct treatment treatment = { .mechanism = "fentry", .program = "null" };
 *
 *	treatment_kept(&treatment);
 *	treatment_dropped(&treatment, "hits 0.42 per datagram");
 *	status = treatment_status(&treatment);
 */

#include <stdbool.h>
#include "protocol/counters.h"

struct treatment {
	const char *mechanism, *program;
	unsigned int kept, dropped;
	bool closed;	    /* no further visits: unsupported, not fired, or it fails every time */
	const char *status; /* set when closed */
	char reason[768];   /* of the status, or of the last dropped visit */
};

/* A visit whose proof held. */
void treatment_kept(struct treatment *treatment);

/*
 * A visit whose proof failed; it goes with its block.  Three in a row without one that held close
 * the treatment as failed.
 */
void treatment_dropped(struct treatment *treatment, const char *reason);

/* No further visits; status is "unsupported", "not-fired" or "failed". */
void treatment_close(struct treatment *treatment, const char *status, const char *reason);

/*
 * "measured", or why not.  More than a tenth of the visits dropped make it "failed"; a treatment
 * that was never visited is NULL: the run ended before.
 */
const char *treatment_status(const struct treatment *treatment);

enum hits_verdict { HITS_RIGHT, HITS_NONE, HITS_WRONG };

/*
 * Whether the program ran as often as the workload did: within 1 %, and nothing was skipped.
 * expected is hits per operation; NaN: not known, then any number but 0 will do.  What is wrong
 * goes into reason.  Absent hits are HITS_WRONG.
 */
enum hits_verdict hits_check(const struct counters *counters, double expected, char *reason,
			     size_t size);

#endif
