// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/placement.h"

static json_t *cpus_to_json(const cpu_set_t *cpus)
{
	json_t *json = json_array();

	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, cpus))
			json_array_append_new(json, json_integer(cpu));
	return json;
}

/* The host CPU of one of the guest's; the guest's CPUs are pinned. */
static json_int_t host_cpu(const struct run_session *session, json_int_t guest_cpu)
{
	return json_integer_value(
	    json_array_get(session->target->facts.vcpu_cpus, (size_t)guest_cpu));
}

/* On a machine with one CPU, or a guest that is not pinned, nobody can give way. */
static void client_place(struct run_session *session, json_t *placement)
{
	const json_t *server = json_object_get(placement, "server");
	struct iperf3_place *place = &session->client_place;

	*place = (struct iperf3_place){ .port = session->target->facts.forward_port };
	if (session->study->client != CLIENT_HOST || !json_is_integer(server))
		return;
	if (target_make_way(session->target, (unsigned int)json_integer_value(server),
			    &place->cpus) < 0)
		return;
	json_object_set_new(placement, "host",
			    json_pack("{s:I s:o}", "receiver",
				      host_cpu(session, json_integer_value(server)), "others",
				      cpus_to_json(&place->cpus)));
}

static int placement_store(struct run_session *session, json_t *placement, struct error *err)
{
	json_t *facts = session->cell.facts;

	if (!json_object_get(facts, "pinning"))
		json_object_set_new(facts, "pinning", json_object());
	json_object_set(json_object_get(facts, "pinning"), session->workload, placement);
	return store_cell_update(session->context->store, &session->cell, err);
}

/* The report says it again, from the facts. */
static void say_if_together(const struct run_session *session, const json_t *placement)
{
	const char *why = json_string_value(json_object_get(placement, "why"));

	if (why)
		session_say(session,
			    "%s: the receiver is not apart from what brings its datagrams: %s",
			    session->workload, why);
}

int placement_take(struct run_session *session, json_t *placement, struct error *err)
{
	client_place(session, placement);
	say_if_together(session, placement);
	return json_object_size(placement) ? placement_store(session, placement, err) : 0;
}
