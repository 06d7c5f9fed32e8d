/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_COMPANION_H
#define BPFTAX_AGENT_COMPANION_H

/*
 * A program that a workload attaches for itself and keeps for as long as it runs, beside whatever
 * is measured: the ballast of a receiver, a counter.  Always by the cheapest mechanism.  It is the
 * same in every window of a workload, so that it is in no difference, except where the kernel's
 * statistics are on: they cost each of its runs what they cost any, some 100 ns under TCG, and
 * baseline-stat is where that shows.
 *
 *	struct companion companion = {};
 *
 *	companion_attach(&companion, "inet_recvmsg", "delay-0ns", &err);    // standing still
 *	bpf_object__find_map_by_name(builtin_object(&companion.attachment), ...);
 *	companion_release(&companion);
 */

#include "agent/attachment.h"
#include "agent/kernel_view.h"
#include "common/error.h"

struct companion {
	bool attached;
	struct attachment attachment;
	struct kernel_view view; /* of its own: a workload does not know the session's */
};

/*
 * Does nothing where it is attached; function and program have to outlive it.  0, or a negative
 * errno: the kernel has no fentry, or no such function; the view is then released.
 */
int companion_attach(struct companion *companion, const char *function, const char *program,
		     struct error *err);

/* Detaches it; does nothing where it is not attached.  With the workload standing still. */
void companion_release(struct companion *companion);

#endif
