// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <time.h>

extern const struct workload_ops workload_udp_drain;
extern const struct workload_ops workload_iperf3;

static const struct workload_ops *const workloads[] = {
	&workload_udp_drain,
	&workload_iperf3,
};

int workload_start(struct workload *workload, const char *name, const json_t *settings,
		   struct error *err)
{
	int started;

	for (size_t i = 0; i < ARRAY_SIZE(workloads); i++) {
		if (strcmp(workloads[i]->name, name))
			continue;
		*workload = (struct workload){ .ops = workloads[i],
					       .placement = placement_choose(settings) };
		started = workloads[i]->start(workload, settings, err);
		if (started < 0)
			workload_stop(workload);
		return started;
	}
	return error_set(err, ERROR_USAGE, ENOENT, "no such workload: '%s'", name);
}

void workload_stop(struct workload *workload)
{
	if (workload->ops && workload->state)
		workload->ops->stop(workload);
	json_decref(workload->pilot);
	*workload = (struct workload){};
}

void cpu_pin(unsigned int cpu)
{
	cpu_set_t set;

	if (cpu == CPU_ANYWHERE)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

uint64_t clock_monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
