// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* Workloads of the coordinator may share one of ours; those of kind EVENT have none. */
#define OPS_DIRECT(identifier) extern const struct workload_ops workload_##identifier;
#define OPS_TRAFFIC(identifier) OPS_DIRECT(identifier)
#define OPS_EVENT(identifier)
#define WORKLOAD(name, agent, receiver, kind, ...) OPS_##kind(agent)
#include "protocol/workload_list.h"
#undef WORKLOAD
#undef OPS_DIRECT

static const struct {
	const char *identifier;
	const struct workload_ops *ops;
} workloads[] = {
#define OPS_DIRECT(identifier) { #identifier, &workload_##identifier },
#define WORKLOAD(name, agent, receiver, kind, ...) OPS_##kind(agent)
#include "protocol/workload_list.h"
#undef WORKLOAD
};

static const struct workload_ops *ops_find(const char *identifier)
{
	for (size_t i = 0; i < ARRAY_SIZE(workloads); i++)
		if (!strcmp(workloads[i].identifier, identifier))
			return workloads[i].ops;
	return NULL;
}

int workload_start(struct workload *workload, const char *identifier, const json_t *settings,
		   struct interruptions *interruptions, struct error *err)
{
	const struct workload_ops *ops = ops_find(identifier);
	int started;

	if (!ops)
		return error_set(err, ERROR_USAGE, ENOENT, "no such workload: '%s'", identifier);
	*workload = (struct workload){ .ops = ops,
				       .placement = placement_choose(settings),
				       .interruptions = interruptions };
	started = ops->start(workload, settings, err);
	if (started < 0)
		workload_stop(workload);
	return started;
}

void workload_stop(struct workload *workload)
{
	if (workload->ops && workload->state)
		workload->ops->stop(workload);
	json_decref(workload->pilot);
	*workload = (struct workload){};
}
