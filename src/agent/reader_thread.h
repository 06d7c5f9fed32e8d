/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_READER_THREAD_H
#define BPFTAX_AGENT_READER_THREAD_H

/*
 * A thread that is asleep in epoll_wait(2) until a record wakes it, and reads what there is then.
 *
 *	struct reader_thread *thread;
 *
 *	reader_thread_start(buffers, count, &thread, &err);
 *	...                                          // an event
 *	reader_thread_settle(thread, &err);          // whatever woke it is read
 *	counts = reader_thread_counts(thread);
 *	reader_thread_stop(thread);
 *
 * It is on the CPU of whoever starts it, who is of the policy SCHED_FIFO from then on, so that to
 * be woken it interrupts nobody, and of SCHED_IDLE in reader_thread_settle(), where it runs.  None
 * of them is left idle meanwhile, which an emulator that counts takes its time for.
 */

#include "agent/record_buffer.h"

struct reader_counts {
	uint64_t records, wakeups;
	uint64_t run_ns; /* its own time on the CPU, of the user's and of the kernel's side */
};

struct reader_thread;

/* The buffers have to outlive it.  Returns when it is asleep; 0 or a negative errno. */
int reader_thread_start(struct record_buffer *buffers, size_t count,
			struct reader_thread **ret_thread, struct error *err);

/* -ETIME: it does not come to sleep. */
int reader_thread_settle(struct reader_thread *thread, struct error *err);

/* While it sleeps. */
struct reader_counts reader_thread_counts(const struct reader_thread *thread);

/* NULL is fine. */
void reader_thread_stop(struct reader_thread *thread);

#endif
