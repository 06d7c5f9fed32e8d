// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/placement.h"
#include "agent/workload/device_interrupts.h"
#include "environment/topology.h"

static const struct placement anywhere = { .server = CPU_ANYWHERE,
					   .client = CPU_ANYWHERE,
					   .softirq = CPU_ANYWHERE };

struct placement placement_choose(const json_t *settings)
{
	const json_t *pin = json_object_get(settings, "pin");
	struct placement placement = anywhere;
	struct topology topology;

	if (json_is_false(pin) || topology_read("", &topology) < 0)
		return anywhere;
	placement.one_cpu = topology.count < 2;
	if (placement.one_cpu)
		return placement;
	placement.client = placement.softirq = topology.cpus[0];
	placement.server = topology.cpus[1];
	return placement;
}

/* Why the server's CPU may take interrupts of the card all the same. */
static const char *why_together(int steered, int reached)
{
	if (reached < 0)
		return "the kernel does not say which CPU takes the network card's interrupts";
	return steered < 0
		   ? "the kernel does not let the network card's interrupts go to another CPU"
		   : "the kernel has put the network card's interrupts onto the receiver's CPU";
}

void placement_beside_card(struct placement *placement, const char *device)
{
	int steered, reached;

	if (placement->one_cpu)
		placement->together = "the guest has one CPU, which receives what arrives before "
				      "the receiver may run";
	if (placement->server == CPU_ANYWHERE)
		return;
	steered = device_interrupts_steer("", device, placement->client);
	reached = device_interrupts_reach("", device, placement->server);
	placement->softirq = steered < 0 ? CPU_ANYWHERE : placement->client;
	placement->client = CPU_ANYWHERE;
	placement->apart = !reached;
	placement->together = reached ? why_together(steered, reached) : NULL;
}

static void cpu_put(json_t *json, const char *key, unsigned int cpu)
{
	if (cpu != CPU_ANYWHERE)
		json_object_set_new(json, key, json_integer(cpu));
}

json_t *placement_to_json(const struct placement *placement)
{
	json_t *json = json_object();

	cpu_put(json, "server", placement->server);
	cpu_put(json, "client", placement->client);
	cpu_put(json, "softirq", placement->softirq);
	if (placement->apart || placement->together)
		json_object_set_new(json, "apart", json_boolean(placement->apart));
	if (placement->together)
		json_object_set_new(json, "why", json_string(placement->together));
	return json;
}
