// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For tracepoints where the kernel has no function that only fires one (before 6.10): getpgid(2),
 * the cheapest call that no library shortens.  An attachment to raw_syscalls:sys_enter puts every
 * system call on the slow path; that is part of what it costs.
 */
#include "agent/trigger/held_id.h"
#include "agent/trigger/user_loop.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ids {
	pid_t held; /* the search for a process has to be as long in every pass */
	pid_t self; /* asked for once: in a pass, its own system call would be one event more */
};

static int open_ids(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	struct ids *ids = malloc(sizeof(*ids));

	(void)view;
	if (!ids)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	*ids = (struct ids){ .held = held_id_take(), .self = getpid() };
	trigger->state = ids;
	return 0;
}

static void close_ids(struct trigger *trigger)
{
	struct ids *ids = trigger->state;

	held_id_release(ids->held);
	free(ids);
}

static pid_t self_of(const struct trigger *trigger)
{
	return ((const struct ids *)trigger->state)->self;
}

/* In here no other system call than the events: a pass that is recorded begins before it. */
static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	pid_t self = self_of(trigger);
	struct user_loop loop;

	user_loop_begin(&loop);
	for (uint64_t i = 0; i < events; i++)
		syscall(SYS_getpgid, self);
	user_loop_end(&loop, ret_pass);
	return 0;
}

static int one(struct trigger *trigger)
{
	return syscall(SYS_getpgid, self_of(trigger)) < 0 ? -errno : 0;
}

const struct trigger_ops trigger_getpgid = {
	.name = "getpgid",
	.hook = { .tracepoint = "raw_syscalls:sys_enter", .function = "security_task_getpgid" },
	.is_shared = true,
	.open = open_ids,
	.run = run,
	.one = one,
	.close = close_ids,
};

/* The function that BPF has for the hook; security_task_getpgid() asks it with the others. */
const struct trigger_ops trigger_getpgid_security = {
	.name = "getpgid",
	.hook = { .function = "bpf_lsm_task_getpgid" },
	.is_shared = true,
	.open = open_ids,
	.run = run,
	.one = one,
	.close = close_ids,
};
