/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_TRUST_WORDS_H
#define BPFTAX_WORDS_TRUST_WORDS_H

/*
 * Whether a run can be believed, and why, check by check (estimate/trust.h).
 *
 *	struct trust trust = trust_of(run);
 *	CLEANUP_FREE char *why = trust_sentence(run, &trust, TRUST_AA);
 *		// "no: -6.0 % [-29.2, 1.7] in iperf3: it shows nothing below 29 %"
 */

#include "estimate/trust.h"

/* With its word in front, without a full stop; the caller frees.  NULL without memory. */
char *trust_sentence(const struct run_report *run, const struct trust *trust,
		     enum trust_check_kind kind);

/* "no, but the instructions hold": the word of the run; the caller frees, NULL without memory. */
char *trust_headline(const struct trust *trust);

#endif
