/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_ATTACHMENT_H
#define BPFTAX_AGENT_ATTACHMENT_H

/*
 * One program attached by one mechanism, from loading to the proof that nothing is left.
 *
 *	struct attachment attachment;
 *	struct hook hook = { .function = "udp_recvmsg" };
 *
 *	if (attachment_make(&attachment, "fentry", "map", &hook, &view, &err) < 0)
 *		report(attachment.step, err.text);
 *	...                                     // windows
 *	json_t *left = attachment_remove(&attachment);   // empty array: clean
 *
 * The workload must stand still while either runs (see session.c).
 */

#include <bpf/btf.h>
#include <jansson.h>
#include <stdbool.h>
#include "agent/delay.h"
#include "agent/preparation.h"
#include "agent/program.h"
#include "agent/traces.h"
#include "common/error.h"

struct mechanism_ops;

/* What is looked up once a boot. */
struct kernel_view {
	struct btf *btf; /* NULL when the kernel has none */
	struct delay_calibration delay;
};

struct hook {
	const char *function;
	const char *tracepoint; /* category:name */
	uint64_t address;	/* of the function, or 0 when unknown */
};

struct attachment {
	const struct mechanism_ops *mechanism;
	struct hook hook;
	unsigned int offset; /* from the function's start */
	char hook_text[192]; /* "udp_recvmsg+0x9", "sock:sock_recv_length" */
	struct bpf_object *object;
	struct preparation preparation; /* of the program; drain it between windows */
	int program_fd;
	int event_fd;	      /* perf event, or -1 */
	int link_fd;	      /* or -1 */
	const char *step;     /* what was being done, for messages: "load", "attach", "prove" */
	struct traces before; /* tracing state before the attachment */
	double injected_ns;   /* what a delay program adds; 0 for others */
	uint64_t load_ns, attach_ns, detach_ns; /* of the kernel's part of each step */
	struct attachment *copies;		/* more of the same on the hook */
	size_t copy_count;
	bool is_copy;
	char probed_bytes[17]; /* hexadecimal text at the probe, or "" */
	bool text_left;	       /* the text at the probe did not become what it was */
	json_t *proof;
};

/*
 * Loads, attaches and proves.  On failure everything is taken back and attachment->step says
 * where it ended; -EOPNOTSUPP (and -EPERM, -EACCES) mean that this kernel will not do it, other
 * codes that something went wrong.  A delay program needs view->delay to be calibrated.
 */
int attachment_make(struct attachment *attachment, const char *mechanism, const char *program,
		    const struct hook *hook, const struct kernel_view *view, struct error *err);

/*
 * Attaches so many more of the same program, each loaded by itself, to the hook of an attachment
 * that was made; they go with it.  0 or a negative errno.
 */
int attachment_add_copies(struct attachment *attachment, size_t count, const char *mechanism,
			  const char *program, const struct kernel_view *view, struct error *err);

/*
 * Whether the program is still there: its id is known to the kernel and the attachment still
 * shows.  A program detached behind our back makes this false.
 */
bool attachment_holds(struct attachment *attachment);

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

/* Statistics of the attached program since the attachment, its copies included. */
int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics);

/*
 * -EOPNOTSUPP with the sentence for a tracepoint that this kernel does not have, and one that
 * older kernels have in its place.
 */
int error_no_tracepoint(struct error *err, const char *tracepoint);

#endif
