/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MANY_HOOKS_H
#define BPFTAX_AGENT_MANY_HOOKS_H

/*
 * A program of our own, or of somebody's object, on many functions at once: on that of the event,
 * and on others that do not run meanwhile (agent/idle_functions.h), so that a hit is measured
 * beside them.
 *
 *	struct treatment treatment = { .kind = &treatment_many_hooks, .each = &treatment_builtin,
 *				       .mechanism = "fentry", .program = "null", .hook = ...,
 *				       .functions = 100 };
 *
 *	attachment_make(&attachment, &treatment, &view, &err);
 *
 * One link has all of them where the mechanism's links can (mechanism.h, takes_many).  Else each
 * has a program and a link of its own (of an object with maps of its own), and a function that the
 * kernel refuses is passed over for the next.  Times are sums over the links; hits are those of all
 * programs, of which the event's own alone may have any (attachment.h, has_idle_hooks).
 */

#include "agent/attachment.h"

extern const struct treatment_ops treatment_many_hooks;

#endif
