/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TREATMENT_H
#define BPFTAX_AGENT_TREATMENT_H

/*
 * What is put on the kernel, and what a kind of treatment has to be able to do.  The life of one is
 * the attachment's (agent/attachment.h), which knows kinds by these operations alone.
 *
 *	struct treatment treatment = { .kind = &treatment_builtin,
 *				       .mechanism = "fentry",
 *				       .program = "map",
 *				       .hook = { .function = "udp_recvmsg" } };
 *
 * There are builtin (agent/builtin.h), mechanism x program of our own, object (agent/object.h), a
 * program of somebody's object, and together (agent/object_together.h), all of its programs; and
 * many hooks (agent/many_hooks.h), one of the first two on many functions at once.  A new one is a
 * file with its operations and its members below: a command, whose programs are known by their ids
 * alone.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "agent/hook.h"
#include "common/error.h"
#include "protocol/consumers.h"

struct attachment;
struct kernel_view;
struct object_image;
struct treatment_ops;

struct treatment {
	const struct treatment_ops *kind;

	/* builtin, object */
	const char *mechanism, *program;
	struct hook hook;
	/* Beside another attachment of ours: on the same hook, or by what that one has set up. */
	bool beside;
	unsigned int programs; /* so many of the program on the hook, each loaded by itself; 0: 1 */

	/* many hooks: so many functions, the hook's own among them, or all that fit a pattern; each
	 * has a treatment of the kind `each` */
	const struct treatment_ops *each;
	unsigned int functions;
	const char *functions_like;

	/* object */
	const struct object_image *image;
	enum consumer consumer; /* who reads what it writes */
	double hits_per_event;	/* as was counted before; 0: as the mechanism says */
	/* Beside a workload, whose packets are not to be dropped: what may do so is left out. */
	bool in_workload;
};

/*
 * In the order of their calls; each returns 0 or a negative errno (-EOPNOTSUPP, -EPERM, -EACCES:
 * this kernel will not do it) and keeps attachment->step up to date.
 */
struct treatment_ops {
	/* Finds what it needs and allocates attachment->state; what stays loaded is loaded here. */
	int (*prepare)(struct attachment *attachment, const struct treatment *treatment,
		       struct kernel_view *view, struct error *err);
	/* Loads and attaches; fills in hook_text, hits_per_operation and the times. */
	int (*attach)(struct attachment *attachment, const struct treatment *treatment,
		      const struct kernel_view *view, struct error *err);
	/* Adds what it saw to attachment->proof; fails when the treatment is not what it says. */
	int (*prove)(struct attachment *attachment, struct error *err);
	/* Descriptors of all its programs, which stay the kind's: hits are summed over them. */
	size_t (*programs)(const struct attachment *attachment, const int **ret_fds);
	/* Of the runs of all of them that were skipped; of_programs is what their own counts say.
	 * NaN where the kernel does not tell. */
	double (*misses)(const struct attachment *attachment, double of_programs);
	/* Another length of the delay, without attaching anew.  -ENOTSUP where there is none; NULL:
	 * there never is one. */
	int (*retune)(struct attachment *attachment, struct kernel_view *view, uint64_t delay_ns,
		      double *ret_injected_ns, struct error *err);
	/* Takes away what there is so far, in whatever state, and frees attachment->state. */
	void (*detach)(struct attachment *attachment);
};

#endif
