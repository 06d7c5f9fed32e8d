/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_VISIT_H
#define BPFTAX_RUN_VISIT_H

/*
 * One visit of the plan: the life of one attachment (run/lifecycle.h), by a protocol, with its row
 * in the store and what becomes of its treatment.  Every sample is in the store before the next
 * window begins.  Internal to src/run.
 *
 *	visit_run(&protocol_switch, NULL, course, &plan.visits[i], &err);
 */

#include "run/attachment.h"
#include "run/course.h"

/* What the windows and the proof say of the visit. */
enum visit_verdict {
	VISIT_HELD,
	VISIT_WRONG,	 /* it is dropped */
	VISIT_NOT_FIRED, /* and so will every other of this treatment */
	VISIT_CUT_OFF,	 /* the user ended it before its proof */
};

/* The visit under way. */
struct visiting {
	struct course *course;
	struct bench *bench; /* the course's */
	const struct visit *visit;
	const struct treatment *treatment;
	struct hook hook;
	struct treatment_outcome *outcome; /* NULL: a baseline */
	void *state;			   /* the protocol's, of the whole plan */
	json_t *attached;		   /* the agent's answer; NULL: nothing is attached */
	int64_t id;			   /* in the store */
	struct counters last;		   /* of the last window, where a proof needs them */
	unsigned int windows_recorded;
	bool fired;	   /* hits were counted and are not none */
	bool is_elsewhere; /* they were not all within what is timed */
	enum visit_verdict verdict;
	struct text_buffer wrong; /* why it is to be dropped */
};

/*
 * How visits are made.  attach() returns 1 when something is attached (or, as the protocol says,
 * nothing is to be), 0 when it cannot be had, whose reason it has given to the outcome; the others
 * 0 or a negative errno.
 */
struct protocol_ops {
	const char *unit; /* what its progress counts: "block", "sample" */
	/* Nothing comes after a visit that is wrong: it closes the treatment as failed. */
	bool visits_once;
	/* A visit is compared with no other of its block: a guest that is lost takes it alone. */
	bool alone;
	int (*attach)(struct visiting *visiting, struct error *err);
	int (*windows)(struct visiting *visiting, struct error *err);
	int (*prove)(struct visiting *visiting, struct error *err); /* or NULL */
	int (*detach)(struct visiting *visiting, struct error *err);
	/* Closes a treatment that never ran; or NULL: as visiting->wrong says. */
	int (*not_fired)(struct visiting *visiting, struct error *err);
	/* After each block of the plan: whether that was all.  Or NULL: there is one. */
	int (*block_ended)(struct course *course, enum blocks_end *ret_end, struct error *err);
};

/*
 * 0 when the visit was made or had to be left out (the outcome says why); a negative errno when the
 * target is gone or the store refuses.
 */
int visit_run(const struct protocol_ops *ops, void *state, struct course *course,
	      const struct visit *visit, struct error *err);

/* Notes what is wrong; it is what was noted last. */
void visit_wrong(struct visiting *visiting, enum visit_verdict verdict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Puts a window of the visit into the store; visit and configuration are filled in.  counted_by:
 * who had BPF statistics on in a window that was to be without them; such a one is left out
 * (withheld.h). NULL or "": nobody.
 */
int visit_sample(struct visiting *visiting, struct window_setting setting,
		 struct sample_record *sample, const char *counted_by, struct error *err);

/* For protocols whose programs the agent attaches and detaches by requests of their own. */
int visit_attach(struct visiting *visiting, struct error *err);
int visit_detach(struct visiting *visiting, struct error *err);
int visit_not_fired(struct visiting *visiting, struct error *err);

/* Judges hits: a sham must not fire at all, a treatment as often as its mechanism says. */
void visit_hits_judge(struct visiting *visiting, const struct counters *counters);

#endif
