// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/pin.h"
#include "environment/topology.h"

#include <errno.h>

static int thread_set(pid_t thread_id, const cpu_set_t *cpus)
{
	return sched_setaffinity(thread_id, sizeof(*cpus), cpus) < 0 ? -errno : 0;
}

static int thread_pin(pid_t thread_id, unsigned int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	return thread_set(thread_id, &cpus);
}

/* Back to every CPU that may be used. */
static void threads_release(const pid_t *thread_ids, size_t count, const struct topology *topology)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	for (size_t i = 0; i < topology->count; i++)
		CPU_SET(topology->cpus[i], &cpus);
	for (size_t i = 0; i < count; i++)
		thread_set(thread_ids[i], &cpus);
}

static int each_pin(const pid_t *thread_ids, size_t count, const struct topology *topology,
		    struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		int pinned = thread_pin(thread_ids[i], topology->cpus[i]);

		if (!pinned)
			continue;
		threads_release(thread_ids, i, topology);
		return error_errno(err, ERROR_ENVIRONMENT, -pinned,
				   "the guest's CPUs are not pinned: CPU %u refuses",
				   topology->cpus[i]);
	}
	return 0;
}

int threads_pin(const pid_t *thread_ids, size_t count, json_t **ret_cpus, struct error *err)
{
	struct topology topology;
	int done = topology_read("", &topology);

	if (done < 0)
		return error_set(err, ERROR_ENVIRONMENT, -done,
				 "the guest's CPUs are not pinned: /proc/self/status does not say "
				 "which CPUs may be used");
	if (topology.count < count)
		return error_set(err, ERROR_ENVIRONMENT, ENOSPC,
				 "the guest's %zu CPUs are not pinned: only %zu of the host's may "
				 "be used (--cpus, taskset)",
				 count, topology.count);
	done = each_pin(thread_ids, count, &topology, err);
	if (done < 0)
		return done;
	*ret_cpus = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(*ret_cpus, json_integer(topology.cpus[i]));
	return 0;
}
