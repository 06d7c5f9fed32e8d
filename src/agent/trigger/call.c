// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call.h"
#include "agent/trigger/call_blind.h"
#include "agent/trigger/user_loop.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static long argument_of(const struct call_files *files, long argument)
{
	switch (argument) {
	case FD_NULL:
		return files->null;
	case FD_ZERO_FILE:
		return files->zero;
	case FD_UDP:
		return files->udp;
	case OWN_PID:
		return getpid();
	default:
		return argument;
	}
}

static void acts_make(const struct call_trigger *call, uint64_t events)
{
	for (uint64_t i = 0; i < events; i++)
		call->call.act(&call->files);
}

static void calls_make(const struct call *call, uint64_t events)
{
	const long *argument = call->arguments;

	for (uint64_t i = 0; i < events; i++)
		syscall(call->number, argument[0], argument[1], argument[2], argument[3],
			argument[4], argument[5]);
}

static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	const struct call_trigger *call = trigger->state;
	struct user_loop loop;

	user_loop_begin(&loop);
	if (call->call.act)
		acts_make(call, events);
	else
		calls_make(&call->call, events);
	user_loop_end(&loop, ret_pass);
	return 0;
}

/* Whatever it returns: those with arguments that the kernel refuses are events as well. */
static int one(struct trigger *trigger)
{
	const struct call_trigger *call = trigger->state;

	if (call->call.act)
		acts_make(call, 1);
	else
		calls_make(&call->call, 1);
	return 0;
}

static int needs_open(struct call_trigger *call, struct error *err)
{
	int code;

	call_files_open(&call->files);
	call->files.changed = &call->changed;
	code = call->call.open ? call->call.open(&call->files) : 0;
	if (code < 0) {
		call_files_close(&call->files);
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "%s cannot be made here: %s",
				 call->call.name, strerror(-code));
	}
	return 0;
}

static void trigger_make(struct call_trigger *call, const char *name)
{
	for (size_t i = 0; i < CALL_ARGUMENTS; i++)
		call->call.arguments[i] = argument_of(&call->files, call->call.arguments[i]);
	snprintf(call->name, sizeof(call->name), "%s", name);
	call->ops = (struct trigger_ops){
		.name = call->name, .is_shared = true, .own = call->call.own, .run = run, .one = one
	};
	call->trigger = (struct trigger){ .ops = &call->ops, .state = call };
}

int call_trigger_open(struct call_trigger *call, const char *name, struct error *err)
{
	const struct call *found = call_known(name);
	struct call made;
	int code = 0;

	if (call->trigger.ops && !strcmp(call->name, name))
		return 0;
	if (!found)
		code = call_blind(name, &made, err);
	if (code < 0)
		return code;
	call_trigger_close(call);
	call->call = found ? *found : made;
	code = needs_open(call, err);
	if (!code)
		trigger_make(call, name);
	return code;
}

void call_trigger_close(struct call_trigger *call)
{
	if (call->trigger.ops)
		call_files_close(&call->files);
	*call = (struct call_trigger){};
}
