/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRIGGER_TOGETHER_H
#define BPFTAX_AGENT_TRIGGER_TOGETHER_H

/*
 * What makes the programs of an object run that are attached together: the event that comes by most
 * of them at each time, and of such by the fewest programs' runs.  Internal to the agent's session.
 *
 *	struct together_choice choice;
 *
 *	if (trigger_together_find(session, &choice) > 0)
 *		...                              // session->trigger is open
 *	json_decref(choice.not_run);
 */

#include "agent/requests.h"

struct together_choice {
	double hits_per_event; /* of all programs */
	json_t *not_run;       /* names of those that the event does not run; a new list */
};

/* How many programs it runs; 0: nothing here runs any.  BPF statistics have to be on. */
size_t trigger_together_find(struct session *session, struct together_choice *ret_choice);

/* The one of that name, which was found so. */
int trigger_together_open(struct session *session, const char *name, struct error *err);

#endif
