/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_VERIFIER_H
#define BPFTAX_ESTIMATE_VERIFIER_H

/*
 * What the verifier took for a program of somebody's object, of the first look at it
 * (run/object_try.h).  Pure.
 *
 *	struct verifier_took took = verifier_took(result);
 *
 *	if (isfinite(took.percent))
 *		printf("%.1f %% of the limit", took.percent);
 */

#include "estimate/types.h"

/* NaN: not known. */
struct verifier_took {
	double processed, limit; /* instructions */
	double percent;		 /* the one of the other */
	double total_states, peak_states;
	double stack_bytes, jited_bytes;
	double load_ns; /* where instructions are counted one of these is an instruction */
};

/* All NaN of what is no such program, did not load, or was never looked at; result may be NULL. */
struct verifier_took verifier_took(const struct report_result *result);

#endif
