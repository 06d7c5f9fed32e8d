// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_blind.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SYSTEM_CALL(name, number) { #name, number },
static const struct system_call {
	const char *name;
	long number;
} system_calls[] = {
#include "system_calls.inc"
};

/* Of those whose arguments nobody knows: they end or stop who makes them, or leave something. */
static const char *const never[] = {
	"exit",		 "exit_group",
	"fork",		 "vfork",
	"clone",	 "clone3",
	"pause",	 "rt_sigreturn",
	"vhangup",	 "restart_syscall",
	"eventfd",	 "eventfd2",
	"inotify_init",	 "setsid",
	"sync",		 "epoll_create",
	"alarm",	 "munlockall",
	"rt_sigsuspend", "reboot",
	"kexec_load",	 "kexec_file_load",
	"msgget",	 "io_uring_setup",
	"tuxcall",	 "landlock_create_ruleset",
	"close_range",	 "mlockall",
	"uselib",
};

static const struct system_call *system_call_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(system_calls); i++)
		if (!strcmp(system_calls[i].name, name))
			return &system_calls[i];
	return NULL;
}

static bool is_never_made(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(never); i++)
		if (!strcmp(never[i], name))
			return true;
	return false;
}

int call_blind(const char *name, struct call *ret_call, struct error *err)
{
	const struct system_call *found = system_call_find(name);

	if (!found)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "there is no system call %s", name);
	if (is_never_made(name) || getpid() != 1)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the system call %s is not made without knowing its arguments%s",
				 name, getpid() != 1 ? " outside of a guest" : "");
	*ret_call = (struct call){ .name = found->name, .number = found->number };
	for (size_t i = 0; i < CALL_ARGUMENTS; i++)
		ret_call->arguments[i] = -1;
	return 0;
}
