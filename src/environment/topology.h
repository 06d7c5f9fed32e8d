/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TOPOLOGY_H
#define BPFTAX_TOPOLOGY_H

/*
 * Which CPUs this process may use, the best first: who must not disturb each other takes them in
 * this order.
 *
 *	struct topology topology;
 *
 *	topology_read("", &topology);
 *	client = topology.cpus[0], server = topology.cpus[1]; // where it can be on two cores
 *
 * One CPU of each core comes first, then their SMT siblings.
 */

#include <sched.h>
#include <stddef.h>

struct topology {
	unsigned int cpus[CPU_SETSIZE];
	size_t count;
	size_t cores; /* cpus[0] to cpus[cores - 1] are on cores of their own */
};

/*
 * From /proc/self/status and /sys/devices/system/cpu below root ("" for this machine's own).  0, or
 * -ENOENT when the CPUs allowed are not to be found out.
 */
int topology_read(const char *root, struct topology *ret_topology);

#endif
