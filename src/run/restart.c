// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/restart.h"
#include "run/visit.h"
#include "workload/iperf3_result.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_SECONDS 10
#define PROOF_SECONDS 1

unsigned int restart_sample_seconds(const struct study *study)
{
	unsigned int seconds = (unsigned int)((study->window_ns + 500000000u) / 1000000000u);

	return seconds ? seconds : DEFAULT_SECONDS;
}

double restart_duration_s(const struct run_session *session)
{
	unsigned int samples =
	    session->study->samples * (unsigned int)session->configurations.count;

	return samples * (restart_sample_seconds(session->study) + 1.0);
}

static bool stop_now(void *context)
{
	return session_stop(context) == RUN_STOP_NOW;
}

/* What a client says of itself, and what its machine says of it. */
struct sender {
	struct iperf3_result result;
	double cpu_ns, wait_ns; /* NaN: not known */
};

static int guest_client_run(struct run_session *session, unsigned int seconds, char **ret_text,
			    struct error *err)
{
	char length[16];
	json_t *reply;
	int done;

	snprintf(length, sizeof(length), "%u", seconds);
	done = session_call(session,
			    request_pack(REQUEST_client_run, "{s:[s,s,s,s,s]}", "arguments",
					 "--json", "-t", length, "-i", "0"),
			    seconds + 60, &reply, err);
	if (done < 0)
		return done;
	*ret_text = strdup(json_string_value(json_object_get(reply, "output")));
	json_decref(reply);
	return 0;
}

static int client_run(struct run_session *session, unsigned int seconds, struct sender *ret_sender,
		      struct error *err)
{
	struct iperf3_run run = { NULL, NAN, NAN };
	int done;

	if (session->study->client == CLIENT_HOST)
		done = iperf3_client_run(session->study, &session->client_place, seconds, stop_now,
					 session, &run, err);
	else
		done = guest_client_run(session, seconds, &run.text, err);
	if (!done)
		done = iperf3_result_parse(run.text, &ret_sender->result, err);
	ret_sender->cpu_ns = run.cpu_ns;
	ret_sender->wait_ns = run.wait_ns;
	free(run.text);
	return done;
}

/* What of a guest only its host can see. */
static void host_totals_read(struct run_session *session, struct counters *totals)
{
	struct network_totals network = target_network_totals(session->target);
	struct vcpu_times vcpu;

	if (!target_vcpu_times(session->target, &vcpu)) {
		totals->value[COUNTER_vcpu_cpu_ns] = (double)vcpu.cpu_ns;
		totals->value[COUNTER_vcpu_wait_ns] = (double)vcpu.wait_ns;
	}
	if (session->study->client != CLIENT_HOST)
		return;
	totals->value[COUNTER_network_cpu_ns] = network.cpu_ns;
	totals->value[COUNTER_network_wait_ns] = network.wait_ns;
	totals->value[COUNTER_host_drops] = network.drops;
}

static int totals_read(struct run_session *session, struct counters *ret_totals, struct error *err)
{
	json_t *reply;
	int done = session_call(session, request_pack(REQUEST_totals, NULL), 30, &reply, err);

	if (done < 0)
		return done;
	counters_from_json(json_object_get(reply, "counters"), ret_totals);
	json_decref(reply);
	host_totals_read(session, ret_totals);
	return 0;
}

/* A sender whose first thread had little of its CPU time has more threads, which nobody asked. */
static double sender_wait_ns(const struct sender *sender, double cpu_ns)
{
	return sender->cpu_ns > .9 * cpu_ns ? sender->wait_ns : NAN;
}

/* What both sides saw of one iperf3, from start to end. */
static void sample_fill(struct counters *sample, const struct counters *before,
			const struct sender *sender, bool statistics)
{
	const struct iperf3_result *result = &sender->result;
	double sender_cpu_ns = result->sender_cpu_percent / 100 * result->seconds * 1e9;

	for (int i = 0; i < COUNTER_COUNT; i++)
		sample->value[i] -= before->value[i];
	sample->value[COUNTER_length_ns] = result->seconds * 1e9;
	sample->value[COUNTER_received_bytes] = result->received_bytes;
	sample->value[COUNTER_lost] = result->lost_datagrams;
	sample->value[COUNTER_sender_datagrams] = result->sent_datagrams;
	sample->value[COUNTER_sender_cpu_ns] = sender_cpu_ns;
	sample->value[COUNTER_sender_wait_ns] = sender_wait_ns(sender, sender_cpu_ns);
	sample->value[COUNTER_hit_operations] = sample->value[COUNTER_operations];
	if (!statistics) {
		sample->value[COUNTER_hits] = NAN;
		sample->value[COUNTER_hit_operations] = NAN;
		sample->value[COUNTER_run_time_ns] = NAN;
	}
}

static int flow(struct run_session *session, unsigned int seconds, struct sender *sender,
		struct error *err)
{
	int done = session_call(session, request_pack(REQUEST_thaw, NULL), 30, NULL, err);
	int ran = done < 0 ? done : client_run(session, seconds, sender, err);
	struct error ignored;

	done = session_call(session, request_pack(REQUEST_freeze, NULL), 30, NULL,
			    ran < 0 ? &ignored : err);
	return ran < 0 ? ran : done;
}

static int sample_take(struct run_session *session, unsigned int seconds, bool statistics,
		       struct counters *ret_sample, struct error *err)
{
	struct sender sender = {};
	struct counters before;
	int done = totals_read(session, &before, err);

	if (!done)
		done = flow(session, seconds, &sender, err);
	if (!done)
		done = totals_read(session, ret_sample, err);
	if (!done)
		sample_fill(ret_sample, &before, &sender, statistics);
	return done;
}

static int samples_take(struct run_session *session, const struct visit *visit, int64_t visit_id,
			struct counters *ret_last, struct error *err)
{
	bool statistics = visit->windows[0].statistics;
	struct sample_record sample = { .visit = visit_id };
	char name[CONFIGURATION_NAME_SIZE];
	int done = session_statistics(session, statistics, err);

	sample.configuration = session_configuration(session, visit->treatment, visit->windows[0]);
	configuration_name(name, sizeof(name), session_treatment(session, visit), statistics, NAN);
	for (unsigned int i = 0; i < session->study->samples && !done; i++) {
		session_progress(session, name);
		sample.window = i;
		sample.started_ns = (int64_t)(deadline_now_ns() - session->begun_ns);
		done = sample_take(session, restart_sample_seconds(session->study), statistics,
				   &sample.counters, err);
		if (!done)
			done = store_sample_add(session->context->store, &sample, err);
		session->blocks_done++;
		if (session_stop(session) != RUN_GO_ON)
			break;
	}
	*ret_last = sample.counters;
	return done;
}

/* With statistics off a last short iperf3, under the same link, shows that the program runs. */
static int hits_prove(struct run_session *session, const struct visit *visit,
		      const struct visit_hook *hook, struct treatment_outcome *outcome,
		      struct counters *last, char *wrong, size_t size, struct error *err)
{
	enum hits_verdict verdict;
	int done = 0;

	if (!visit->windows[0].statistics) {
		done = session_statistics(session, true, err);
		if (!done)
			done = sample_take(session, PROOF_SECONDS, true, last, err);
	}
	if (!done)
		done = session_statistics(session, false, err);
	if (done < 0)
		return done;
	verdict = hits_check(last, hook->hits_per_operation, wrong, size);
	if (verdict == HITS_NONE)
		return visit_not_fired(session, hook, outcome, wrong, err);
	if (verdict == HITS_WRONG)
		outcome_close(outcome, "failed", wrong);
	else
		*wrong = '\0';
	return 0;
}

static int visit_record_begin(struct run_session *session, const struct visit *visit,
			      const struct visit_hook *hook, const json_t *attached,
			      int64_t *ret_id, struct error *err)
{
	const char *text = json_string_value(json_object_get(attached, "hook"));
	struct visit_record record = {
		.workload = (char *)session->workload,
		.cell = session->cell.id,
		.block = visit->block,
		.position = visit->position,
		.mechanism = (char *)(attached ? hook->mechanism : ""),
		.program = (char *)(attached ? hook->program : ""),
		.hook = (char *)(text ? text : ""),
		.state = "open",
	};

	return store_visit_begin(session->context->store, session->record.id, &record, ret_id, err);
}

static int attached_visit(struct run_session *session, const struct visit *visit,
			  struct visit_hook *hook, struct treatment_outcome *outcome,
			  const json_t *attached, struct error *err)
{
	char wrong[768] = "", left[700] = "";
	struct counters last;
	int64_t id;
	int done = visit_record_begin(session, visit, hook, attached, &id, err);

	session->visits++;
	if (!done)
		done = samples_take(session, visit, id, &last, err);
	if (!done && outcome && session_stop(session) != RUN_STOP_NOW)
		done = hits_prove(session, visit, hook, outcome, &last, wrong, sizeof(wrong), err);
	if (!done && attached)
		done = visit_detach(session, left, sizeof(left), err);
	if (done < 0)
		return done;
	if (outcome && *left && !outcome->closed)
		outcome_close(outcome, "failed", left);
	if (outcome && !outcome->closed)
		outcome_kept(outcome);
	return store_visit_end(session->context->store, id, *wrong || *left ? "dropped" : "kept",
			       *left	? left
			       : *wrong ? wrong
					: NULL,
			       json_object_get(attached, "proof"), err);
}

int restart_visit(struct run_session *session, const struct visit *visit, struct error *err)
{
	struct visit_hook hook = visit_hook_of(session_treatment(session, visit));
	struct treatment_outcome *outcome = session_outcome(session, visit);
	json_t *attached = NULL;
	int done = 1;

	/* As in the original, nothing at all is attached for the baseline. */
	if (outcome && outcome->closed)
		return 0;
	if (outcome)
		done = visit_attach(session, &hook, outcome, &attached, err);
	if (done <= 0)
		return done;
	done = attached_visit(session, visit, &hook, outcome, attached, err);
	json_decref(attached);
	return done;
}
