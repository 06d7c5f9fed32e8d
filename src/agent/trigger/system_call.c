// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For tracepoints where the kernel has no function that only fires one (before 6.10): getpgid(2),
 * the cheapest call that no library shortens.  An attachment to raw_syscalls:sys_enter puts every
 * system call on the slow path; that is part of what it costs.
 */
#include "agent/trigger/trigger.h"
#include "agent/workload/workload.h"

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
	uint64_t begun_ns = clock_monotonic_ns();

	(void)trigger;
	for (uint64_t i = 0; i < events; i++)
		syscall(SYS_getpgid, self);
	*ret_pass = (struct trigger_pass){ .elapsed_ns = clock_monotonic_ns() - begun_ns };
	return 0;
}

const struct trigger_ops trigger_getpgid = {
	.name = "getpgid",
	.hook = { .tracepoint = "raw_syscalls:sys_enter", .function = "security_task_getpgid" },
	.is_shared = true,
	.open = open_nothing,
	.run = run,
};
