/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_FACTORS_H
#define BPFTAX_ESTIMATE_FACTORS_H

/*
 * What each part of a treatment adds to an operation, from all treatments of a cell together:
 * statistics, a program over the one that does nothing, a mechanism with that program over the
 * baseline; and whether these simply add.
 *
 *	factors_build(report);			// after the results; factors_free() with the report
 *	for (size_t i = 0; i < report->factor_set_count; i++)
 *		for (size_t f = 0; f < report->factor_sets[i].count; f++)
 *			use(&report->factor_sets[i].factors[f]);
 *
 * A set is of one workload whose operations are measured one by one, or of the event alone; its
 * unit is that of all its figures, nanoseconds or instructions.  Statistics are held against the
 * window without them in the same visit, a program against the reference in the same block
 * (stats/contrast.h); of a mechanism it is the effect that the report has already.  What a study
 * does not have is no factor: with one program there is none of programs, and so on.  Programs at
 * scale (map@4threads) are in none.
 *
 * Counted instructions are not estimated: where every block has the same number, that is it, and
 * low and high are the same.  Of several treatments that differ it is the middle one (of an even
 * number the lower), so that it is a number of instructions that one of them has.
 *
 * Pure.
 */

#include "estimate/types.h"

enum factor_kind {
	FACTOR_STATISTICS,
	FACTOR_PROGRAM,	  /* over the program that does nothing */
	FACTOR_MECHANISM, /* with that program, over the baseline */
};

struct factor {
	enum factor_kind kind;
	const char *level;	/* "map", "fentry"; NULL: statistics.  Not owned */
	struct interval added;	/* to an operation, mean over the treatments that have it */
	bool exact;		/* counted, the same in all blocks */
	size_t blocks;		/* or reloads */
	size_t treatments;	/* that it is of */
	double least, most;	/* over those, where they are told apart; NaN: they are not */
	double kernel_reported; /* statistics: what the kernel says that a run of the reference
				   program takes, in ns; NaN: absent */
};

/* What a factor adds with one level of another, less what it adds on average. */
struct factor_interaction {
	size_t factor;		    /* index into the set's */
	enum factor_kind with;	    /* what `level` is of */
	const char *level;	    /* "fentry": not owned */
	struct interval difference; /* in the set's unit */
	double there;		    /* what the factor adds with that level */
	bool exact;
	double error, freedom; /* the standard one, and its degrees (power.h); NaN where exact */
	double p, p_adjusted;  /* Holm's, over the set's interactions; NaN where exact */
	bool named;	       /* more than chance: they do not simply add */
};

struct factor_set {
	const char *workload;
	const char *unit;	/* "ns" or "instructions" */
	struct factor *factors; /* statistics, programs, mechanisms: in the order of the study */
	size_t count;
	struct factor_interaction *interactions;
	size_t interaction_count;
	size_t named;	/* of the interactions */
	double p_least; /* the largest of what their blocks allow (factor_estimate.h) */
	/* The largest of what they would have seen, adjusted as p is; NaN: cannot tell, or exact.
	 */
	double mde80;
};

/* Fills report->factor_sets; after the effects, those withheld among them.  0 or -ENOMEM. */
int factors_build(struct report *report);
void factors_free(struct report *report);

/* Those of the workload that a cell is judged by: what is direct before the event alone; NULL. */
const struct factor_set *factors_of_cell(const struct report *report);

/* Whether each interaction is the number itself: then nothing has to be told from chance. */
bool factors_are_exact(const struct factor_set *set);

/* The set's first factor of a kind at or after `from`, or NULL. */
const struct factor *factor_next(const struct factor_set *set, enum factor_kind kind, size_t from);

/* "statistics", "map", "fentry": what a factor is called, in JSON and everywhere. */
const char *factor_name(const struct factor *factor);

#endif
