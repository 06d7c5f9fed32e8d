/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_HOST_H
#define BPFTAX_HOST_H

/*
 * What this machine can give a guest.
 *
 *	r = host_memory_check(512, &err);
 */

#include <stdint.h>
#include <sys/types.h>
#include "common/error.h"

/* -ENOMEM when MemAvailable is less than the guest's memory and QEMU's own. */
int host_memory_check(unsigned int guest_mib, struct error *err);

#define HOST_KVM "/dev/kvm"

/*
 * Whether HOST_KVM can be opened; that it then runs a guest only trying tells.  A negative errno
 * with what is missing, and what mends it.
 */
int host_kvm_check(const char *path, struct error *err);

/* How many such guests fit into MemAvailable at once, at least 1; UINT_MAX when it is not known. */
unsigned int host_guests_fit(unsigned int guest_mib);

/* The CPUs that this process may run on: taskset or a container may leave it a few of them. */
unsigned int host_cpus(void);

/*
 * What a thread of a process had of the CPUs, and how long it waited for one while it could have
 * run: the first two fields of /proc/PID/task/TID/schedstat (Documentation/scheduler/
 * sched-stats.rst).  Of a virtual CPU the second is what KVM gives its guest as steal time.
 * Negative errno when it cannot be read.
 */
int host_thread_times(pid_t pid, pid_t thread_id, uint64_t *ret_cpu_ns, uint64_t *ret_wait_ns);

#endif
