// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_agent.h"
#include "protocol/messages.h"
#include "common/cleanup.h"
#include "target/target.h"

#include <errno.h>
#include <string.h>

struct fake_agent fake_agent;

int __wrap_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err);
int __real_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err);

static const char *text_of(const json_t *request, const char *key)
{
	const char *text = json_string_value(json_object_get(request, key));

	return text ? text : "";
}

/* A workload never reaches the sham's hooks. */
static json_t *attach(const json_t *request)
{
	const char *mechanism = text_of(request, "mechanism");

	if (fake_agent.unsupported && !strcmp(mechanism, fake_agent.unsupported))
		return json_pack("{s:s s:s s:i s:s}", "status", "unsupported", "step", "attach",
				 "errno", 95, "reason", "Operation not supported");
	fake_agent.sham = !strcmp(text_of(request, "function"), "udp_abort") ||
			  !strcmp(text_of(request, "tracepoint"), "oom:mark_victim");
	return json_pack("{s:s s:s s:f s:{}}", "status", "attached", "hook",
			 text_of(request, "function"), "hits_per_operation", 1.0, "proof");
}

static json_t *delay(const json_t *request)
{
	double ns = json_number_value(json_object_get(request, "delay_ns"));

	if (ns > fake_agent.longest_ns)
		return json_pack("{s:s s:s}", "status", "unsupported", "reason",
				 "a delay of so many ns is too long");
	return json_pack("{s:s s:f}", "status", "set", "injected_ns", ns);
}

static json_t *window(const json_t *request)
{
	double length_ns = json_number_value(json_object_get(request, "length_ns"));
	double operation_ns = fake_agent.operation_ns > 0 ? fake_agent.operation_ns : 1000;
	double operations = length_ns / operation_ns;
	json_t *counters = json_pack(
	    "{s:f s:f s:f s:f}", "length_ns", length_ns, "operations", operations, "operation_ns",
	    operation_ns + (double)(++fake_agent.windows % 5), "chunks", 100.0);

	if (fake_agent.operation_grows > 0)
		fake_agent.operation_ns *= fake_agent.operation_grows;
	if (fake_agent.statistics) {
		json_object_set_new(
		    counters, "hits",
		    json_real(fake_agent.sham ? 0 : operations * (1 - fake_agent.hits_missing)));
		json_object_set_new(counters, "hit_operations", json_real(operations));
		json_object_set_new(counters, "misses", json_real(0));
	}
	return json_pack("{s:o s:s*}", "counters", counters, "counted_by",
			 !fake_agent.statistics && fake_agent.windows <= fake_agent.counted_until
			     ? "process 812 (bpftool)"
			     : NULL);
}

static json_t *statistics(const json_t *request)
{
	fake_agent.statistics = json_is_true(json_object_get(request, "on"));
	return json_pack("{s:b}", "statistics", fake_agent.statistics);
}

static json_t *describe(const json_t *request)
{
	(void)request;
	return json_pack("{s:{s:s s:i}}", "machine", "release", "6.0.0-fake", "clock_grain_ns",
			 fake_agent.clock_grain_ns);
}

static json_t *environment(const json_t *request)
{
	const char *facts = fake_agent.facts ? fake_agent.facts : "{}";

	(void)request;
	return json_pack("{s:o}", "facts", json_loads(facts, 0, NULL));
}

static json_t *longest(const json_t *request)
{
	(void)request;
	return json_pack("{s:f}", "longest_ns", fake_agent.longest_ns);
}

static const struct {
	enum request_id id;
	json_t *(*answer)(const json_t *request);
	const char *always; /* the same to every request */
} requests[] = {
	{ REQUEST_describe, describe, NULL },
	{ REQUEST_environment, environment, NULL },
	{ REQUEST_check_hook, NULL, "{\"exists\":true,\"traceable\":true,\"similar\":[]}" },
	{ REQUEST_detach, NULL, "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}" },
	{ REQUEST_workload_start, NULL, "{\"started\":\"x\",\"placement\":{}}" },
	{ REQUEST_workload_stop, NULL, "{\"stopped\":true}" },
	{ REQUEST_attach, attach, NULL },
	{ REQUEST_statistics, statistics, NULL },
	{ REQUEST_delay, delay, NULL },
	{ REQUEST_delay_longest, longest, NULL },
	{ REQUEST_window, window, NULL },
};

/* NULL, as if it were gone, for what it does not know: then the test ends with that. */
static char *respond(void *context, const json_t *request)
{
	(void)context;
	if (!request)
		return strdup(PROTOCOL_HELLO_LINE);
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		json_t *answer;
		char *line;

		if (requests[i].id != request_of(request))
			continue;
		if (requests[i].always)
			return strdup(requests[i].always);
		answer = requests[i].answer(request);
		line = json_dumps(answer, JSON_COMPACT);
		json_decref(answer);
		return line;
	}
	return NULL;
}

int __wrap_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err)
{
	struct target_config fake = *config;

	if (fake_agent.broken_kernel && !strcmp(config->kernel, fake_agent.broken_kernel))
		return error_set(err, ERROR_ENVIRONMENT, EIO, "%s does not boot", config->kernel);
	if (fake_agent.stopped_kernel && !strcmp(config->kernel, fake_agent.stopped_kernel)) {
		fake_agent.stopped = true;
		return error_set(err, ERROR_RESULT, EINTR, "interrupted");
	}
	fake.kind = "fake";
	fake.respond = respond;
	return __real_target_start(&fake, ret_target, err);
}
