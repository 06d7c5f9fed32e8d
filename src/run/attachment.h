/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_ATTACHMENT_H
#define BPFTAX_RUN_ATTACHMENT_H

/*
 * One treatment attached by the agent, from the request to the proof that nothing is left behind.
 * Internal to src/run.
 *
 *	struct hook hook = hook_of(treatment);
 *
 *	if (attachment_make(bench, &hook, outcome, &attached, &err) > 0) {
 *		...
 *		attachment_end(bench, &wrong, &err);
 *	}
 */

#include "common/text_buffer.h"
#include "run/bench.h"
#include "run/treatment_outcome.h"

/* What is attached where. */
struct hook {
	const char *mechanism, *program;
	const char *function, *tracepoint;
	double hook_events;		     /* an operation's (study/treatment.h) */
	double hits_per_operation;	     /* when it is attached: NaN where nobody knows */
	bool recorded;			     /* its code gets names for a recording */
	const struct object_program *object; /* of somebody's, whose program it is; or NULL */
};

struct hook hook_of(const struct treatment *treatment);

/*
 * What stands for a baseline whose mechanism was drawn: that one's sham, or the next one's in the
 * study that can be attached; .mechanism is NULL where none can.  hooks_rehearse() was called.
 */
struct hook hook_sham(const struct bench *bench, const char *drawn);

/*
 * Attaches what hook says; *ret_reply is the agent's whole answer.  Returns 1 when it is attached,
 * 0 when not (outcome, if any, is then closed or counted as dropped), or a negative errno.
 */
int attachment_make(struct bench *bench, struct hook *hook, struct treatment_outcome *outcome,
		    json_t **ret_reply, struct error *err);

/*
 * An agent's answer "unsupported" or "failed": what the kernel will not do closes the treatment;
 * anything else is one dropped visit.
 */
void attachment_refused(struct bench *bench, const char *mechanism,
			struct treatment_outcome *outcome, const json_t *reply);

/*
 * Detaches and checks that the attachment held to the end and left nothing behind; what is wrong
 * is added to *wrong.  0 or a negative errno.
 */
int attachment_end(struct bench *bench, struct text_buffer *wrong, struct error *err);

/* A treatment whose program never ran: closes it, naming what the workload ran instead. */
int attachment_not_fired(struct bench *bench, const struct hook *hook,
			 struct treatment_outcome *outcome, const char *hits, struct error *err);

#endif
