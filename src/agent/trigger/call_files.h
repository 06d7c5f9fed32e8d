/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_FILES_H
#define BPFTAX_AGENT_CALL_FILES_H

/*
 * What the events of system calls need open: descriptors of things that are always there, and what
 * some events alone have opened before the first of them (call_known.h's open).
 *
 *	struct call_files files;
 *
 *	call_files_open(&files);
 *	if (call->open && call->open(&files) < 0)
 *		...
 *	call_files_close(&files);
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct call_files {
	int null, zero, udp, pipe[2]; /* open, or -1 */
	int listener;		      /* a TCP socket on this machine's own address, or -1 */
	int pair[2];		      /* both ends of a TCP connection, or -1 */
	int netlink;		      /* of routes and links, or -1 */
	int sparse;		      /* a file that nobody reads, in memory, or -1 */
	int there[2], back[2];	      /* pipes to a thread that answers, or -1 */
	pthread_t answerer;
	bool answers;	   /* that thread runs */
	uint64_t *changed; /* events that a program made end otherwise (call_ended()) */
};

/*
 * Of events that a program on their way can change: whether this one ended as it does without any.
 * Takes the same instructions either way.
 */
static inline void call_ended(const struct call_files *files, bool as_ever)
{
	*files->changed += !as_ever;
}

/* What is always there; what cannot be opened is -1, and the events fail as system calls do. */
void call_files_open(struct call_files *files);

/* All of it, also what an event's own open() has opened. */
void call_files_close(struct call_files *files);

#endif
