/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_IPERF3_CLIENT_H
#define BPFTAX_IPERF3_CLIENT_H

/*
 * iperf3's client on the coordinator's machine (client = host), against the guest's server behind
 * a forwarded port.
 *
 *	struct iperf3_client client;
 *
 *	iperf3_client_start(&client, &study, port, &err);        // flows until stopped
 *	iperf3_client_freeze(&client); iperf3_client_thaw(&client);
 *	iperf3_client_stop(&client);
 *
 *	iperf3_client_run(&study, port, 10, &text, &err);        // one, from start to end
 */

#include <sys/types.h>
#include "common/error.h"
#include "study/study.h"

struct iperf3_client {
	pid_t pid; /* 0: none */
};

/* Starts a client that flows until it is stopped.  -ENOENT: iperf3 is not installed. */
int iperf3_client_start(struct iperf3_client *client, const struct study *study, unsigned int port,
			struct error *err);
/* SIGSTOP and SIGCONT; nothing when there is no client. */
void iperf3_client_freeze(const struct iperf3_client *client);
void iperf3_client_thaw(const struct iperf3_client *client);
/* Its CPU time so far, in ns; -ESRCH when it is gone. */
int iperf3_client_cpu_ns(const struct iperf3_client *client, double *ret_ns);
void iperf3_client_stop(struct iperf3_client *client);

/* Runs one to its end; *ret_text is its JSON, owned by the caller. */
int iperf3_client_run(const struct study *study, unsigned int port, unsigned int seconds,
		      bool (*stopping)(void *context), void *context, char **ret_text,
		      struct error *err);

#endif
