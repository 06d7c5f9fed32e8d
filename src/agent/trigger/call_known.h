/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_KNOWN_H
#define BPFTAX_AGENT_CALL_KNOWN_H

/*
 * The system calls whose arguments are known (call_list.h), and what is made of several of them
 * where one alone leaves something behind.
 *
 *	for (size_t i = 0; call_name(i); i++)
 *		try(call_known(call_name(i)));
 */

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include "agent/interruptions.h"
#include "agent/trigger/call_files.h"

#define CALL_ARGUMENTS 6

/* What stands for a descriptor until it is open. */
#define FD_NULL (LONG_MIN + 1)
#define FD_ZERO_FILE (LONG_MIN + 2)
#define FD_UDP (LONG_MIN + 3)
#define OWN_PID (LONG_MIN + 4)

/* What an event is. */
struct call {
	const char *name; /* the system call's, or of what several of them do */
	long number;	  /* -1: act */
	long arguments[CALL_ARGUMENTS];
	void (*act)(const struct call_files *files);
	int (*open)(
	    struct call_files *files); /* what act needs; NULL: nothing.  A negative errno */
	struct interruptions_own own;  /* what each event brings with it */
};

/* The i-th, the cheaper ones first; NULL behind the last. */
const char *call_name(size_t i);

/* NULL when it is none of these. */
const struct call *call_known(const char *name);

#endif
