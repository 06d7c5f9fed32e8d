// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/placement.h"
#include "agent/workload/workload.h"
#include "environment/topology.h"

struct placement placement_choose(const json_t *settings)
{
	const json_t *pin = json_object_get(settings, "pin");
	struct topology topology;

	if (json_is_false(pin) || topology_read("", &topology) < 0 || topology.count < 2)
		return (struct placement){ CPU_ANYWHERE, CPU_ANYWHERE };
	return (struct placement){ .client = topology.cpus[0], .server = topology.cpus[1] };
}

json_t *placement_to_json(const struct placement *placement)
{
	if (placement->server == CPU_ANYWHERE)
		return json_object();
	return json_pack("{s:i s:i s:i}", "server", (int)placement->server, "client",
			 (int)placement->client, "softirq", (int)placement->client);
}
