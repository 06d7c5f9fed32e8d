// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/placement.h"
#include "protocol/workloads.h"
#include "run/record.h"

static json_t *cpus_to_json(const cpu_set_t *cpus)
{
	json_t *json = json_array();

	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET((size_t)cpu, cpus))
			json_array_append_new(json, json_integer(cpu));
	return json;
}

/* The host CPU of one of the guest's; the guest's CPUs are pinned. */
static json_int_t host_cpu(const struct course *course, json_int_t guest_cpu)
{
	return json_integer_value(
	    json_array_get(course->bench->target->facts.vcpu_cpus, (size_t)guest_cpu));
}

/* On a machine with one CPU, or a guest that is not pinned, nobody can give way. */
static void client_place(struct course *course, json_t *placement)
{
	const json_t *server = json_object_get(placement, "server");
	struct iperf3_place *place = &course->place;

	*place = (struct iperf3_place){ .port = course->bench->target->facts.forward_port };
	if (course->bench->study->settings.client != CLIENT_HOST || !json_is_integer(server))
		return;
	if (target_make_way(course->bench->target, (unsigned int)json_integer_value(server),
			    &place->cpus) < 0)
		return;
	json_object_set_new(placement, "host",
			    json_pack("{s:I s:o}", "receiver",
				      host_cpu(course, json_integer_value(server)), "others",
				      cpus_to_json(&place->cpus)));
}

static int placement_store(struct course *course, json_t *placement, struct error *err)
{
	json_t *facts = course->bench->record.facts;

	if (!json_object_get(facts, "pinning"))
		json_object_set_new(facts, "pinning", json_object());
	json_object_set(json_object_get(facts, "pinning"), course->workload, placement);
	return record_cell(course->bench, err);
}

/* The report says it again, from the facts. */
static void say_if_together(const struct course *course, const json_t *placement)
{
	const char *why = json_string_value(json_object_get(placement, "why"));

	if (why)
		bench_say(course->bench,
			  "%s: the receiver is not apart from what brings its %s: %s",
			  course->workload, workload_words(course->workload)->many, why);
}

int placement_take(struct course *course, json_t *placement, struct error *err)
{
	client_place(course, placement);
	say_if_together(course, placement);
	return json_object_size(placement) ? placement_store(course, placement, err) : 0;
}
