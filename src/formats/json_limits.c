// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_limits.h"

#include "estimate/limits.h"
#include "formats/json_fields.h"

static const char *by_word(enum limit by)
{
	static const char *const words[] = {
		[LIMIT_UNKNOWN] = "unknown",
		[LIMIT_HOST] = "host",
		[LIMIT_RECEIVER] = "receiver",
		[LIMIT_SENDER] = "sender",
	};

	return words[by];
}

/* The order of the way. */
static json_t *lost_to_json(const struct report_limits *limits)
{
	json_t *lost = json_object();

	json_put_number(lost, "at_host_socket", limits->at_host);
	json_put_number(lost, "on_the_way", limits->on_the_way);
	json_put_number(lost, "in_guest", limits->in_guest);
	json_put_number(lost, "at_receiver_socket", limits->at_socket);
	return lost;
}

static void put_cpu(json_t *object, const char *key, const struct report_cpu_share *cpu)
{
	json_t *entry = json_object();

	json_put_number(entry, "ran", cpu->ran);
	json_put_number(entry, "waited", cpu->waited);
	if (json_object_size(entry))
		json_object_set(object, key, entry);
	json_decref(entry);
}

void json_put_limits(json_t *object, const struct report_limits *limits)
{
	json_t *entry, *cpus;

	if (!limits_present(limits))
		return;
	entry = json_object();
	cpus = json_object();
	json_put_text(entry, "by", by_word(limits->by));
	json_put_number(entry, "sent_pps", limits->sent_pps);
	json_put_number(entry, "arrived_pps", limits->arrived_pps);
	json_put_number(entry, "received", limits->received);
	json_object_set_new(entry, "lost", lost_to_json(limits));
	put_cpu(cpus, "client", &limits->sender);
	put_cpu(cpus, "network", &limits->network);
	put_cpu(cpus, "virtual_cpus", &limits->vcpus);
	json_object_set_new(entry, "cpus", cpus);
	json_put_number(entry, "softirqs_beside", limits->softirqs_beside);
	json_object_set_new(object, "limits", entry);
}
