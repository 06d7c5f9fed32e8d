// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/start.h"
#include "run/placement.h"
#include "common/deadline.h"
#include "protocol/workloads.h"
#include "study/settings.h"

#include <errno.h>
#include <time.h>

/* What every workload is told: what it runs under; and its own settings. */
static json_t *started_with(const struct study *study, const struct workload_info *workload)
{
	json_t *told =
	    json_pack("{s:s* s:s s:b s:b s:b s:b s:b}", "receiver", workload->receiver, "function",
		      study->function, "flowing", study->protocol == PROTOCOL_SWITCH, "pin",
		      study->pin != PIN_NO, "exact", study->exact, "delays",
		      study->delays.count > 0, "statistics", study->statistics != STATISTICS_OFF);
	json_t *own = settings_pack(study, workload);

	json_object_update(told, own);
	json_decref(own);
	return told;
}

#define FLOW_LIMIT_MS 15000

/* The host's client has to connect while the server runs; then both are stopped. */
static int host_traffic_start(struct course *course, struct error *err)
{
	uint64_t limit_ms = (uint64_t)(FLOW_LIMIT_MS * course->bench->target->slowness);
	uint64_t deadline_ns = deadline_after_ms(limit_ms);
	struct timespec moment = { 0, 50000000 };
	double arrived = 0;
	int done = bench_call(course->bench, request_pack(REQUEST_thaw, NULL), 30, NULL, err);

	if (!done)
		done =
		    iperf3_client_start(&course->client, course->bench->study, &course->place, err);
	while (!done && arrived < 100 && deadline_left_ms(deadline_ns)) {
		json_t *reply;

		nanosleep(&moment, NULL);
		done = iperf3_client_check(&course->client, err);
		if (!done)
			done = bench_call(course->bench, request_pack(REQUEST_totals, NULL), 30,
					  &reply, err);
		if (done)
			break;
		arrived = json_number_value(
		    json_object_get(json_object_get(reply, "counters"), "operations"));
		json_decref(reply);
	}
	if (!done && arrived < 100)
		done = error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
				 "no iperf3 traffic reached the guest within %.0f s",
				 (double)limit_ms / 1e3);
	iperf3_client_freeze(&course->client);
	return done < 0
		   ? done
		   : bench_call(course->bench, request_pack(REQUEST_freeze, NULL), 30, NULL, err);
}

int workload_start(struct course *course, struct error *err)
{
	json_t *reply = NULL;
	const struct study *study = course->bench->study;
	const struct workload_info *workload = workload_find(course->workload);
	bool host_flow =
	    settings_client_on_host(study, course->workload) && study->protocol == PROTOCOL_SWITCH;
	int done =
	    bench_call(course->bench,
		       request_pack(REQUEST_workload_start, "{s:s s:o}", "workload",
				    workload->agent, "settings", started_with(study, workload)),
		       60, &reply, err);

	if (done < 0) {
		/* Something that the machine under test lacks: nothing can be measured there. */
		err->kind = ERROR_ENVIRONMENT;
		return error_prefix(err, done, "the workload %s did not start", course->workload);
	}
	course->pilot = json_incref(json_object_get(reply, "pilot"));
	done = placement_take(course, json_object_get(reply, "placement"), err);
	json_decref(reply);
	return !done && host_flow ? host_traffic_start(course, err) : done;
}

int workload_stop(struct course *course, struct error *err)
{
	struct error ignored;

	json_decref(course->pilot);
	course->pilot = NULL;
	iperf3_client_stop(&course->client);
	return bench_call(course->bench, request_pack(REQUEST_workload_stop, NULL), 60, NULL,
			  err ? err : &ignored);
}
