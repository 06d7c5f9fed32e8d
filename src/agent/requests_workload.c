// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/window.h"
#include "common/cleanup.h"

#include <string.h>

static json_t *reply_no_workload(void)
{
	return json_pack("{s:s}", "error", "no workload was started");
}

json_t *do_workload_start(struct session *session, const json_t *request)
{
	const char *name = request_text(request, "workload");
	struct error err = {};

	workload_stop(&session->workload);
	if (workload_start(&session->workload, name, json_object_get(request, "settings"), &err) <
	    0)
		return reply_error(&err);
	return json_pack("{s:s s:o s:O*}", "started", name, "placement",
			 placement_to_json(&session->workload.placement), "pilot",
			 session->workload.pilot);
}

json_t *do_workload_stop(struct session *session, const json_t *request)
{
	(void)request;
	workload_stop(&session->workload);
	return json_pack("{s:b}", "stopped", true);
}

json_t *do_statistics(struct session *session, const json_t *request)
{
	const char *by = request_text(request, "by");
	bool on = json_is_true(json_object_get(request, "on"));
	struct error err = {};

	if (statistics_foreign(&session->statistics))
		return json_pack("{s:s}", "error",
				 "kernel.bpf_stats_enabled is on already: somebody else counts; "
				 "set it to 0 first");
	session->by_sysctl = by && !strcmp(by, "sysctl");
	if (session_statistics_set(session, on, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:b}", "statistics", on);
}

static bool statistics_on(const struct session *session)
{
	return session->statistics.fd >= 0 || session->statistics.sysctl_on;
}

json_t *do_window(struct session *session, const json_t *request)
{
	struct window_request window = { request_number(request, "settle_ns"),
					 request_number(request, "length_ns"),
					 statistics_on(session) };
	struct counters counters;
	struct error err = {};

	if (!session->workload.ops)
		return reply_no_workload();
	preparation_drain(session->attached ? session->attachment.preparation : NULL);
	if (window_run(&session->workload, session->attached ? &session->attachment : NULL, &window,
		       session->channel, &counters, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:o}", "counters", counters_to_json(&counters));
}

/* For protocol = restart, where the window is iperf3's own: totals, and hits since attachment. */
json_t *do_totals(struct session *session, const json_t *request)
{
	struct program_statistics statistics;
	struct counters totals;
	struct error err = {};

	(void)request;
	if (!session->workload.ops)
		return reply_no_workload();
	if (window_totals(&session->workload, &totals, &err) < 0)
		return reply_error(&err);
	if (session->attached && !attachment_statistics(&session->attachment, &statistics)) {
		totals.value[COUNTER_hits] = (double)statistics.hits;
		totals.value[COUNTER_misses] = statistics.misses;
		totals.value[COUNTER_run_time_ns] = (double)statistics.run_time_ns;
	}
	return json_pack("{s:o}", "counters", counters_to_json(&totals));
}

static json_t *reply_frozen(int done, bool frozen, const struct error *err)
{
	return done < 0 ? reply_error(err) : json_pack("{s:b}", "frozen", frozen);
}

json_t *do_freeze(struct session *session, const json_t *request)
{
	struct workload *workload = &session->workload;
	struct error err = {};

	(void)request;
	return workload->ops ? reply_frozen(workload->ops->freeze(workload, &err), true, &err)
			     : reply_no_workload();
}

json_t *do_thaw(struct session *session, const json_t *request)
{
	struct workload *workload = &session->workload;
	struct error err = {};

	(void)request;
	return workload->ops ? reply_frozen(workload->ops->thaw(workload, &err), false, &err)
			     : reply_no_workload();
}

json_t *do_client_run(struct session *session, const json_t *request)
{
	struct workload *workload = &session->workload;
	CLEANUP_FREE char *output = NULL;
	struct error err = {};
	int status = 0;

	if (!workload->ops || !workload->ops->client_run)
		return json_pack("{s:s}", "error", "client-run: the workload has no client");
	if (workload->ops->client_run(workload, json_object_get(request, "arguments"), &output,
				      &status, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:i s:s}", "status", status, "output", output ? output : "");
}
