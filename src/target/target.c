// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/target.h"
#include "target/target_kinds.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/json_line.h"
#include "common/text.h"
#include "protocol/messages.h"
#include "protocol/targets.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From the first sign of life to the hello; the wait for the former is the kind's own. */
#define HELLO_LIMIT_MS 30000
/* A guest that counts instructions takes six seconds on an idle machine of today, others less. */
#define START_USUAL_S 6.
#define SLOWNESS_MOST 20.

static const struct {
	const char *name;
	const struct target_ops *ops;
} kinds[] = {
#define TARGET(identifier, name, capabilities, summary) { name, &target_##identifier },
#include "protocol/target_list.h"
#undef TARGET
	{ "fake", &target_fake },
};

static const struct target_ops *kind_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return kinds[i].ops;
	return NULL;
}

/* "vm or local": all that a study may name. */
static int kind_unknown(const char *name, struct error *err)
{
	const char *names[ARRAY_SIZE(kinds)];
	CLEANUP_FREE char *all = NULL;

	for (size_t i = 0; i < target_infos_count; i++)
		names[i] = target_infos[i].name;
	all = text_join(names, target_infos_count, " or ");
	return error_set(err, ERROR_USAGE, EINVAL, "there is no target '%s': %s is meant", name,
			 all ? all : "another");
}

static int hello_check(const json_t *hello, struct error *err)
{
	const char *name = json_string_value(json_object_get(hello, "hello"));
	const json_t *version = json_object_get(hello, "version");

	if (!name || strcmp(name, PROTOCOL_HELLO) != 0 || !json_is_integer(version))
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "what was started is no bpftax-agent: its first message is no "
				 "hello");
	if (json_integer_value(version) != PROTOCOL_VERSION)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "the agent speaks version %lld of the protocol, this bpftax "
				 "version %d: install both from one build",
				 (long long)json_integer_value(version), PROTOCOL_VERSION);
	return 0;
}

static int hello_take(struct target *target, struct error *err)
{
	uint64_t limit_ms = (uint64_t)(HELLO_LIMIT_MS * target->slowness);
	int r = target_receive(target, deadline_after_ms(limit_ms), &target->hello, err);

	if (r < 0)
		return error_prefix(err, r, "no hello from the agent");
	return hello_check(target->hello, err);
}

double target_slowness(double start_s)
{
	return fmin(fmax(1, start_s / START_USUAL_S), SLOWNESS_MOST);
}

static double slowness_since(uint64_t begun_ns)
{
	return target_slowness((double)(deadline_now_ns() - begun_ns) / 1e9);
}

static struct target *target_new(const struct target_ops *ops)
{
	struct target *target = calloc(1, sizeof(*target));

	if (target)
		target->ops = ops;
	return target;
}

int target_start(const struct target_config *config, struct target **ret_target, struct error *err)
{
	const struct target_ops *ops = kind_find(config->kind);
	uint64_t begun_ns = deadline_now_ns();
	struct target *target;
	int r;

	if (!ops)
		return kind_unknown(config->kind, err);
	target = target_new(ops);
	if (!target)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	r = ops->start(target, config, err);
	target->slowness = slowness_since(begun_ns);
	if (!r)
		r = hello_take(target, err);
	target->slowness = slowness_since(begun_ns);
	if (r < 0)
		target_stop(target);
	else
		*ret_target = target;
	return r;
}

int target_send(struct target *target, const json_t *message, struct error *err)
{
	CLEANUP_FREE char *line = json_dumps(message, JSON_COMPACT);

	if (!line)
		return error_set(err, ERROR_ENVIRONMENT, EINVAL, "a message cannot be written");
	return target->ops->send(target, line, strlen(line), err);
}

int target_receive(struct target *target, uint64_t deadline_ns, json_t **ret_message,
		   struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	int r = target->ops->receive(target, deadline_ns, &line, err);

	return r < 0 ? r : json_line_parse(line, ret_message, err);
}

int target_vcpu_times(struct target *target, struct vcpu_times *ret_times)
{
	return target->ops->vcpu_times ? target->ops->vcpu_times(target, ret_times) : -ENOTSUP;
}

struct network_totals target_network_totals(struct target *target)
{
	return target->ops->network_totals ? target->ops->network_totals(target)
					   : (struct network_totals){ NAN, NAN, NAN };
}

int target_make_way(struct target *target, unsigned int guest_cpu, cpu_set_t *ret_rest)
{
	return target->ops->make_way ? target->ops->make_way(target, guest_cpu, ret_rest)
				     : -ENOTSUP;
}

int target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
			  struct error *err)
{
	if (!target->ops->recording_take)
		return error_set(err, ERROR_RESULT, ENOTSUP, "nothing can be recorded there");
	return target->ops->recording_take(target, ret_bytes, ret_size, err);
}

void target_stop(struct target *target)
{
	if (!target)
		return;
	target->ops->stop(target);
	free(target->facts.kernel_config);
	json_decref(target->facts.vcpu_cpus);
	json_decref(target->hello);
	free(target);
}
