// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/host_totals.h"
#include "study/settings.h"

#include <math.h>

/* The host's own, each of which is set by host_totals_read(). */
static const enum counter counters[] = {
	COUNTER_vcpu_cpu_ns,	 COUNTER_vcpu_wait_ns, COUNTER_network_cpu_ns,
	COUNTER_network_wait_ns, COUNTER_host_drops,
};

static void network_read(struct course *course, struct counters *totals)
{
	struct network_totals network = target_network_totals(course->bench->target);

	totals->value[COUNTER_network_cpu_ns] = network.cpu_ns;
	totals->value[COUNTER_network_wait_ns] = network.wait_ns;
	totals->value[COUNTER_host_drops] = network.drops;
}

void host_totals_read(struct course *course, struct counters *totals)
{
	struct vcpu_times vcpu;

	for (size_t i = 0; i < ARRAY_SIZE(counters); i++)
		totals->value[counters[i]] = NAN;
	if (!target_vcpu_times(course->bench->target, &vcpu)) {
		totals->value[COUNTER_vcpu_cpu_ns] = (double)vcpu.cpu_ns;
		totals->value[COUNTER_vcpu_wait_ns] = (double)vcpu.wait_ns;
	}
	if (settings_client_on_host(course->bench->study, course->workload))
		network_read(course, totals);
}

void host_totals_put(const struct counters *before, const struct counters *after,
		     struct counters *window)
{
	for (size_t i = 0; i < ARRAY_SIZE(counters); i++)
		window->value[counters[i]] = after->value[counters[i]] - before->value[counters[i]];
}
