/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_GUEST_NETWORK_H
#define BPFTAX_GUEST_NETWORK_H

/*
 * What carries a guest's network on the host: QEMU's main loop, and the socket of the forwarded
 * port.
 *
 *	struct network_totals totals = guest_network_totals(qemu_pid, forward_port);
 *	cpu_set_t rest;
 *
 *	guest_network_make_way(&guest, &topology, 1, &rest);
 */

#include <sched.h>
#include <stddef.h>
#include <sys/types.h>
#include "environment/topology.h"
#include "target/target_ops.h"

/* Of QEMU as the process qemu_pid, whose main loop is its first thread. */
struct network_totals guest_network_totals(pid_t qemu_pid, unsigned int forward_port);

/*
 * How many datagrams were dropped at the UDP sockets with that local port, by the text of
 * /proc/net/udp; NaN when there is no such socket, or the kernel does not count.
 */
double udp_socket_drops(const char *text, unsigned int port);

/* The process and those of its threads that are to stay where they are. */
struct guest_threads {
	pid_t qemu_pid;
	const pid_t *vcpus;
	size_t vcpu_count;
};

/*
 * Has everything of QEMU's that is no virtual CPU keep off host_cpu.  *ret_rest are the CPUs of the
 * topology without it, for whoever else should keep off.  -ENOSPC when it is the only one; or what
 * sched_setaffinity(2) said.
 */
int guest_network_make_way(const struct guest_threads *threads, const struct topology *topology,
			   unsigned int host_cpu, cpu_set_t *ret_rest);

#endif
