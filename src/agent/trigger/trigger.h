/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRIGGER_H
#define BPFTAX_AGENT_TRIGGER_H

/*
 * A trigger: makes an event happen a given number of times and says how long that took.
 *
 *	struct triggers triggers = {};
 *	struct trigger *trigger;
 *	struct trigger_pass pass;
 *
 *	triggers_find(&triggers, "fentry", NULL, &view, &trigger, &err);  // the kernel's best one
 *	trigger_run(trigger, 1000, &pass, &err);
 *	... pass.elapsed_ns
 *	triggers_close(&triggers);
 *
 * The clock is read outside the loop, and the code is the same whatever is attached.  A trigger
 * knows which hook its event passes; costs are compared only under the same trigger.
 *
 * To add one: a `const struct trigger_ops`, and a line in trigger/trigger_list.h.
 */

#include "agent/hook.h"
#include "agent/interruptions.h"
#include "agent/kernel_view.h"
#include "agent/trigger/trigger_loop.h"

struct trigger;

struct trigger_pass {
	uint64_t elapsed_ns;
	bool disturbed; /* something else fell into it, as far as that can be known */
};

struct trigger_ops {
	const char *name;
	struct hook hook; /* what its event passes */
	bool is_shared;	  /* others on the machine pass it too: hits may be more than events */
	struct interruptions_own own; /* what each event brings with it */
	/* Loads what it needs; -EOPNOTSUPP and why when the kernel has no such thing. */
	int (*open)(struct trigger *trigger, const struct kernel_view *view, struct error *err);
	/* events is a multiple of TRIGGER_STEP, at most TRIGGER_EVENTS_MAX. */
	int (*run)(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass);
	/* One event and no reading of a clock; NULL where none can be made alone. */
	int (*one)(struct trigger *trigger);
	/* What comes before an event and is not its own; NULL: nothing. */
	int (*between)(struct trigger *trigger);
	void (*close)(struct trigger *trigger); /* may be NULL */
};

struct trigger {
	const struct trigger_ops *ops; /* NULL: not open */
	void *state;
	char instead[256]; /* why not the usual one of the mechanism; "": it is */
};

#define TRIGGERS_MAX 24

/* Those that were opened so far: loading one takes longer than a reload. */
struct triggers {
	struct trigger open[TRIGGERS_MAX];
};

/*
 * Opens the first trigger for this mechanism that the kernel has, or the one that is named.  Where
 * an earlier one of the list is missing, (*ret_trigger)->instead says why.
 */
int triggers_find(struct triggers *triggers, const char *mechanism, const char *name,
		  const struct kernel_view *view, struct trigger **ret_trigger, struct error *err);

/*
 * Opens the trigger whose event passes this very hook, which may be anybody's; -ENOENT when there
 * is none.
 */
int triggers_find_for(struct triggers *triggers, const char *mechanism, const struct hook *hook,
		      const struct kernel_view *view, struct trigger **ret_trigger,
		      struct error *err);

/*
 * Opens the trigger of this name that runs hooks of the kernel, or of the agent's own functions;
 * -ENOENT when there is none.
 */
int triggers_find_named(struct triggers *triggers, const char *name, const struct kernel_view *view,
			struct trigger **ret_trigger, struct error *err);

/*
 * What the event of that trigger passes, as far as the mechanism has use for it; without an
 * address.  The trigger is opened for it, as only then it is known which one the kernel has, and
 * stays open in the set: to verify its loop takes the kernel 1.5 thousand million instructions.
 */
int trigger_hook_find(struct triggers *triggers, const char *mechanism, const char *name,
		      const struct kernel_view *view, struct hook *ret_hook, struct error *err);

/* What of the trigger's hook is the mechanism's: its tracepoint, or its function. */
struct hook trigger_hook_of(const struct trigger *trigger, const char *mechanism);

/* Safe on a set of which none was opened. */
void triggers_close(struct triggers *triggers);

int trigger_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass,
		struct error *err);

#endif
