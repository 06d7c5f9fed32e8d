/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TASK_H
#define BPFTAX_AGENT_TASK_H

/*
 * A child process of a workload: started in a network namespace of its own or in ours, stopped in
 * its tracks, let go on, and read out.
 *
 *	struct task server;
 *
 *	task_fork(&server, TASK_NEW_NETWORK, 1, &address, argv, -1, &err);
 *	...                                        // give its namespace a device
 *	task_exec(&server);
 *	task_freeze(&server);
 *	task_kill(&server);
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "common/error.h"

/* Whose network namespace a child is in: ours, a new one, or that of a process by its id. */
#define TASK_OUR_NETWORK 0
#define TASK_NEW_NETWORK (-1)

struct task {
	pid_t pid; /* 0: none */
	int gate;  /* the child waits for the address to configure and the word to go on */
};

struct task_address {
	const char *device;  /* or NULL: only lo */
	const char *address; /* dotted */
};

/*
 * Forks a child that sits in its namespace, on that CPU, and waits for task_exec().  argv is
 * executed then (NULL: the child just holds its namespace); its standard output goes to out
 * (-1: /dev/null), standard error to ours.  0 or a negative errno.
 */
int task_fork(struct task *task, pid_t network, unsigned int cpu,
	      const struct task_address *address, char *const argv[], int out, struct error *err);

/* Lets the child configure its device and execute argv.  0 or a negative errno. */
int task_exec(struct task *task);

/* SIGSTOP, and wait until it stands.  -ESRCH when it has ended. */
int task_freeze(const struct task *task);
int task_thaw(const struct task *task);

/* CPU time by the process clock, voluntary switches.  0 or a negative errno. */
int task_cpu_ns(const struct task *task, uint64_t *ret_ns);
int task_sleeps(const struct task *task, uint64_t *ret_sleeps);

/* A counter of /proc/PID/net/snmp, such as "Udp", "InDatagrams"; as that namespace counts. */
int task_snmp(const struct task *task, const char *protocol, const char *counter,
	      uint64_t *ret_value);

/* Packets that a device of its namespace has taken in.  0 or a negative errno. */
int task_packets_received(const struct task *task, const char *device, uint64_t *ret_packets);

/*
 * Runs carry_out() in the task's network namespace, in a process of its own that may mount and
 * change what it likes.  0, or the negative errno that it returned.
 */
int task_network_run(const struct task *task, int (*carry_out)(const void *argument),
		     const void *argument);

/* Whether it has ended by itself; *ret_status is then its wait status and the task is gone. */
bool task_ended(struct task *task, int *ret_status);

/* SIGKILL and wait.  Safe when there is none. */
void task_kill(struct task *task);

/* Brings a device of our own namespace up with this address/24; "lo" needs no address. */
int device_up(const char *device, const char *address);

/* What a veth pair's ends are called, each in its own namespace. */
#define VETH_DEVICE "v0"

/* Makes a veth pair, one end in each child's namespace.  0 or a negative errno. */
int veth_make(const struct task *one, const struct task *other);

#endif
