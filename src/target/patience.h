/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_PATIENCE_H
#define BPFTAX_TARGET_PATIENCE_H

/*
 * How long a guest may take to answer: a limit of the clock's, and as much more as its QEMU stood
 * ready meanwhile and got no CPU.  Of two processes on a busy host one has a tenth of a CPU at
 * times, and is then neither gone nor hung.
 *
 *	struct patience patience = patience_begin(guest->pid, deadline_after_ms(60000));
 *
 *	do {
 *		... look whether it answered ...
 *	} while (!patience_is_over(&patience));
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct patience {
	pid_t pid;
	uint64_t deadline_ns; /* DEADLINE_NEVER: there is none */
	uint64_t waited_ns;   /* by its threads before it began */
};

struct patience patience_begin(pid_t pid, uint64_t deadline_ns);

/* Whether the deadline has passed, and as long again as it waited for a CPU, or ten minutes. */
bool patience_is_over(const struct patience *patience);

/* The same of two readings.  Pure; waited_ns may be less than before, when a thread has ended. */
bool patience_is_spent(const struct patience *patience, uint64_t waited_ns, uint64_t now_ns);

/*
 * How long that thread of the process which waited longest stood ready without a CPU, since it
 * began: /proc/PID/task/TID/schedstat (host_thread_times()).  0 where the host does not tell.
 */
uint64_t patience_waited_ns(pid_t pid);

#endif
