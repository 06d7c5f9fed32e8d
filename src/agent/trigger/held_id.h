/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_HELD_ID_H
#define BPFTAX_AGENT_HELD_ID_H

/*
 * Keeps the kernel's search for a process as long as it is.
 *
 *	pid_t held = held_id_take();
 *	... system calls that are given a process id ...
 *	held_id_release(held);
 *
 * The kernel finds a process in a radix tree of 64 ids a level, which has a second level while an
 * id of 64 or more is in use.  A small guest stands just there: kernel threads come and go around
 *64, and with each level a search takes 19 instructions more.  An id that is held keeps the second
 * level; the third begins at 4096.
 */

#include <sys/types.h>

/*
 * An id of the second level or above, of a child that has ended and is not waited for: it takes no
 * memory of ours and no CPU.  0 when none could be had.
 */
pid_t held_id_take(void);

/* Nothing for 0. */
void held_id_release(pid_t held);

#endif
