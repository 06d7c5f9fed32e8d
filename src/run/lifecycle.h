/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_LIFECYCLE_H
#define BPFTAX_RUN_LIFECYCLE_H

/*
 * The life of an attachment, whoever measures under it.  The workload stands still whenever text is
 * patched: the agent freezes it before it attaches and before it detaches, and lets it run, settle
 * and be measured within each window.
 *
 *	attach    frozen; not to be had: nothing else happens
 *	open      what is known before the first window: a row of the store
 *	windows   thaw, settle, measure, freeze, as often as is wanted
 *	prove     what the windows did not show: that the program ran
 *	detach    frozen; and is anything left behind?
 *	close     what became of it
 *
 *	static const struct lifecycle_ops ops = { .attach = ..., .windows = ..., .detach = ... };
 *
 *	lifecycle_run(&ops, context, &err);
 */

#include "common/error.h"

/* Each returns 0 or a negative errno, which ends it there: the target is lost, or the store. */
struct lifecycle_ops {
	int (*attach)(void *context, struct error *err); /* 1: attached; 0: not to be had */
	int (*open)(void *context, struct error *err);	 /* may be NULL */
	int (*windows)(void *context, struct error *err);
	int (*prove)(void *context, struct error *err); /* may be NULL */
	int (*detach)(void *context, struct error *err);
	int (*close)(void *context, struct error *err); /* may be NULL */
};

/* 1 when it was lived to its end, 0 when nothing could be attached, or a negative errno. */
int lifecycle_run(const struct lifecycle_ops *ops, void *context, struct error *err);

#endif
