/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_IPERF3_PROCESSES_H
#define BPFTAX_AGENT_IPERF3_PROCESSES_H

/*
 * iperf3's server and client as processes, each in its network namespace, started and waited for.
 *
 *	iperf3_server_fork(iperf3, true, &err);
 *	iperf3_client_namespace_make(iperf3, &err);     // unless the client is elsewhere
 *	iperf3_server_start(iperf3, &err);
 *	iperf3_client_start(iperf3, (char *[]){ "-t", "5", NULL }, &err);
 *	iperf3_traffic_wait(iperf3, &err);
 *
 * All that can fail return 0 or a negative errno.
 */

#include "agent/workload/receiver.h"
#include "agent/workload/select_watch.h"
#include "agent/workload/task.h"
#include "agent/workload/workload.h"

struct iperf3 {
	char program[4096];
	bool client_here;
	bool flowing; /* the client runs throughout (protocol = switch) */
	double datagram_bytes;
	char parallel[16], bitrate[32], length[16];
	struct placement placement;
	struct task server, holder, client; /* holder: keeps the client's namespace */
	struct receiver_setting setting;
	bool counts_selects;
	struct select_watch selects; /* of the server */
	char *hooked;		     /* the function that the study hooks, or NULL */
};

/* The server waits in its namespace: one of its own, where the client is here as well. */
int iperf3_server_fork(struct iperf3 *iperf3, bool inet_only, struct error *err);

/* A second namespace behind a veth pair, held by a child that does nothing else. */
int iperf3_client_namespace_make(struct iperf3 *iperf3, struct error *err);

/* Lets the server go on and waits until it listens. */
int iperf3_server_start(struct iperf3 *iperf3, struct error *err);

/*
 * Whether the server listens and no test is under way, at two looks in a row: a server that ends a
 * test drops its client before it closes its port, and opens the port anew.  False after 30 s.
 */
bool iperf3_server_wait_idle(const struct iperf3 *iperf3);

/* extra: more arguments, ended by NULL. */
int iperf3_client_start(struct iperf3 *iperf3, char *const *extra, struct error *err);

/* What the last client printed; the caller frees.  NULL when there is none. */
char *iperf3_client_output(void);

/* Until datagrams arrive: iperf3 needs a moment to agree on its streams. */
int iperf3_traffic_wait(struct iperf3 *iperf3, struct error *err);

/* What the server's namespace has received. */
int iperf3_datagrams(const struct iperf3 *iperf3, uint64_t *ret_count);

#endif
