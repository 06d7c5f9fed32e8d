/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRIGGER_H
#define BPFTAX_AGENT_TRIGGER_H

/*
 * A trigger: makes an event happen a given number of times and says how long that took.
 *
 *	struct trigger trigger = {};
 *	struct trigger_pass pass;
 *
 *	trigger_open(&trigger, "fentry", NULL, &view, &err);  // the best one that this kernel has
 *	trigger_run(&trigger, 1000, &pass, &err);
 *	... pass.elapsed_ns
 *	trigger_close(&trigger);
 *
 * The clock is read outside the loop, and the code is the same whatever is attached.  A trigger
 * knows which hook its event passes; costs are compared only under the same trigger.
 *
 * To add one: a `const struct trigger_ops`, and a line in trigger/list.c.
 */

#include "agent/attachment.h"
#include "agent/trigger/trigger_loop.h"

struct trigger;

struct trigger_pass {
	uint64_t elapsed_ns;
	bool disturbed; /* a timer interrupt fell into it, as far as that can be known */
};

struct trigger_ops {
	const char *name;
	struct hook hook; /* what its event passes */
	/* Loads what it needs; -EOPNOTSUPP and why when the kernel has no such thing. */
	int (*open)(struct trigger *trigger, const struct kernel_view *view, struct error *err);
	/* events is a multiple of TRIGGER_STEP, at most TRIGGER_EVENTS_MAX. */
	int (*run)(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass);
	void (*close)(struct trigger *trigger); /* may be NULL */
};

struct trigger {
	const struct trigger_ops *ops; /* NULL: not open */
	void *state;
};

/*
 * Opens the first trigger for this mechanism that the kernel has, or the one that is named.  An
 * open trigger that would do stays as it is: loading one takes longer than a reload.
 */
int trigger_open(struct trigger *trigger, const char *mechanism, const char *name,
		 const struct kernel_view *view, struct error *err);
int trigger_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass,
		struct error *err);
/* Safe on a trigger that is not open. */
void trigger_close(struct trigger *trigger);

#endif
