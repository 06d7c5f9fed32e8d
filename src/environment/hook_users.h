/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_HOOK_USERS_H
#define BPFTAX_HOOK_USERS_H

/*
 * Who else hangs on a hook: ftrace users of a function, kprobes, a tracepoint that is switched on.
 * With two on a hook, neither costs what it costs alone.
 *
 *	json_t *users = hook_users_read("", "udp_recvmsg", "sock:sock_recv_length");
 */

#include <jansson.h>

/*
 * Lines of tracefs and of kprobes/list that name the function, and "CATEGORY:NAME is switched on";
 * a new array of strings.  NULL when none of the files can be read.  Either hook may be NULL.
 */
json_t *hook_users_read(const char *root, const char *function, const char *tracepoint);

#endif
