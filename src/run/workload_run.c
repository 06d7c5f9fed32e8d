// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/workload_run.h"
#include "run/micro.h"
#include "run/placement.h"
#include "run/restart.h"
#include "run/visit.h"
#include "run/window_pilot.h"
#include "protocol/workloads.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "estimate/build.h"
#include "stats/stopping.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DEFAULT_BLOCKS 60
#define DEFAULT_BLOCKS_EXACT 3 /* the same numbers each: one shows it, three prove it */
#define BLOCKS_MAX 2000
/* No visit is shorter: attaching and detaching alone take this long under emulation. */
#define SHORTEST_VISIT_NS 100000000u

static void cleanup_run_data(struct run_data **data)
{
	run_data_free(*data);
}

static const char *server_family_word(enum server_family family)
{
	static const char *const words[] = {
		[SERVER_INET] = "inet", [SERVER_ANY] = "any", [SERVER_BOTH] = "both"
	};

	return words[family];
}

/*
 * Selects are counted where nothing is compared with and without statistics: these would make the
 * counter itself dearer in half of the windows.
 */
static json_t *settings_pack(const struct study *study, const struct workload_info *workload)
{
	return json_pack(
	    "{s:s* s:s s:s s:s s:i s:s s:i s:b s:b s:b s:b}", "receiver", workload->receiver,
	    "function", study->function, "client", study->client == CLIENT_HOST ? "host" : "guest",
	    "server-family", server_family_word(study->server_family), "parallel",
	    (int)study->parallel, "bitrate", study->bitrate, "length", (int)study->datagram_bytes,
	    "flowing", study->protocol == PROTOCOL_SWITCH, "pin", study->pin != PIN_NO, "exact",
	    study->exact, "selects", study->delays.count && study->statistics == STATISTICS_OFF);
}

#define FLOW_LIMIT_MS 15000

/* The host's client has to connect while the server runs; then both are stopped. */
static int host_traffic_start(struct run_session *session, struct error *err)
{
	uint64_t limit_ms = (uint64_t)(FLOW_LIMIT_MS * session->target->slowness);
	uint64_t deadline_ns = deadline_after_ms(limit_ms);
	struct timespec moment = { 0, 50000000 };
	double arrived = 0;
	int done = session_call(session, request_pack(REQUEST_thaw, NULL), 30, NULL, err);

	if (!done)
		done = iperf3_client_start(&session->client, session->study, &session->client_place,
					   err);
	while (!done && arrived < 100 && deadline_left_ms(deadline_ns)) {
		json_t *reply;

		nanosleep(&moment, NULL);
		done = session_call(session, request_pack(REQUEST_totals, NULL), 30, &reply, err);
		if (done < 0)
			break;
		arrived = json_number_value(
		    json_object_get(json_object_get(reply, "counters"), "operations"));
		json_decref(reply);
	}
	if (!done && arrived < 100)
		done = error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
				 "no iperf3 traffic reached the guest within %.0f s",
				 (double)limit_ms / 1e3);
	iperf3_client_freeze(&session->client);
	return done < 0 ? done
			: session_call(session, request_pack(REQUEST_freeze, NULL), 30, NULL, err);
}

int workload_begin(struct run_session *session, struct error *err)
{
	json_t *reply = NULL;
	const struct study *study = session->study;
	const struct workload_info *workload = workload_find(session->workload);
	bool host_flow = workload->kind == WORKLOAD_TRAFFIC && study->client == CLIENT_HOST &&
			 study->protocol == PROTOCOL_SWITCH;
	int done =
	    session_call(session,
			 request_pack(REQUEST_workload_start, "{s:s s:o}", "workload",
				      workload->agent, "settings", settings_pack(study, workload)),
			 60, &reply, err);

	if (done < 0) {
		/* Something that the machine under test lacks: nothing can be measured there. */
		err->kind = ERROR_ENVIRONMENT;
		return error_prefix(err, done, "the workload %s did not start", session->workload);
	}
	session->pilot = json_incref(json_object_get(reply, "pilot"));
	done = placement_take(session, json_object_get(reply, "placement"), err);
	json_decref(reply);
	return !done && host_flow ? host_traffic_start(session, err) : done;
}

/*
 * A number of blocks that is given, or enough to be exact, leaves no budget; without either it is
 * the default's.
 */
static struct blocks_rule blocks_rule_of(const struct run_session *session)
{
	const struct study *study = session->study;
	struct blocks_rule rule = { .planned = study->blocks,
				    .precision_percent = study->precision_percent };

	if (!study->blocks && study->exact)
		rule.planned = DEFAULT_BLOCKS_EXACT;
	else if (!study->blocks)
		rule.budget_ns = session->workload_budget_ns;
	if (!rule.planned && !rule.budget_ns && !(rule.precision_percent > 0))
		rule.planned = DEFAULT_BLOCKS;
	return rule;
}

static size_t builtin_count(const struct run_session *session)
{
	return treatments_count(&session->treatments, TREATMENT_BUILTIN);
}

/* More than there will be time for: the plan comes before the measurement. */
static unsigned int blocks_plan(const struct run_session *session)
{
	uint64_t shortest_ns =
	    SHORTEST_VISIT_NS * (builtin_count(session) + 2 + session->delays.count);
	uint64_t blocks = BLOCKS_MAX;

	if (session->blocks_rule.planned)
		return session->blocks_rule.planned;
	if (session->blocks_rule.budget_ns)
		blocks = session->blocks_rule.budget_ns / shortest_ns + 1;
	return blocks < BLOCKS_MAX ? (unsigned int)blocks : BLOCKS_MAX;
}

/* How long the workload is going to be measured: its budget, or its blocks at the least. */
static uint64_t measuring_ns(const struct run_session *session)
{
	const struct window_lengths *lengths = &session->lengths;
	uint64_t windows = session->study->statistics == STATISTICS_BOTH ? 2 : 1;
	uint64_t visit_ns = SHORTEST_VISIT_NS + windows * (lengths->settle_ns + lengths->window_ns);

	if (session->workload_budget_ns && !session->study->blocks)
		return session->workload_budget_ns;
	return blocks_plan(session) * (builtin_count(session) + 2) * visit_ns;
}

/* The choice in one sentence; the table is in the report's JSON. */
static int window_note(struct run_session *session, const json_t *pilot, struct error *err)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "%s: a pilot of %.1f s chose windows of %.0f ms after %.0f ms of settling, the "
		 "least error for the time among %zu trials.",
		 session->workload, json_number_value(json_object_get(pilot, "seconds")),
		 1e3 * json_number_value(json_object_get(pilot, "length_s")),
		 1e3 * json_number_value(json_object_get(pilot, "settle_s")),
		 json_array_size(json_object_get(pilot, "trials")));
	return store_note_add(session->context->store, session->record.id, text, err);
}

/* Traffic has timers of its own, and two ends that wait for each other. */
static int traffic_note(struct run_session *session, struct error *err)
{
	char text[320];

	if (!session->study->exact || workload_kind_of(session->workload) != WORKLOAD_TRAFFIC)
		return 0;
	snprintf(
	    text, sizeof(text),
	    "%s with --exact: a second is 1,000,000,000 instructions of one CPU that both ends "
	    "share. It repeats only as far as its timers allow, and what a program costs comes "
	    "back through the sender too: its figures are estimates; udp-drain's are exact.",
	    session->workload);
	return store_note_add(session->context->store, session->record.id, text, err);
}

static int lengths_find(struct run_session *session, json_t **ret_pilot, struct error *err)
{
	int done;

	session->blocks_rule = blocks_rule_of(session);
	session->lengths = visit_lengths(session);
	done = window_pilot(session, measuring_ns(session), ret_pilot, err);
	return done < 0 || !*ret_pilot ? done : window_note(session, *ret_pilot, err);
}

/* How far the intervals of the workload reach by now, as the report at the end will have them. */
static int look(struct run_session *session, struct error *err)
{
	CLEANUP(cleanup_run_data) struct run_data *data = NULL;
	struct report *report = NULL;
	int done = store_run_load(session->context->store, session->record.id, &data, err);

	if (!done)
		done = report_build(data, &report, err);
	if (done < 0)
		return done;
	for (size_t w = 0; w < report->workload_count; w++)
		if (!strcmp(report->workloads[w].name, session->workload))
			session->half_width_percent = report->workloads[w].half_width_percent;
	report_free(report);
	return 0;
}

static struct blocks_state blocks_state_of(const struct run_session *session)
{
	return (struct blocks_state){
		.done = session->blocks_done,
		.elapsed_ns = deadline_now_ns() - session->workload_begun_ns,
		.half_width_percent = session->half_width_percent,
	};
}

/* What ended it, for the report. */
static int end_note(struct run_session *session, enum blocks_end end, struct error *err)
{
	char text[256], reached[64] = "";
	double wanted = session->blocks_rule.precision_percent;

	if (wanted > 0 && isfinite(session->half_width_percent))
		snprintf(reached, sizeof(reached), ", with intervals of %.2g %% either way",
			 session->half_width_percent);
	if (end == BLOCKS_PRECISE)
		snprintf(text, sizeof(text),
			 "%s: ended after %u blocks by its precision: no interval is wider than "
			 "%.2g %% either way, where %g %% was wanted.",
			 session->workload, session->blocks_done, session->half_width_percent,
			 wanted);
	else
		snprintf(text, sizeof(text), "%s: ended after %u blocks by %s%s%s.",
			 session->workload, session->blocks_done,
			 end == BLOCKS_ALL ? "their number" : "its budget", reached,
			 *reached ? " at the last look" : "");
	return store_note_add(session->context->store, session->record.id, text, err);
}

/* After each block; the half-width is found every STOPPING_STRIDE of them, for the user to see. */
static int block_ended(struct run_session *session, enum blocks_end *ret_end, struct error *err)
{
	struct blocks_state state;
	int done = 0;

	if (session->blocks_done % STOPPING_STRIDE == 0)
		done = look(session, err);
	state = blocks_state_of(session);
	*ret_end = blocks_decide(&session->blocks_rule, &state);
	if (!done && *ret_end != BLOCKS_GO_ON)
		done = end_note(session, *ret_end, err);
	return done;
}

static int blocks_carry_out(struct run_session *session, const struct plan *plan, struct error *err)
{
	enum blocks_end end = BLOCKS_GO_ON;
	int done = 0;

	for (size_t i = 0; i < plan->count && !done && end == BLOCKS_GO_ON; i++) {
		const struct visit *visit = &plan->visits[i];

		if (session_stop(session) != RUN_GO_ON)
			return 0;
		done = visit_run(session, visit, err);
		if (done < 0 || (i + 1 < plan->count && plan->visits[i + 1].position))
			continue;
		session->blocks_done = visit->block + 1;
		done = block_ended(session, &end, err);
	}
	return done;
}

static int samples_carry_out(struct run_session *session, const struct plan *plan,
			     struct error *err)
{
	int done = 0;

	for (size_t i = 0; i < plan->count && !done; i++) {
		if (session_stop(session) != RUN_GO_ON)
			return 0;
		done = restart_visit(session, &plan->visits[i], err);
	}
	return done;
}

/* With what the pilot tried, if there was one. */
static int plan_store(struct run_session *session, const struct plan *plan, json_t *pilot,
		      struct error *err)
{
	json_t *json = plan_to_json(plan, &session->treatments, session->workload);
	int done;

	if (session->pilot)
		json_object_set(json, "pilot", session->pilot);
	if (pilot)
		json_object_set(json, "window_pilot", pilot);
	done = store_plan_add(session->context->store, session->record.id, session->cell.id,
			      session->workload, json, err);
	json_decref(json);
	return done;
}

static int plan_run(struct run_session *session, json_t *pilot, struct error *err)
{
	bool restart = session->study->protocol == PROTOCOL_RESTART;
	struct plan plan;
	int done;

	done = plan_make(session->study, &session->treatments, session->workload,
			 blocks_plan(session), &plan);
	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	session->blocks_planned = restart ? (unsigned int)plan.count * session->study->samples
					  : session->blocks_rule.planned;
	done = plan_store(session, &plan, pilot, err);
	if (!done)
		done = restart ? samples_carry_out(session, &plan, err)
			       : blocks_carry_out(session, &plan, err);
	plan_free(&plan);
	return done;
}

int workload_end(struct run_session *session, struct error *err)
{
	struct error ignored;

	json_decref(session->pilot);
	session->pilot = NULL;
	iperf3_client_stop(&session->client);
	return session_call(session, request_pack(REQUEST_workload_stop, NULL), 60, NULL,
			    err ? err : &ignored);
}

static double pilot_number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

/* "carries 24.2 us of ballast a datagram", or that its pace is kept, and where its limit lies. */
static void load_describe(const json_t *pilot, const json_t *taken, char *text, size_t size)
{
	double pace_pps = pilot_number(taken, "pace_pps");

	if (pace_pps > 0)
		snprintf(text, size,
			 "the receiver takes %.0f datagrams a second without loss, its softirq on "
			 "the server's CPU; the sender is paced at %.0f",
			 pilot_number(pilot, "limit_pps"), pace_pps);
	else
		snprintf(
		    text, size,
		    "the receiver is saturated with %.1f us of ballast a datagram, the same in "
		    "every window but for what the kernel's statistics take of it",
		    pilot_number(pilot, "ballast_ns") / 1e3);
}

/* How the load of a receiver was found, for the reader of the report. */
static int pilot_note(struct run_session *session, struct error *err)
{
	const json_t *trials = json_object_get(session->pilot, "trials");
	const json_t *taken = json_array_get(trials, json_array_size(trials) - 1);
	char text[640], load[256];

	if (!taken)
		return 0;
	load_describe(session->pilot, taken, load, sizeof(load));
	snprintf(
	    text, sizeof(text),
	    "%s: a pilot of %zu trials found: %s. Of %.0f offered a second %.0f were received, "
	    "%.0f dropped at the socket; the receiver was busy %.1f %% of the time and slept "
	    "%.0f times a second.",
	    session->workload, json_array_size(trials), load, pilot_number(taken, "offered_pps"),
	    pilot_number(taken, "received_pps"), pilot_number(taken, "dropped_pps"),
	    100 * pilot_number(taken, "busy"), pilot_number(taken, "sleeps_per_s"));
	return store_note_add(session->context->store, session->record.id, text, err);
}

/*
 * A loaded receiver that nobody asked for by name, and that did not start, whatever the agent says
 * of it: the reader of the note has its words.  An agent that says nothing any more ends the run.
 */
static bool may_leave_out(const struct run_session *session, int code)
{
	const struct workload_info *workload = workload_find(session->workload);

	return code == -EREMOTEIO && !session->study->workloads_named && workload->receiver &&
	       strcmp(workload->receiver, "free") != 0;
}

/* Says so, then and in the report; the run goes on without it. */
static int leave_out(struct run_session *session, const struct error *why, struct error *err)
{
	char text[sizeof(why->text) + 64];

	snprintf(text, sizeof(text), "%s was left out: %s.", session->workload, why->text);
	session_say(session, "%s", text);
	return store_note_add(session->context->store, session->record.id, text, err);
}

/* Stopped all the same: it may have got half-way. */
static int left_out_end(struct run_session *session, struct error *err)
{
	struct error why = *err;
	int done = workload_end(session, err);

	if (!done)
		done = leave_out(session, &why, err);
	return done < 0 ? done : WORKLOAD_LEFT_OUT;
}

int workload_run(struct run_session *session, size_t index, struct error *err)
{
	json_t *pilot = NULL;
	int done, stopped;

	session->workload = session->study->workloads.words[index];
	session->workload_begun_ns = deadline_now_ns();
	session->blocks_done = 0;
	session->half_width_percent = INFINITY;
	session_outcomes_reset(session);
	if (!strcmp(session->workload, "micro"))
		return micro_workload_run(session, err);
	done = workload_begin(session, err);
	if (done < 0 && may_leave_out(session, done))
		return left_out_end(session, err);
	session->workload_begun_ns = deadline_now_ns();
	if (!done)
		done = pilot_note(session, err);
	if (!done)
		done = traffic_note(session, err);
	if (!done)
		done = lengths_find(session, &pilot, err);
	if (!done)
		done = plan_run(session, pilot, err);
	json_decref(pilot);
	stopped = workload_end(session, done ? NULL : err);
	return done < 0 ? done : stopped;
}

static void outcome_count(struct run_outcome *outcome, const char *status)
{
	if (!strcmp(status, "measured"))
		outcome->measured++;
	else if (!strcmp(status, "unsupported"))
		outcome->unsupported++;
	else if (!strcmp(status, "not-fired"))
		outcome->not_fired++;
	else
		outcome->failed++;
}

static const char *hits_source(const struct study *study)
{
	if (study->micro)
		return "proof-pass";
	if (study->statistics == STATISTICS_OFF)
		return "proof-slice";
	return study->protocol == PROTOCOL_RESTART ? "statistics-window and proof-slice"
						   : "statistics-window";
}

static int result_store(struct run_session *session, int64_t configuration, const char *status,
			const char *reason, bool counts, struct error *err)
{
	const struct workload_info *workload = workload_find(session->workload);
	struct result_record result = {
		.cell = session->cell.id,
		.configuration = configuration,
		.workload = (char *)session->workload,
		.status = (char *)status,
		.reason = (char *)(strcmp(status, "measured") ? reason : NULL),
		.hits_source = (char *)(counts ? hits_source(session->study) : NULL),
		.receiver = (char *)(workload ? workload->receiver : NULL),
	};

	return store_result_set(session->context->store, session->record.id, &result, err);
}

/* All delays share their visits; one that cannot be had is closed by itself. */
static const struct treatment_outcome *configuration_outcome(const struct run_session *session,
							     const struct configuration *one)
{
	int delay = one->setting.delay;

	return delay != DELAY_NONE && session->delay_lengths[delay].closed
		   ? &session->delay_lengths[delay]
		   : &session->outcomes[one->treatment];
}

static int configuration_result(struct run_session *session, size_t index,
				struct run_outcome *outcome, struct error *err)
{
	const struct configuration *configuration = &session->configurations.configurations[index];
	bool baseline = configuration->treatment == TREATMENT_SHAM_ID;
	const struct treatment_outcome *became = configuration_outcome(session, configuration);
	const char *status = baseline ? "measured" : outcome_status(became);
	int done;

	if (!status) {
		outcome->interrupted = true;
		return 0;
	}
	done = result_store(session, session->configuration_ids[index], status, became->reason,
			    !baseline, err);
	if (!baseline)
		outcome_count(outcome, status);
	return done;
}

/* Neither a baseline nor a delay is a hook's. */
static bool is_of_workload(const struct run_session *session, const struct configuration *one)
{
	return strcmp(session->workload, "micro") != 0 ||
	       session->treatments.treatments[one->treatment].kind == TREATMENT_BUILTIN;
}

int workload_results(struct run_session *session, struct run_outcome *outcome, struct error *err)
{
	const struct configuration_list *list = &session->configurations;
	int done = 0;

	for (size_t i = 0; i < list->count && !done; i++)
		if (is_of_workload(session, &list->configurations[i]))
			done = configuration_result(session, i, outcome, err);
	return done;
}
