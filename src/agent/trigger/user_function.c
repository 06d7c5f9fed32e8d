// SPDX-License-Identifier: GPL-2.0-or-later
/* Triggers for probes in user space: the agent runs through its own probe points. */
#include "agent/trigger/user_loop.h"
#include "agent/trigger/user_probes.h"

static int open_probe(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	struct user_probe probe;

	(void)view;
	return user_probe_find(trigger->ops->name, &probe, err);
}

static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	struct user_loop loop;
	int ran;

	user_loop_begin(&loop);
	ran = user_probe_run(trigger->ops->name, events);
	user_loop_end(&loop, ret_pass);
	return ran;
}

static int one(struct trigger *trigger)
{
	return user_probe_run(trigger->ops->name, 1);
}

/* A trigger is called as its probe point is. */
#define USER_TRIGGER(identifier, which)                                                            \
	const struct trigger_ops identifier = {                                                    \
		.name = which,                                                                     \
		.hook = { .function = which },                                                     \
		.open = open_probe,                                                                \
		.run = run,                                                                        \
		.one = one,                                                                        \
	}

USER_TRIGGER(trigger_user_nop, "user:nop");
USER_TRIGGER(trigger_user_push, "user:push");
USER_TRIGGER(trigger_user_ret, "user:ret");
USER_TRIGGER(trigger_user_nop5, "user:nop5");
USER_TRIGGER(trigger_user_nop10, "user:nop10");
USER_TRIGGER(trigger_user_usdt_nop10, "user:usdt-nop10");
USER_TRIGGER(trigger_user_usdt_nop5, "user:usdt-nop5");
USER_TRIGGER(trigger_user_text, USER_PROBE_TEXT);
USER_TRIGGER(trigger_user_usdt_text, USER_PROBE_USDT_TEXT);
USER_TRIGGER(trigger_user_usdt, "user:usdt");
USER_TRIGGER(trigger_user_usdt_semaphore, "user:usdt-semaphore");
