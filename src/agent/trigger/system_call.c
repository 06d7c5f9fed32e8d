// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For tracepoints where the kernel has no function that only fires one (before 6.10): getpgid(2),
 * the cheapest call that no library shortens.  An attachment to raw_syscalls:sys_enter puts every
 * system call on the slow path; that is part of what it costs.
 */
#include "agent/trigger/user_loop.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_nothing(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	(void)trigger;
	(void)view;
	(void)err;
	return 0;
}

static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	pid_t self = getpid();
	struct user_loop loop;

	(void)trigger;
	user_loop_begin(&loop);
	for (uint64_t i = 0; i < events; i++)
		syscall(SYS_getpgid, self);
	user_loop_end(&loop, ret_pass);
	return 0;
}

const struct trigger_ops trigger_getpgid = {
	.name = "getpgid",
	.hook = { .tracepoint = "raw_syscalls:sys_enter", .function = "security_task_getpgid" },
	.is_shared = true,
	.open = open_nothing,
	.run = run,
};

/* The function that BPF has for the hook; security_task_getpgid() asks it with the others. */
const struct trigger_ops trigger_getpgid_security = {
	.name = "getpgid",
	.hook = { .function = "bpf_lsm_task_getpgid" },
	.is_shared = true,
	.open = open_nothing,
	.run = run,
};
