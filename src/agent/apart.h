/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_APART_H
#define BPFTAX_AGENT_APART_H

/*
 * A request that is answered in a process of its own, a copy of the agent, which ends with it: for
 * what changes a process for good, or may end it.
 *
 *	json_t *reply = apart_run(measure, &what);
 *
 *	reply = apart_run_limited(read_it, &file, 60, &end);
 *	if (!reply)
 *		apart_end_say(end, text, sizeof(text));      // "SIGSEGV"
 */

#include <jansson.h>
#include <stddef.h>

#define APART_NOT_BEGUN (-1)

/* What deed() returned there, which is freed there; NULL when that process ended without a reply.
 */
json_t *apart_run(json_t *(*deed)(void *context), void *context);

/*
 * The same, ended with SIGXCPU once it has used so many seconds of CPU; 0: no limit.  *ret_end is
 * how it ended, as waitpid() has it, or APART_NOT_BEGUN: there was no process to be had.
 */
json_t *apart_run_limited(json_t *(*deed)(void *context), void *context, unsigned int cpu_s,
			  int *ret_end);

/* The signal's name, or "status 3". */
void apart_end_say(int end, char *ret_text, size_t size);

#endif
