/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_IPERF3_CLIENT_H
#define BPFTAX_IPERF3_CLIENT_H

/*
 * iperf3's client on the coordinator's machine (client = host), against the guest's server behind
 * a forwarded port.
 *
 *	struct iperf3_client client;
 *	struct iperf3_place place = { .port = port };
 *
 *	iperf3_client_start(&client, &study, &place, &err);      // flows until stopped
 *	iperf3_client_freeze(&client); iperf3_client_thaw(&client);
 *	iperf3_client_check(&client, &err);                      // that it is still there
 *	iperf3_client_stop(&client);
 *
 *	iperf3_client_run(&study, &place, 10, NULL, NULL, &run, &err);  // one, from start to end
 */

#include <sched.h>
#include <sys/types.h>
#include "common/error.h"
#include "study/study.h"

struct iperf3_client {
	pid_t pid; /* 0: none */
};

struct iperf3_place {
	unsigned int port;
	cpu_set_t cpus; /* that it may use; empty: all */
};

/* What one that has ended leaves. */
struct iperf3_run {
	char *text; /* its JSON, owned by the caller */
	/* What it had of the CPUs and how long it waited for one; NaN: not known (process.h). */
	double cpu_ns, wait_ns;
};

/* Starts a client that flows until it is stopped.  -ENOENT: iperf3 is not installed. */
int iperf3_client_start(struct iperf3_client *client, const struct study *study,
			const struct iperf3_place *place, struct error *err);
/* SIGSTOP and SIGCONT; nothing when there is no client. */
void iperf3_client_freeze(const struct iperf3_client *client);
void iperf3_client_thaw(const struct iperf3_client *client);
/*
 * 0 while it is there, and when there is none.  -EREMOTEIO, ERROR_ENVIRONMENT: it has ended, so
 * that nothing is sent any more; err says how.
 */
int iperf3_client_check(struct iperf3_client *client, struct error *err);
/* Its CPU time so far, in ns; -ESRCH when it is gone. */
int iperf3_client_cpu_ns(const struct iperf3_client *client, double *ret_ns);
void iperf3_client_stop(struct iperf3_client *client);

/*
 * Runs one to its end.  -ETIMEDOUT, ERROR_ENVIRONMENT: it hung, a minute beyond those seconds, and
 * was killed.
 */
int iperf3_client_run(const struct study *study, const struct iperf3_place *place,
		      unsigned int seconds, bool (*stopping)(void *context), void *context,
		      struct iperf3_run *ret_run, struct error *err);

#endif
