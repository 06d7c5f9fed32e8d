/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_H
#define BPFTAX_AGENT_CALL_H

/*
 * A trigger that is a system call, made again and again with the same arguments; or, where one call
 * leaves something behind, a pair of them.  For hooks of somebody else's choice: those that are
 * known, with arguments that succeed or fail early (call_list.h), and in a guest any other, with
 * arguments that the kernel refuses.
 *
 *	struct call_trigger call = {};
 *
 *	call_trigger_open(&call, "openat", &err);
 *	trigger_run(&call.trigger, 1000, &pass, &err);
 *	call_trigger_close(&call);
 */

#include "agent/trigger/call_known.h"
#include "agent/trigger/trigger.h"

struct call_trigger {
	char name[64];
	struct call call;
	struct call_files files;
	uint64_t changed; /* events that ended otherwise than without a program (call_files.h) */
	struct trigger_ops ops;
	struct trigger trigger; /* what is run; ops NULL: not open */
};

/* -EOPNOTSUPP when there is no such call, or it may not be made blindly. */
int call_trigger_open(struct call_trigger *call, const char *name, struct error *err);

/* Safe on zeroes. */
void call_trigger_close(struct call_trigger *call);

#endif
