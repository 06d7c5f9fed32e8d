// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/iperf3_processes.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "agent/sysfile.h"
#include "agent/workload/server_port.h"
#include "common/cleanup.h"

#define SERVER_ADDRESS "10.77.0.1"
#define CLIENT_ADDRESS "10.77.0.2"
#define CLIENT_OUTPUT "/tmp/bpftax-client"
#define SERVER_OUTPUT "/tmp/bpftax-server"
/* 30 s: a second is usual; a guest that others keep from the host's CPUs takes many. */
#define WAIT_STEP_US 10000
#define WAIT_TRIES 3000

int iperf3_server_fork(struct iperf3 *iperf3, bool inet_only, struct error *err)
{
	static const struct task_address address = { "v0", SERVER_ADDRESS };
	char *argv[] = { iperf3->program, "-s", inet_only ? "-4" : NULL, NULL };
	CLEANUP_CLOSE int out = open(SERVER_OUTPUT, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	return task_fork(&iperf3->server, iperf3->client_here ? TASK_NEW_NETWORK : TASK_OUR_NETWORK,
			 iperf3->placement.server, iperf3->client_here ? &address : NULL, argv, out,
			 err);
}

int iperf3_client_start(struct iperf3 *iperf3, char *const *extra, struct error *err)
{
	char *argv[24] = { iperf3->program,	  "-c", SERVER_ADDRESS,	 "-u", "-P",
			   iperf3->parallel,	  "-b", iperf3->bitrate, "-l", iperf3->length,
			   "--udp-counters-64bit" };
	CLEANUP_CLOSE int out = open(CLIENT_OUTPUT, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t count = 11;
	int forked;

	while (*extra && count < ARRAY_SIZE(argv) - 1)
		argv[count++] = *extra++;
	forked = task_fork(&iperf3->client, iperf3->holder.pid, iperf3->placement.client, NULL,
			   argv, out, err);
	if (forked < 0)
		return forked;
	if (task_exec(&iperf3->client) < 0)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the iperf3 client did not start");
	return 0;
}

int iperf3_datagrams(const struct iperf3 *iperf3, uint64_t *ret_count)
{
	return task_snmp(&iperf3->server, "Udp", "InDatagrams", ret_count);
}

int iperf3_traffic_wait(struct iperf3 *iperf3, struct error *err)
{
	uint64_t first = 0, now = 0;
	int status;

	iperf3_datagrams(iperf3, &first);
	for (int tries = 0; tries < WAIT_TRIES; tries++) {
		iperf3_datagrams(iperf3, &now);
		if (now > first + 100)
			return 0;
		if (task_ended(&iperf3->client, &status))
			return error_set(err, ERROR_ENVIRONMENT, EPIPE,
					 "the iperf3 client ended at once; its words are on the "
					 "console");
		usleep(WAIT_STEP_US);
	}
	return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
			 "no iperf3 traffic arrived within 30 s");
}

static struct server_port server_look(const struct iperf3 *iperf3)
{
	CLEANUP_FREE char *inet = sysfile_read("/proc/%d/net/tcp", iperf3->server.pid);
	CLEANUP_FREE char *inet6 = sysfile_read("/proc/%d/net/tcp6", iperf3->server.pid);
	struct server_port port = {};

	server_port_look(&port, inet);
	server_port_look(&port, inet6);
	return port;
}

bool iperf3_server_wait_idle(const struct iperf3 *iperf3)
{
	int seen = 0;

	for (int tries = 0; tries < WAIT_TRIES && seen < 2; tries++) {
		struct server_port port = server_look(iperf3);

		seen = port.listens && !port.busy ? seen + 1 : 0;
		usleep(WAIT_STEP_US);
	}
	return seen == 2;
}

int iperf3_server_start(struct iperf3 *iperf3, struct error *err)
{
	if (task_exec(&iperf3->server) < 0)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the iperf3 server did not start");
	if (iperf3_server_wait_idle(iperf3))
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
			 "the iperf3 server did not listen within 30 s");
}

int iperf3_client_namespace_make(struct iperf3 *iperf3, struct error *err)
{
	static const struct task_address address = { "v0", CLIENT_ADDRESS };
	int made = task_fork(&iperf3->holder, TASK_NEW_NETWORK, iperf3->placement.client, &address,
			     NULL, -1, err);

	if (made < 0)
		return made;
	made = veth_make(&iperf3->server, &iperf3->holder);
	if (made < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -made,
				   "no veth pair (CONFIG_VETH; a kernel given by path needs "
				   "--modules)");
	return task_exec(&iperf3->holder);
}

char *iperf3_client_output(void)
{
	return sysfile_read(CLIENT_OUTPUT);
}
