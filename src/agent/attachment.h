/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_ATTACHMENT_H
#define BPFTAX_AGENT_ATTACHMENT_H

/*
 * The life of a treatment, from loading to the proof that nothing is left.
 *
 *	struct attachment attachment;
 *
 *	if (attachment_make(&attachment, &treatment, &view, &err) < 0)
 *		report(attachment.step, err.text);
 *	...                                     // windows
 *	json_t *left = attachment_remove(&attachment);   // empty array: clean
 *
 * The workload must stand still while either runs (see session.c).
 */

#include <jansson.h>
#include <stdbool.h>
#include "agent/preparation.h"
#include "agent/program.h"
#include "agent/reader.h"
#include "agent/traces.h"
#include "agent/treatment.h"
#include "agent/verifier_log.h"
#include "common/error.h"

struct attachment {
	const struct treatment_ops *kind; /* NULL: nothing is attached */
	void *state;			  /* the kind's own */
	const char *step; /* what was being done, for messages: "load", "attach", "prove" */
	char hook_text[192];
	char refusal[VERIFIER_TAIL_SIZE]; /* of a failed one: the log's end, or "" */
	double hits_per_operation;	  /* expected, of all programs together */
	/* What alone is tried to run it (mechanism.h, event); NULL: what comes by its hook. */
	const char *event;
	double injected_ns;			/* what a delay program adds; 0 for others */
	uint64_t load_ns, attach_ns, detach_ns; /* of the kernel's part of each step */
	struct preparation *preparation; /* drain it between windows; NULL: nothing to drain */
	struct reader *reader; /* of what somebody's object writes; NULL: it writes none */
	struct traces before;  /* tracing state before the attachment */
	bool text_left;	       /* the text at a probe did not become what it was */
	bool has_idle_hooks;   /* beside the event's own: no run there is right */
	json_t *proof;
};

/*
 * Loads, attaches and proves.  On failure everything is taken back and attachment->step says
 * where it ended; -EOPNOTSUPP (and -EPERM, -EACCES) mean that this kernel will not do it, other
 * codes that something went wrong.  The names in *treatment have to outlive the attachment.
 */
int attachment_make(struct attachment *attachment, const struct treatment *treatment,
		    struct kernel_view *view, struct error *err);

/*
 * Whether the program is still there: its id is known to the kernel and the attachment still
 * shows.  A program detached behind our back makes this false.
 */
bool attachment_holds(struct attachment *attachment);

/* As the kind's retune(): changes the delay and says what it is now. */
int attachment_retune(struct attachment *attachment, struct kernel_view *view, uint64_t delay_ns,
		      double *ret_injected_ns, struct error *err);

/*
 * Closes everything and waits until the tracing state is what it was before.  Returns a new array
 * of lines that are still there (empty: clean).  Safe to call on a failed attachment.
 */
json_t *attachment_remove(struct attachment *attachment);

/*
 * Closes everything without waiting or looking what is left: for one that others outlive, whose
 * traces cannot become what they were.
 */
void attachment_discard(struct attachment *attachment);

/* Statistics since the attachment, summed over all its programs.  0 or a negative errno. */
int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics);

#endif
