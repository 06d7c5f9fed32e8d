/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_STRANGER_H
#define BPFTAX_AGENT_STRANGER_H

/*
 * For tests, in guests that have no other process: one that does what bpftax does not want others
 * to do, and then nothing any more until it is ended.
 *
 *	pid_t stranger = stranger_begin(STRANGER_COUNTS, NULL);
 *	...
 *	stranger_end(&stranger);
 */

#include <sys/types.h>
#include "agent/treatment.h"

enum stranger_deed {
	STRANGER_COUNTS,   /* holds BPF_ENABLE_STATS */
	STRANGER_ATTACHES, /* has the treatment attached */
};

/* Its process id once it has done it, or a negative errno.  It ends with this process. */
pid_t stranger_begin(enum stranger_deed deed, const struct treatment *treatment);

/* 0: there is none. */
void stranger_end(pid_t *stranger);

#endif
