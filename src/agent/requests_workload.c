// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/off_watch.h"
#include "agent/requests.h"
#include "agent/window.h"
#include "common/cleanup.h"
#include "environment/statistics_holders.h"

#include <string.h>

static json_t *reply_no_workload(void)
{
	return json_pack("{s:s}", "error", "no workload was started");
}

json_t *do_workload_start(struct session *session, const json_t *request)
{
	const char *name = request_text(request, "workload");
	const json_t *settings = json_object_get(request, "settings");
	bool exact = json_is_true(json_object_get(settings, "exact"));
	struct error err = {};

	workload_stop(&session->workload);
	if (workload_start(&session->workload, name, settings,
			   exact ? session_interruptions(session) : NULL, &err) < 0)
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

	session->by_sysctl = by && !strcmp(by, "sysctl");
	if (session_statistics_set(session, on, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:b}", "statistics", on);
}

/* Who has statistics on that are not ours. */
static void counted_by_put(json_t *reply)
{
	json_t *holders = statistics_holders("");
	char by[128];

	statistics_holders_name(holders, by, sizeof(by));
	json_object_set_new(reply, "counted_by", json_string(by));
	json_decref(holders);
}

json_t *do_window(struct session *session, const json_t *request)
{
	const struct attachment *attached = session->attached ? &session->attachment : NULL;
	struct window_request window = { request_number(request, "settle_ns"),
					 request_number(request, "length_ns"),
					 statistics_ours(&session->statistics) };
	struct counters counters;
	struct off_watch watch;
	struct error err = {};
	json_t *reply;

	if (!session->workload.ops)
		return reply_no_workload();
	preparation_drain(session->attached ? session->attachment.preparation : NULL);
	off_watch_begin(&watch, &session->statistics, attached);
	if (window_run(&session->workload, attached, &window, session->channel, &counters, &err) <
	    0)
		return reply_error(&err);
	reply = json_pack("{s:o}", "counters", counters_to_json(&counters));
	if (off_watch_end(&watch))
		counted_by_put(reply);
	return reply;
}

static int operations_record(struct session *session, const struct recorded_pass *like,
			     struct error *err)
{
	struct workload *workload = &session->workload;

	if (session->attached)
		preparation_drain(session->attachment.preparation);
	if (session->attached && !like->window)
		recorded_passes_begin(&session->recorded);
	return workload->ops->record(workload, &session->recorded, like, err);
}

json_t *do_record(struct session *session, const json_t *request)
{
	const json_t *window = json_object_get(request, "window");
	const struct recorded_pass like = { .bare = !window,
					    .window = (unsigned int)json_integer_value(window) };
	struct error err = {};

	if (!session->workload.ops || !session->workload.ops->record)
		return json_pack("{s:s}", "error", "record: no workload of which a part is timed");
	if (session->attached == like.bare)
		return json_pack("{s:s}", "error", "record: a window is of what is attached");
	if (operations_record(session, &like, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:o s:o*}", "recorded", recorded_passes_to_json(&session->recorded),
			 "code", like.bare ? NULL : code_view_now(&session->code));
}

/* For protocol = restart, where the window is iperf3's own: totals, and hits since attachment. */
json_t *do_totals(struct session *session, const json_t *request)
{
	struct program_statistics statistics;
	struct counters totals;
	struct error err = {};
	json_t *reply;

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
	reply = json_pack("{s:o}", "counters", counters_to_json(&totals));
	if (statistics_others_count(&session->statistics) > 0)
		counted_by_put(reply);
	return reply;
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
