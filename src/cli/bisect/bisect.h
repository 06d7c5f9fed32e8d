/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_BISECT_H
#define BPFTAX_CLI_BISECT_H

/*
 * `bpftax bisect`: between which packages a cost stepped.  The search itself is
 * compare/step_search.h; here its points are filled, from the store and by guests.
 *
 *	struct bisect bisect = { .study = &study, .gate = &gate, .range = &range, ... };
 *
 *	bisect_begin(&bisect, &err);
 *	bisect_recall(&bisect, &err);
 *	while ((n = step_search_next(&search, wanted, bisect.jobs)) > 0)
 *		if (bisect_measure(&bisect, wanted, n, &err) < 0)
 *			break;
 *	bisect_print(&bisect, "text", stdout, &options);    // bisect_print.h
 *	bisect_end(&bisect);
 *
 * Every kernel is measured for all rules at once.
 */

#include "cli/stop_signals.h"
#include "compare/step_search.h"
#include "run/context.h"
#include "study/study.h"
#include "target/architecture.h"
#include "target/kernel_range.h"

/* What is told of a point beside its value. */
struct point_note {
	char *reason;  /* why it has none, or NULL */
	bool recalled; /* the store had it */
	bool inexact;  /* its value is not the same number each time (estimate/one_number.h) */
};

struct bisect {
	/* The caller's. */
	struct study
	    *study; /* micro, counted, with what the rules name; its kernels are set here */
	const struct gate *gate;
	const struct kernel_range *range;
	const struct architecture *architecture; /* of these kernels */
	struct run_context context;		 /* store and agents, this one's among them */
	const char *ended; /* why it ended before all was known; NULL: it did not */

	/* Of each rule a point for each kernel: rule * range->count + kernel. */
	struct step_point *points;
	struct point_note *notes;
	char **triggers; /* what a point's kind means */
	size_t trigger_count;
	char agent_sha256[65];
	char *emulator; /* its version, of all that is known; NULL: nothing is known yet */
	struct stop_signals signals;
	size_t jobs;	     /* guests at once */
	size_t measured;     /* kernels, now */
	unsigned int barren; /* batches of which nothing could be measured, in a row */
};

/* Catches signals until bisect_end(), which may be called either way.  0 or a negative errno. */
int bisect_begin(struct bisect *bisect, struct error *err);
void bisect_end(struct bisect *bisect);

/* The points of a rule, as a search. */
struct step_search bisect_search(const struct bisect *bisect, size_t rule);

/* What such a search has found by now; the caller frees.  0 or -ENOMEM. */
int bisect_steps(const struct step_search *search, struct step **ret_steps, size_t *ret_count);

/* How many kernels within a step could not be looked at. */
size_t bisect_unusable_in(const struct step_search *search, const struct step *step);

/* Of how many kernels the store had what is known. */
size_t bisect_count_recalled(const struct bisect *bisect);

/* Fills what the store has. */
int bisect_recall(struct bisect *bisect, struct error *err);

/*
 * Measures these kernels, which are fetched where they are not; what cannot be is unusable, with
 * its reason.  -EINTR: it was interrupted; another error: nothing could be measured for some time.
 */
int bisect_measure(struct bisect *bisect, const size_t *wanted, size_t count, struct error *err);

/* Takes what a cell says of a kernel of the range; `recalled` from the store. */
int bisect_take(struct bisect *bisect, const struct run_report *run, size_t cell, bool recalled);

/* A kernel that cannot be looked at, for all rules that do not know it yet. */
int bisect_give_up(struct bisect *bisect, size_t kernel, const char *reason);

/* Whether a step is not pinned to two neighbours, as what lies between cannot be used. */
bool bisect_is_vague(const struct bisect *bisect);

#endif
