// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/workload_run.h"
#include "run/micro.h"
#include "run/restart.h"
#include "run/visit.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DEFAULT_BLOCKS 60
#define BLOCKS_MAX 2000
/* No visit is shorter: attaching and detaching alone take this long under emulation. */
#define SHORTEST_VISIT_NS 100000000u

/* iperf3's windows are longer and their noise is larger. */
double workload_weight(const char *workload)
{
	return strcmp(workload, "udp-drain") ? 4 : 3;
}

static json_t *settings_pack(const struct study *study)
{
	return json_pack("{s:s s:s s:i s:s s:i s:b}", "client",
			 study->client == CLIENT_HOST ? "host" : "guest", "server-family",
			 study->server_family == SERVER_ANY ? "any" : "inet", "parallel",
			 (int)study->parallel, "bitrate", study->bitrate, "length",
			 (int)study->datagram_bytes, "flowing", study->protocol == PROTOCOL_SWITCH);
}

/* The host's client has to connect while the server runs; then both are stopped. */
static int host_traffic_start(struct run_session *session, struct error *err)
{
	struct timespec moment = { 0, 50000000 };
	double arrived = 0;
	int done = session_call(session, json_pack("{s:s}", "do", "thaw"), 30, NULL, err);

	if (!done)
		done = iperf3_client_start(&session->client, session->study,
					   session->target->facts.forward_port, err);
	for (int tries = 0; tries < 300 && !done && arrived < 100; tries++) {
		json_t *reply;

		nanosleep(&moment, NULL);
		done = session_call(session, json_pack("{s:s}", "do", "totals"), 30, &reply, err);
		if (done < 0)
			break;
		arrived = json_number_value(
		    json_object_get(json_object_get(reply, "counters"), "operations"));
		json_decref(reply);
	}
	if (!done && arrived < 100)
		done = error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
				 "no iperf3 traffic reached the guest within 15 s");
	iperf3_client_freeze(&session->client);
	return done < 0 ? done
			: session_call(session, json_pack("{s:s}", "do", "freeze"), 30, NULL, err);
}

int workload_begin(struct run_session *session, struct error *err)
{
	const struct study *study = session->study;
	bool host_flow = !strcmp(session->workload, "iperf3") && study->client == CLIENT_HOST &&
			 study->protocol == PROTOCOL_SWITCH;
	int done = session_call(session,
				json_pack("{s:s s:s s:o}", "do", "workload-start", "workload",
					  session->workload, "settings", settings_pack(study)),
				60, NULL, err);

	if (done < 0) {
		/* Something that the machine under test lacks: nothing can be measured there. */
		err->kind = ERROR_ENVIRONMENT;
		return error_prefix(err, done, "the workload %s did not start", session->workload);
	}
	return host_flow ? host_traffic_start(session, err) : 0;
}

static unsigned int blocks_plan(const struct run_session *session)
{
	const struct study *study = session->study;
	uint64_t shortest_ns =
	    SHORTEST_VISIT_NS * (session->treatment_count + 2 + session->delays.count);
	uint64_t blocks;

	if (study->blocks)
		return study->blocks;
	if (!session->workload_budget_ns)
		return DEFAULT_BLOCKS;
	blocks = session->workload_budget_ns / shortest_ns + 1;
	return blocks < BLOCKS_MAX ? (unsigned int)blocks : BLOCKS_MAX;
}

/* Whether another block, as long as those before it, would still fit. */
static bool block_fits(const struct run_session *session, unsigned int block)
{
	uint64_t elapsed_ns = deadline_now_ns() - session->workload_begun_ns;

	if (session->study->blocks || !session->workload_budget_ns || !block)
		return true;
	return elapsed_ns + elapsed_ns / block <= session->workload_budget_ns;
}

static int plan_carry_out(struct run_session *session, const struct plan *plan, struct error *err)
{
	bool restart = session->study->protocol == PROTOCOL_RESTART;
	int done = 0;

	for (size_t i = 0; i < plan->count && !done; i++) {
		const struct visit *visit = &plan->visits[i];

		if (session_stop(session) != RUN_GO_ON)
			return 0;
		if (!restart && visit->position == 0) {
			session->blocks_done = visit->block;
			if (!block_fits(session, visit->block))
				return 0;
		}
		done =
		    restart ? restart_visit(session, visit, err) : visit_run(session, visit, err);
		if (!done && !restart && (i + 1 == plan->count || !plan->visits[i + 1].position))
			session->blocks_done = visit->block + 1;
	}
	return done;
}

static int plan_run(struct run_session *session, struct error *err)
{
	unsigned int blocks = blocks_plan(session);
	struct plan plan;
	json_t *json;
	int done = plan_make(session->study, session->workload, blocks, &plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	/* With a budget the plan is longer than the time: then only the clock says how far it is.
	 */
	if (session->study->protocol == PROTOCOL_RESTART)
		session->blocks_planned = (unsigned int)plan.count * session->study->samples;
	else
		session->blocks_planned =
		    session->workload_budget_ns && !session->study->blocks ? 0 : blocks;
	json = plan_to_json(&plan, session->workload);
	done = store_plan_add(session->context->store, session->record.id, session->workload, json,
			      err);
	json_decref(json);
	if (!done)
		done = plan_carry_out(session, &plan, err);
	plan_free(&plan);
	return done;
}

int workload_end(struct run_session *session, struct error *err)
{
	struct error ignored;

	iperf3_client_stop(&session->client);
	return session_call(session, json_pack("{s:s}", "do", "workload-stop"), 60, NULL,
			    err ? err : &ignored);
}

int workload_run(struct run_session *session, size_t index, struct error *err)
{
	int done, stopped;

	session->workload = session->study->workloads.words[index];
	session->workload_begun_ns = deadline_now_ns();
	session->blocks_done = 0;
	session_treatments_reset(session);
	if (!strcmp(session->workload, "micro"))
		return micro_workload_run(session, err);
	done = workload_begin(session, err);
	session->workload_begun_ns = deadline_now_ns();
	if (!done)
		done = plan_run(session, err);
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

static int result_store(struct run_session *session, struct configuration_record *configuration,
			const char *status, const char *reason, bool counts, struct error *err)
{
	struct result_record result = {
		.configuration = configuration->id,
		.workload = (char *)session->workload,
		.status = (char *)status,
		.reason = (char *)(strcmp(status, "measured") ? reason : NULL),
		.hits_source = (char *)(counts ? hits_source(session->study) : NULL),
		.receiver = strcmp(session->workload, "iperf3") ? NULL : "free",
	};

	return store_result_set(session->context->store, session->record.id, &result, err);
}

static struct treatment *configuration_treatment(struct run_session *session,
						 const struct configuration_record *configuration)
{
	if (!*configuration->mechanism)
		return NULL;
	return delay_name_parse(configuration->name, NULL)
		   ? &session->delayed
		   : session_treatment(session, configuration->mechanism, configuration->program);
}

int workload_results(struct run_session *session, struct run_outcome *outcome, struct error *err)
{
	bool is_micro = !strcmp(session->workload, "micro");
	int done = 0;

	for (size_t i = 0; i < session->configuration_count && !done; i++) {
		struct configuration_record *configuration = &session->configurations[i];
		bool baseline = !*configuration->mechanism;
		struct treatment *treatment = configuration_treatment(session, configuration);
		const char *status = treatment ? treatment_status(treatment) : "measured";

		if (is_micro && (baseline || treatment == &session->delayed))
			continue; /* neither is a hook's */
		if (!status) {
			outcome->interrupted = true;
			continue;
		}
		done = result_store(session, configuration, status,
				    treatment ? treatment->reason : NULL, !baseline, err);
		if (!baseline)
			outcome_count(outcome, status);
	}
	return done;
}
