// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/reader_thread.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_AT_ONCE 8
#define TURNS_MOST 2000 /* of giving way to it: mostly one is enough */

struct reader_thread {
	struct record_buffer *buffers;
	size_t count;
	int epoll, stop, state; /* state: /proc/self/task/TID/stat */
	pthread_t thread;
	bool is_begun;
	pid_t tid; /* 0: not known yet */
	struct reader_counts counts;
};

/* True when it is to end.  Without a buffer the event is the stop's. */
static bool turn(struct reader_thread *thread)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int ready = epoll_wait(thread->epoll, events, EVENTS_AT_ONCE, -1);

	thread->counts.wakeups += ready > 0;
	for (int i = 0; i < ready; i++) {
		if (!events[i].data.ptr)
			return true;
		record_buffer_read(events[i].data.ptr, &thread->counts.records);
	}
	return false;
}

static void *run(void *context)
{
	struct reader_thread *thread = context;

	__atomic_store_n(&thread->tid, gettid(), __ATOMIC_RELEASE);
	while (!turn(thread))
		;
	return NULL;
}

static int watch(struct reader_thread *thread, int fd, void *buffer)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = buffer };

	return epoll_ctl(thread->epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

static int watch_all(struct reader_thread *thread)
{
	int done;

	thread->epoll = epoll_create1(EPOLL_CLOEXEC);
	thread->stop = eventfd(0, EFD_CLOEXEC);
	if (thread->epoll < 0 || thread->stop < 0)
		return -errno;
	done = watch(thread, thread->stop, NULL);
	for (size_t i = 0; i < thread->count && !done; i++)
		done = watch(thread, thread->buffers[i].fd, &thread->buffers[i]);
	return done;
}

/* Whoever makes the events: before the reader while it does, behind it in between. */
static void policy_take(int policy)
{
	const struct sched_param parameter = { .sched_priority = policy == SCHED_FIFO };

	sched_setscheduler(0, policy, &parameter);
}

static int state_open(struct reader_thread *thread)
{
	char path[64];
	pid_t tid = 0;

	for (int i = 0; i < TURNS_MOST && !tid; i++) {
		usleep(1);
		tid = __atomic_load_n(&thread->tid, __ATOMIC_ACQUIRE);
	}
	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", tid);
	thread->state = open(path, O_RDONLY | O_CLOEXEC);
	return thread->state < 0 ? -errno : 0;
}

/* proc(5): behind the parenthesis that ends the name. */
static bool is_asleep(const struct reader_thread *thread)
{
	char text[128] = "";
	const char *end;

	if (pread(thread->state, text, sizeof(text) - 1, 0) < 0)
		return false;
	end = strrchr(text, ')');
	return end && end[1] == ' ' && end[2] == 'S';
}

int reader_thread_settle(struct reader_thread *thread, struct error *err)
{
	bool asleep = false;

	policy_take(SCHED_IDLE);
	for (int i = 0; i < TURNS_MOST && !asleep; i++) {
		sched_yield();
		asleep = is_asleep(thread);
	}
	policy_take(SCHED_FIFO);
	if (asleep)
		return 0;
	return error_set(err, ERROR_RESULT, ETIME,
			 "the reader of the program's records does not come to sleep");
}

int reader_thread_start(struct record_buffer *buffers, size_t count,
			struct reader_thread **ret_thread, struct error *err)
{
	struct reader_thread *thread = calloc(1, sizeof(*thread));
	int done;

	if (!thread)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	*thread = (struct reader_thread){
		.buffers = buffers, .count = count, .epoll = -1, .stop = -1, .state = -1
	};
	done = watch_all(thread);
	if (!done)
		done = -pthread_create(&thread->thread, NULL, run, thread);
	thread->is_begun = !done;
	if (!done)
		done = state_open(thread);
	if (done < 0)
		error_errno(err, ERROR_RESULT, -done,
			    "a reader of the program's records was not started");
	else
		done = reader_thread_settle(thread, err);
	if (done < 0)
		reader_thread_stop(thread);
	else
		*ret_thread = thread;
	return done;
}

static uint64_t run_ns(const struct reader_thread *thread)
{
	struct timespec run = {};
	clockid_t clock;

	if (!pthread_getcpuclockid(thread->thread, &clock))
		clock_gettime(clock, &run);
	return (uint64_t)run.tv_sec * 1000000000u + (uint64_t)run.tv_nsec;
}

struct reader_counts reader_thread_counts(const struct reader_thread *thread)
{
	struct reader_counts counts = thread->counts;

	counts.run_ns = run_ns(thread);
	return counts;
}

static void close_one(int fd)
{
	if (fd >= 0)
		close(fd);
}

void reader_thread_stop(struct reader_thread *thread)
{
	uint64_t one = 1;

	if (!thread)
		return;
	policy_take(SCHED_OTHER);
	if (thread->is_begun && write(thread->stop, &one, sizeof(one)) == sizeof(one))
		pthread_join(thread->thread, NULL);
	close_one(thread->epoll);
	close_one(thread->stop);
	close_one(thread->state);
	free(thread);
}
