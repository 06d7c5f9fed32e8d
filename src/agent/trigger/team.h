/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TEAM_H
#define BPFTAX_AGENT_TEAM_H

/*
 * The same event on several CPUs at once: a trigger made of one for each thread, each thread on a
 * CPU of its own.  They begin together, behind a gate.
 *
 *	struct trigger_team team;
 *
 *	trigger_team_init(&team);                    // before this thread is pinned
 *	trigger_team_find(&team, 4, "fentry", NULL, &view, &trigger, &err);
 *	trigger_run(trigger, 1000, &pass, &err);     // 4,000 events; elapsed: a thread's mean
 *	trigger_team_close(&team);
 */

#include <sched.h>
#include "agent/trigger/trigger.h"
#include "protocol/variant.h"

struct trigger_team {
	cpu_set_t cpus;				   /* that this process may use */
	struct triggers open[VARIANT_THREADS_MAX]; /* of each thread */
	struct trigger *members[VARIANT_THREADS_MAX];
	unsigned int count;
	struct trigger_ops ops;
	struct trigger trigger; /* what the caller gets */
};

void trigger_team_init(struct trigger_team *team);

/* As triggers_find(); -EOPNOTSUPP when there are fewer CPUs than threads. */
int trigger_team_find(struct trigger_team *team, unsigned int threads, const char *mechanism,
		      const char *name, const struct kernel_view *view,
		      struct trigger **ret_trigger, struct error *err);
void trigger_team_close(struct trigger_team *team);

#endif
