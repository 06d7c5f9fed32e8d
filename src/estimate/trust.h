/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_TRUST_H
#define BPFTAX_ESTIMATE_TRUST_H

/*
 * Can a run be believed?  One word for each of five checks, and for the run the worst of them.
 *
 *	struct trust trust = trust_of(run);
 *
 *	puts(trust_word_name(trust.word));		// words/trust_words.h says why
 *
 * The rules; what a run does not have is not checked, and a run without any check is "with care":
 *
 * - Counts, of what is counted in instructions: yes, but with care where a count is not linear,
 *   where fewer than half of a configuration's chunks agree, where its reloads or blocks lie more
 *   than half an instruction apart, where two boots of one kernel differ, or where something else
 *   came into more than TRUST_DISTURBED times as many passes as were compared: an event that brings
 *   an interrupt or a softirq itself is counted then where it did not.
 * - A/A, of each timed workload, whose second baselines should differ from the first by nothing.
 *   The farther end of the interval of that difference is what the machine shows nothing below.
 *   no: beyond 10 % of an operation that is timed one by one, 15 % of one in traffic, or without an
 *   interval; with care: beyond 2 and 5 %, or where 0 lies outside.  Where the receiver is
 *   saturated the difference of throughput is judged too, which effects are shown on: the worse
 *   stays.
 * - Delays: of each nanosecond that was put in, one should come back.  with care: the interval
 *   reaches beyond 1 +- .02; no: beyond 1 +- .2.
 * - Blocks, of each timed workload.  no: none is left, or one configuration was measured after the
 *   other; with care: fewer than 6 are left, which is too few for an interval, or more than a tenth
 *   was excluded; no: more than half.
 * - Machine: with care where others took more than a tenth of a CPU while the run lasted, or the
 *   machine below did not give more than a hundredth.
 *
 * Pure.
 */

#include "estimate/run_report.h"

#define TRUST_COUNTS_APART .5
#define TRUST_DISTURBED 3. /* a chunk is up to three passes: before, attached, after */
#define TRUST_AA_CARE_DIRECT 2.
#define TRUST_AA_NO_DIRECT 10.
#define TRUST_AA_CARE_TRAFFIC 5.
#define TRUST_AA_NO_TRAFFIC 15.
#define TRUST_DELAYS_CARE .02
#define TRUST_DELAYS_NO .2
#define TRUST_BLOCKS_LEAST 6
#define TRUST_EXCLUDED_CARE .1
#define TRUST_EXCLUDED_NO .5
#define TRUST_LOAD_CPUS .1
#define TRUST_STEAL_CPUS .01

enum trust_word { TRUST_YES, TRUST_WITH_CARE, TRUST_NO, TRUST_WORDS };

enum trust_check_kind {
	TRUST_COUNTS,
	TRUST_AA,
	TRUST_DELAYS,
	TRUST_BLOCKS,
	TRUST_MACHINE,
	TRUST_CHECKS
};

/* What made a check less than yes. */
enum trust_reason {
	TRUST_FINE,
	TRUST_NOT_LINEAR,
	TRUST_CHUNKS_DIFFER,
	TRUST_RELOADS_DIFFER, /* or blocks */
	TRUST_MOSTLY_DISTURBED,
	TRUST_BOOTS_DIFFER,
	TRUST_FAR,	  /* A/A, delays: the interval reaches so far */
	TRUST_DIFFERENCE, /* A/A: 0 lies outside */
	TRUST_NO_INTERVAL,
	TRUST_SEQUENTIAL,
	TRUST_FEW_BLOCKS,
	TRUST_EXCLUDED,
	TRUST_LOAD,
	TRUST_STEAL,
};

/* The worst finding of a kind; of those that are alike the one that reaches farthest. */
struct trust_check {
	bool known;
	enum trust_word word;
	enum trust_reason reason;
	size_t cell;		   /* which of the run's reports */
	const char *workload;	   /* NULL: of none */
	const char *configuration; /* counts */
	enum metric metric;	   /* A/A: what is compared */
	/* A/A: in percent; delays: what of 1 came back; reloads that differ: least and most. */
	struct interval interval;
	double reach;		 /* A/A: in percent; delays: of 1 */
	size_t excluded, blocks; /* blocks: of this workload; where all is fine, of all */
	double cpus;		 /* machine: that others took, or that were not given */
	bool stolen;		 /* they were not given */
	bool before;		 /* of a run that was cut off: before it began */
};

struct trust {
	enum trust_word word;
	struct trust_check checks[TRUST_CHECKS];
};

struct trust trust_of(const struct run_report *run);

/* "yes", "with care", "no". */
const char *trust_word_name(enum trust_word word);

/* "counts", "A/A", "delays", "blocks", "machine". */
const char *trust_check_name(enum trust_check_kind kind);

#endif
