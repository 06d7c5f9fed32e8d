/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SELECT_WATCH_H
#define BPFTAX_AGENT_SELECT_WATCH_H

/*
 * How often a process calls select(): a receiver that finds several datagrams each time pays for
 * fewer system calls, which hides cost.  The kernel has no counter of it, so a program on
 * core_sys_select counts, that filters by the process.  Only select() pays for it, unlike one on
 * the entry of all system calls.
 *
 *	struct select_watch watch = {};
 *
 *	select_watch_begin(&watch, server.pid, "udp_recvmsg");   // standing still
 *	if (!select_watch_read(&watch, &selects))
 *		...
 *	select_watch_end(&watch);
 */

#include <stdint.h>
#include <sys/types.h>
#include "agent/workload/companion.h"

struct select_watch {
	struct companion companion;
};

/*
 * hooked is the function that the study hooks, or NULL: nothing is counted where it is the same.
 * What cannot be attached is not counted; that is no error.
 */
void select_watch_begin(struct select_watch *watch, pid_t process, const char *hooked);

/* Since it began, all CPUs together.  0, or a negative errno: nothing is counted. */
int select_watch_read(const struct select_watch *watch, uint64_t *ret_selects);

void select_watch_end(struct select_watch *watch);

#endif
