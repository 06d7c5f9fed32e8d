/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_WINDOW_ROLE_H
#define BPFTAX_ANATOMY_WINDOW_ROLE_H

/*
 * What the windows of a recording were: one role for each window, in their order.
 *
 *	window_roles_from_json(json_object_get(reply, "recorded"), &roles, &err);
 *	... roles.roles[i] ...
 *	window_roles_clear(&roles);
 *
 *	cost of an event = (window that is not bare - bare window) / events
 *
 * Only windows that are not disturbed count: an interrupt, a softirq or another task came into the
 * others.  Windows of one role differ in what they took by nothing but chance; those whose
 * elapsed_ns (with icount: instructions between the two readings of the clock) is not the median's
 * are better left out too.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct window_role {
	bool bare;  /* nothing was attached */
	bool after; /* of bare ones: those behind the attachment */
	unsigned int
	    window; /* of those that are not bare: which of the visit's (statistics off or on) */
	uint64_t events;     /* that happened in it */
	uint64_t elapsed_ns; /* as the agent's clock had it, around the events alone */
	bool disturbed;
	bool path; /* its path was kept: few events */
};

struct window_roles {
	struct window_role *roles;
	size_t count;
};

/*
 * From what the agent says of each window, in their order: {"bare": FLAG, "window": COUNT, "path":
 * FLAG, "events": COUNT, "ns": COUNT, "disturbed": FLAG}.  0; -EBADMSG; -ENOMEM.
 */
int window_roles_from_json(const json_t *list, struct window_roles *ret_roles, struct error *err);

/* Safe on zeroes. */
void window_roles_clear(struct window_roles *roles);

#endif
