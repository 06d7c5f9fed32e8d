// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/guest_again.h"
#include "run/objects.h"
#include "run/start.h"
#include "protocol/targets.h"
#include "protocol/workloads.h"

#include <errno.h>

bool guest_is_lost(const struct bench *bench, int code, const struct error *err)
{
	bool is_gone = (code == -EPIPE || code == -ETIMEDOUT) && err->kind == ERROR_ENVIRONMENT;
	bool is_broken = code == -EREMOTEIO; /* the agent's own words */

	return (is_gone || is_broken) && target_can(bench->study->target, TARGET_BOOTS) &&
	       bench_stop(bench) == RUN_GO_ON;
}

/* The host's end of what ran in the old guest. */
static void workload_forget(struct course *course)
{
	json_decref(course->pilot);
	course->pilot = NULL;
	iperf3_client_stop(&course->client);
}

int guest_start_again(struct course *course, struct error *err)
{
	bool is_event = workload_kind_of(course->workload) == WORKLOAD_EVENT;
	int done;

	workload_forget(course);
	bench_target_stop(course->bench);
	done = bench_target_start(course->bench, err);
	if (!done)
		done = objects_send_again(course->bench, err);
	return done < 0 || is_event ? done : workload_start(course, err);
}
