/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_CHOICE_H
#define BPFTAX_AGENT_CALL_CHOICE_H

/*
 * Which system call a hook is of by its name alone: the tracepoints of one, and the functions that
 * begin it.  Pure.
 *
 *	char name[64];
 *
 *	if (call_of_hook(&hook, name, sizeof(name)))   // "openat"
 *		...
 */

#include <stdbool.h>
#include <stddef.h>
#include "agent/hook.h"

bool call_of_hook(const struct hook *hook, char *ret_name, size_t size);

#endif
