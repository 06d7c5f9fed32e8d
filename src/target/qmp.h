/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_QMP_H
#define BPFTAX_QMP_H

/*
 * QEMU's machine protocol (docs/interop/qmp-spec): JSON objects a line over a socket, events
 * between the answers.
 *
 *	struct qmp qmp;
 *
 *	r = qmp_open(&qmp, fd, deadline_ns, &err);     greeting and qmp_capabilities
 *	r = qmp_thread_ids(&qmp, deadline_ns, &tids, &count, &err);
 *	qmp_drain(&qmp);                               takes in the events that have come
 *	if (qmp.panicked)
 *		...
 *	qmp_close(&qmp);
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <jansson.h>
#include "common/error.h"
#include "common/json_line.h"

struct qmp {
	int fd; /* not owned */
	struct line_reader reader;
	char version[32];    /* "7.2.22" */
	bool panicked;	     /* event GUEST_PANICKED */
	bool internal_error; /* the accelerator cannot run this guest */
	bool stopped;	     /* event STOP: ask for the status */
	bool closed;	     /* QEMU is gone */
};

int qmp_open(struct qmp *qmp, int fd, uint64_t deadline_ns, struct error *err);

/*
 * One command without arguments and its "return", which the caller owns.  Events that come
 * meanwhile are taken in.
 */
int qmp_command(struct qmp *qmp, const char *name, uint64_t deadline_ns, json_t **ret_return,
		struct error *err);

/* Takes in what has come, without waiting; asks for the status when the guest has stopped. */
void qmp_drain(struct qmp *qmp);

/* The host's threads that run the guest's CPUs; the caller frees the array. */
int qmp_thread_ids(struct qmp *qmp, uint64_t deadline_ns, pid_t **ret_thread_ids, size_t *ret_count,
		   struct error *err);

void qmp_close(struct qmp *qmp);

#endif
