/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VISIT_H
#define BPFTAX_VISIT_H

/*
 * One visit of the switch protocol: attach, the visit's windows, detach, and the verdict over the
 * proof.  Every sample is in the store before the next window begins.  Internal to src/run.
 *
 *	visit_run(session, &plan.visits[i], &err);
 */

#include "run/session.h"

/*
 * 0 when the visit was made or had to be left out (the treatment says why); a negative errno when
 * the target is gone or the store refuses.
 */
int visit_run(struct run_session *session, const struct visit *visit, struct error *err);

/* What the visit attaches: the treatment itself, or the sham that stands for the baseline. */
struct visit_hook {
	const char *mechanism, *program;
	const char *function, *tracepoint;
	double hook_events;	   /* an operation's (study/treatment.h) */
	double hits_per_operation; /* when it is attached: NaN where nobody knows */
};

struct visit_hook visit_hook_of(const struct treatment *treatment);

/*
 * One window under whatever is attached: both ends of the workload run for the lengths given and
 * stand still again.  The host's clocks are in the counters as well.  0, or a negative errno when
 * the target is gone.
 */
int visit_window(struct run_session *session, const struct window_lengths *lengths,
		 struct counters *ret_counters, struct error *err);

/*
 * What stands for a baseline whose mechanism was drawn: that one's sham, or the next one's in the
 * study that can be attached; .mechanism is NULL where none can.  hooks_rehearse() was called.
 */
struct visit_hook visit_sham(const struct run_session *session, const char *drawn);

/*
 * How long the session's workload settles after a change, and how long its windows are: by the
 * study, or as suits the workload.  A pilot may find better ones (session->lengths).
 */
struct window_lengths visit_lengths(const struct run_session *session);

/*
 * Attaches what hook says; *ret_reply is the agent's whole answer.  Returns 1 when it is attached,
 * 0 when not (outcome, if any, is then closed or counted as dropped), or a negative errno.
 */
int visit_attach(struct run_session *session, struct visit_hook *hook,
		 struct treatment_outcome *outcome, json_t **ret_reply, struct error *err);

/*
 * An agent's answer "unsupported" or "failed": what the kernel will not do closes the treatment;
 * anything else is one dropped visit.
 */
void visit_refused(struct run_session *session, const char *mechanism,
		   struct treatment_outcome *outcome, const json_t *reply);

/*
 * Detaches and checks that the attachment held to the end and left nothing behind; what is wrong
 * goes into reason ("" when nothing is).  0 or a negative errno.
 */
int visit_detach(struct run_session *session, char *reason, size_t size, struct error *err);

/* A treatment whose program never ran: closes it, naming what the workload ran instead. */
int visit_not_fired(struct run_session *session, const struct visit_hook *hook,
		    struct treatment_outcome *outcome, const char *hits, struct error *err);

#endif
