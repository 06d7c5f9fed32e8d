/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROCESS_H
#define BPFTAX_PROCESS_H

/*
 * Children: start one with chosen descriptors, or run one to its end and keep what it printed.
 *
 *	const char *argv[] = { "apt-cache", "show", name, NULL };
 *	struct process_output output = { 0 };
 *
 *	r = process_capture(&(struct process_options){ .argv = argv }, &output, &err);
 *	...
 *	process_output_clear(&output);
 *
 * A child starts with no signal blocked or ignored and with no descriptors but 0, 1, 2 and those
 * that were asked for.
 */

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "common/error.h"

/* The child sees the parent's descriptor `parent` under the number `child`. */
struct process_fd {
	int parent;
	int child;
};

struct process_options {
	const char *const *argv; /* argv[0] is looked up in PATH */
	const char *directory;	 /* to start in, or NULL */
	const char *const
	    *environment; /* "NAME=VALUE" to add or replace, NULL at the end; or NULL */
	const struct process_fd *fds;
	size_t fds_count;
	/*
	 * Killed when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG); always so for
	 * process_capture().
	 */
	bool die_with_parent;
	/* The CPUs that it may use; NULL: those of the thread that starts it. */
	const cpu_set_t *cpus;
	/* In a session of its own: a Ctrl-C at the terminal does not reach it. */
	bool new_session;
	/* For process_capture(): polled while waiting; true kills the child.  May be NULL. */
	bool (*stopping)(void *context);
	void *stopping_context;
	unsigned int
	    limit_s; /* for process_capture(): longer than this it may not take; 0: it may */
};

struct process_output {
	int status; /* exit status, or 128 + signal */
	char *text; /* standard output, NUL-terminated */
	char *errors;
	/*
	 * Of its first thread, to its end (Documentation/scheduler/sched-stats.rst): what it had of
	 * the CPUs, and how long it waited for one while it could have run.  NaN: not known.
	 */
	double cpu_ns, wait_ns;
};

/*
 * Starts a child; 0, 1 and 2 are /dev/null unless given.  A program that cannot be started is an
 * error here (-ENOENT: not installed), not an early death later.
 */
int process_start(const struct process_options *options, pid_t *ret_pid, struct error *err);

/*
 * Runs a child to its end, collecting both streams beside the descriptors that were asked for.  A
 * non-zero status is not an error here.  -ETIMEDOUT, ERROR_ENVIRONMENT: it was not at its end
 * within its limit, and was killed.
 */
int process_capture(const struct process_options *options, struct process_output *ret_output,
		    struct error *err);
void process_output_clear(struct process_output *output);

/* Whether it has ended by now; *ret_status (may be NULL) as in process_output.  Reaps it. */
bool process_ended(pid_t pid, int *ret_status);

/* Waits up to limit_ms for its end; true when it has ended and is reaped. */
bool process_wait(pid_t pid, unsigned int limit_ms);

/* SIGTERM, up to grace_ms of patience, SIGKILL, and reaped.  pid <= 0 does nothing. */
void process_stop(pid_t pid, unsigned int grace_ms);

#endif
