// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run.h"
#include "run/delays_find.h"
#include "run/environment.h"
#include "run/hooks.h"
#include "run/micro.h"
#include "run/restart.h"
#include "run/session.h"
#include "run/workload_run.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/sha256.h"
#include "protocol/workloads.h"
#include "study/study_json.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int record_begin(struct run_session *session, struct error *err)
{
	const struct study *study = session->study;
	struct run_record *record = &session->record;
	int done;

	record->label = study->label;
	record->study_name = study->name;
	record->protocol = (char *)(study->protocol == PROTOCOL_RESTART ? "restart" : "switch");
	record->command_line = (char *)session->context->command_line;
	record->version = (char *)session->context->version;
	record->study = study_to_json(study);
	record->seed = study->seed;
	record->started_s = time(NULL);
	record->duration_s = NAN;
	done = store_run_begin(session->context->store, record, err);
	json_decref(record->study);
	record->study = NULL;
	return done;
}

static int cell_begin(struct run_session *session, struct error *err)
{
	const struct study *study = session->study;
	struct cell_record *cell = &session->cell;

	cell->target = study->target;
	cell->kernel = (char *)study_kernel(study);
	cell->timing = (char *)(study->exact ? "counted" : "timed");
	cell->state = (char *)"open";
	return store_cell_add(session->context->store, session->record.id, cell, &cell->id, err);
}

static int configurations_add(struct run_session *session, struct error *err)
{
	int done = session_plan_prepare(session, err);

	return done < 0 ? done : configurations_store(session, err);
}

static void fact_put(json_t *machine, const char *key, const char *text)
{
	if (text)
		json_object_set_new(machine, key, json_string(text));
}

/* The programs and triggers are the agent's: another one may give other figures. */
static int agent_record(const char *path, json_t *machine, struct error *err)
{
	char sha256[65];
	int done;

	if (!path)
		return 0;
	done = file_sha256(path, sha256, err);
	if (!done)
		fact_put(machine, "agent_sha256", sha256);
	return done;
}

static bool study_has_mechanism(const struct study *study, const char *mechanism)
{
	for (size_t i = 0; i < study->mechanisms.count; i++)
		if (!strcmp(study->mechanisms.words[i], mechanism))
			return true;
	return false;
}

#define MANY_FUNCTIONS 1000

/* Of the kernel as it is found: before anything else is attached. */
static int attach_many_record(struct run_session *session, json_t *machine, struct error *err)
{
	json_t *reply;
	const char *unsupported;
	int done;

	if (!session->study->latency || !study_has_mechanism(session->study, "kprobe-fprobe"))
		return 0;
	done = session_call(session,
			    request_pack(REQUEST_attach_many, "{s:i}", "functions", MANY_FUNCTIONS),
			    120, &reply, err);
	if (done < 0)
		return done;
	unsupported = json_string_value(json_object_get(reply, "reason"));
	json_object_del(reply, "status");
	if (unsupported)
		session_say(session, "kprobe-fprobe on %d functions: %s", MANY_FUNCTIONS,
			    unsupported);
	else
		json_object_set(machine, "attach_many", reply);
	json_decref(reply);
	return 0;
}

/* With the environment as it is before the run; what comes after it is added at the end. */
static int machine_store(struct run_session *session, json_t *machine, struct error *err)
{
	struct cell_record *cell = &session->cell;
	int done = environment_ask(session, session->environment.before, err);

	if (done < 0)
		return done;
	json_object_set_new(machine, "environment", environment_to_json(&session->environment));
	cell->facts = json_incref(machine);
	cell->architecture = (char *)json_string_value(json_object_get(machine, "architecture"));
	cell->cpus = (unsigned int)json_integer_value(json_object_get(machine, "cpus"));
	return store_cell_update(session->context->store, cell, err);
}

static int machine_record(struct run_session *session, struct error *err)
{
	const struct target_facts *facts = &session->target->facts;
	const char *release;
	json_t *reply, *machine;
	int done = session_call(session, request_pack(REQUEST_describe, NULL), 60, &reply, err);

	if (done < 0)
		return done;
	machine = json_object_get(reply, "machine");
	release = json_string_value(json_object_get(machine, "release"));
	session->release = strdup(release ? release : "this kernel");
	fact_put(machine, "accelerator", facts->accelerator);
	fact_put(machine, "timing", facts->timing);
	fact_put(machine, "channel", facts->channel);
	fact_put(machine, "qemu", facts->qemu_version);
	fact_put(machine, "kernel_package", facts->kernel_origin);
	fact_put(machine, "kernel_config", facts->kernel_config);
	if (facts->vcpu_cpus)
		json_object_set_new(machine, "pinning",
				    json_pack("{s:O}", "vcpus", facts->vcpu_cpus));
	done = agent_record(session->context->agent_path, machine, err);
	if (!done)
		done = attach_many_record(session, machine, err);
	if (!done)
		done = machine_store(session, machine, err);
	json_decref(reply);
	return done;
}

/* The relative share of the budget. */
static double weight_of(const char *workload)
{
	return workload_find(workload)->budget_weight;
}

/* What one workload gets: its weight's share of what is left of the budget. */
static void budget_share(struct run_session *session, size_t index)
{
	const struct word_list *workloads = &session->study->workloads;
	double all = 0, left = 0, own = weight_of(workloads->words[index]);
	uint64_t spent_ns = deadline_now_ns() - session->begun_ns;
	uint64_t budget_ns = session->study->protocol == PROTOCOL_RESTART
				 ? 0 /* its length is given by its samples */
				 : session->study->budget_ns;

	for (size_t i = 0; i < workloads->count; i++) {
		all += weight_of(workloads->words[i]);
		left += i >= index ? weight_of(workloads->words[i]) : 0;
	}
	session->fraction_before = (all - left) / all;
	session->fraction_share = own / all;
	session->workload_budget_ns =
	    spent_ns < budget_ns ? (uint64_t)((double)(budget_ns - spent_ns) * own / left) : 0;
	if (budget_ns && !session->workload_budget_ns)
		session->workload_budget_ns = 1; /* nothing left: one block all the same */
}

static int workloads_run(struct run_session *session, struct run_outcome *outcome,
			 struct error *err)
{
	int done = 0;

	for (size_t i = 0; i < session->study->workloads.count && !done; i++) {
		if (session_stop(session) != RUN_GO_ON)
			break;
		budget_share(session, i);
		done = workload_run(session, i, err);
		if (done == WORKLOAD_LEFT_OUT) {
			done = 0;
			continue;
		}
		if (!done)
			done = workload_results(session, outcome, err);
		if (!done && session->study->protocol == PROTOCOL_SWITCH)
			session_say(session, "%s: %u blocks", session->workload,
				    session->blocks_done);
	}
	return done;
}

static int micro_measured_run(struct run_session *session, struct run_outcome *outcome,
			      struct error *err)
{
	int done = configurations_add(session, err);

	session->begun_ns = deadline_now_ns();
	if (!done)
		done = micro_run(session, err);
	return done < 0 ? done : workload_results(session, outcome, err);
}

static void seconds_say(char *text, size_t size, double seconds)
{
	if (seconds < 90)
		snprintf(text, size, "%.0f s", seconds);
	else
		snprintf(text, size, "%.0f min", seconds / 60);
}

/* What is going to happen, and for how long. */
static void announce(const struct run_session *session)
{
	const struct study *study = session->study;
	bool restart = study->protocol == PROTOCOL_RESTART;
	char text[32] = "";

	if (restart) {
		seconds_say(text, sizeof(text), restart_duration_s(session));
		session_say(session,
			    "%zu configurations, %u samples of %u s each, one after the other: "
			    "about %s",
			    session->configurations.count, study->samples,
			    restart_sample_seconds(study), text);
	} else if (study->blocks || !study->budget_ns) {
		session_say(session, "%zu configurations in blocks of random order, seed %" PRIu64,
			    session->configurations.count, study->seed);
	} else {
		seconds_say(text, sizeof(text), (double)study->budget_ns / 1e9);
		session_say(session,
			    "%zu configurations in blocks of random order, seed %" PRIu64 ": %s",
			    session->configurations.count, study->seed, text);
	}
}

static int measured_run(struct run_session *session, struct run_outcome *outcome, struct error *err)
{
	int done = machine_record(session, err);

	if (!done && session->study->micro)
		return micro_measured_run(session, outcome, err);
	if (!done)
		done = hooks_check(session, err);
	if (!done)
		done = delays_find(session, err);
	if (!done)
		done = configurations_add(session, err);
	if (!done && session->study->protocol == PROTOCOL_SWITCH)
		done = hooks_rehearse(session, err);
	session->begun_ns = deadline_now_ns();
	if (!done)
		announce(session);
	if (!done)
		done = workloads_run(session, outcome, err);
	return done;
}

/* done: how it went; what was stopped stays open. */
static const char *cell_state(const struct run_session *session, int done)
{
	if (session_stop(session) != RUN_GO_ON)
		return "open";
	return done < 0 ? "failed" : "done";
}

/* The cell's row gets what came after it was written; a target that died says nothing more. */
static int cell_finish(struct run_session *session, int done, const char *reason, struct error *err)
{
	struct cell_record *cell = &session->cell;

	if (!cell->facts)
		return 0;
	environment_end(&session->environment, LOAD_WATCH_S);
	json_object_set_new(cell->facts, "environment", environment_to_json(&session->environment));
	cell->state = (char *)cell_state(session, done);
	cell->reason = (char *)(strcmp(cell->state, "failed") ? NULL : reason);
	return store_cell_update(session->context->store, cell, err);
}

static int target_run(struct run_session *session, struct run_outcome *outcome, struct error *err)
{
	struct target_config config = session_target(session);
	struct error ignored;
	int done, finished;

	environment_begin(&session->environment, LOAD_WATCH_S);
	done = target_start(&config, &session->target, err);
	if (done < 0)
		return done;
	done = measured_run(session, outcome, err);
	if (!done)
		environment_ask(session, session->environment.after, &ignored);
	target_stop(session->target);
	finished = cell_finish(session, done, err->text, done < 0 ? &ignored : err);
	return done < 0 ? done : finished;
}

/* The first thing that went wrong is what is said; done is what came before. */
static int record_end(struct run_session *session, uint64_t begun_ns, bool interrupted, int done,
		      struct error *err)
{
	struct error ignored;
	double duration_s = (double)(deadline_now_ns() - begun_ns) / 1e9;
	int ended = store_run_end(session->context->store, session->record.id, duration_s,
				  interrupted, done < 0 ? &ignored : err);

	return done < 0 ? done : ended;
}

int run_study(const struct study *study, const struct run_context *context,
	      struct run_outcome *ret_outcome, struct error *err)
{
	struct run_session session = { .study = study, .context = context };
	uint64_t begun_ns = deadline_now_ns();
	struct error ignored;
	bool stopped;
	int done;

	*ret_outcome = (struct run_outcome){};
	done = record_begin(&session, err);
	if (done < 0)
		return done;
	memcpy(ret_outcome->run_id, session.record.id, sizeof(ret_outcome->run_id));
	done = cell_begin(&session, err);
	if (!done)
		done = target_run(&session, ret_outcome, err);
	/* A run that ended before anything was measured is no run. */
	if (done < 0 && !session.visits) {
		store_run_discard(context->store, session.record.id, &ignored);
		*ret_outcome->run_id = '\0';
		session_free(&session);
		return done;
	}
	stopped = session_stop(&session) != RUN_GO_ON;
	ret_outcome->interrupted |= stopped || done < 0;
	done = record_end(&session, begun_ns, ret_outcome->interrupted, done, err);
	session_free(&session);
	/* Whoever pressed Ctrl-C twice knows why it ended. */
	return stopped && done == -EINTR ? 0 : done;
}
