// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/doctor.h"
#include "run/environment.h"
#include "run/hooks.h"
#include "run/noise.h"
#include "run/workload_run.h"
#include "stats/effect.h"
#include "stats/expected.h"
#include "stats/median.h"
#include "stats/moments.h"
#include "protocol/workloads.h"
#include "common/cleanup.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define WATCH_S 1.
#define NOISE_LENGTH_S 10.

static int kernel_ask(struct run_session *session, struct error *err)
{
	const char *release;
	json_t *reply;
	int done = session_call(session, request_pack(REQUEST_describe, NULL), 60, &reply, err);

	if (done < 0)
		return done;
	release = json_string_value(json_object_get(json_object_get(reply, "machine"), "release"));
	session->release = strdup(release ? release : "this kernel");
	json_decref(reply);
	return 0;
}

/* Rehearses the shams: what of the study this kernel lets be attached. */
static int mechanisms_try(struct run_session *session, json_t *facts, struct error *err)
{
	size_t count = session->study->mechanisms.count, attachable = 0;
	int done = hooks_rehearse(session, err);

	if (done < 0)
		return done;
	for (size_t i = 0; i < count; i++)
		attachable += session->sham_usable[i];
	json_object_set_new(facts, "mechanisms", json_integer((json_int_t)count));
	json_object_set_new(facts, "attachable", json_integer((json_int_t)attachable));
	return 0;
}

/* udp-drain's share of a study's time, by the weights that a run goes by. */
static double drain_share(const struct study *study)
{
	double all = 0, own = 0;

	for (size_t i = 0; i < study->workloads.count; i++) {
		double weight = workload_find(study->workloads.words[i])->budget_weight;

		all += weight;
		own += workload_kind_of(study->workloads.words[i]) == WORKLOAD_DIRECT ? weight : 0;
	}
	return own / all;
}

static int expectations_fill(const struct study *study, const struct noise *noise,
			     struct doctor_findings *findings)
{
	static const unsigned int minutes[DOCTOR_EXPECTATIONS] = { 1, 5, 15 };
	size_t block_visits = study->mechanisms.count * study->programs.count + 2;
	struct expectation expectation;
	int code = expectation_make(noise->readings, noise->count, block_visits, &expectation);

	if (code < 0)
		return code;
	for (size_t i = 0; i < DOCTOR_EXPECTATIONS; i++) {
		struct doctor_expectation *one = &findings->expectations[i];

		one->minutes = minutes[i];
		one->blocks = floor(60. * minutes[i] * drain_share(study) /
				    (noise->visit_s * (double)block_visits));
		one->mde80_percent = expectation_percent(&expectation, one->blocks);
	}
	return 0;
}

static int noise_fill(const struct study *study, const struct noise *noise,
		      struct doctor_findings *findings)
{
	CLEANUP_FREE double *logs = calloc(noise->count + 1, sizeof(*logs));

	if (!logs)
		return -ENOMEM;
	for (size_t i = 0; i < noise->count; i++)
		logs[i] = log(noise->readings[i]);
	findings->windows = noise->count;
	findings->noise_length_s = noise->visit_s * (double)noise->count;
	findings->reading_ns = exp(median_of(logs, noise->count));
	findings->noise_percent = percent_of_log_ratio(moments_of(logs, noise->count).sd);
	findings->visit_s = noise->visit_s;
	findings->attached = noise->attached;
	return expectations_fill(study, noise, findings);
}

static int noise_find(struct run_session *session, struct doctor_findings *findings,
		      struct error *err)
{
	struct noise noise;
	int done = noise_measure(session, NOISE_LENGTH_S, &noise, err);

	if (done < 0)
		return done;
	done = noise_fill(session->study, &noise, findings);
	noise_free(&noise);
	return done < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory") : 0;
}

/* With statistics on already the agent would refuse every window. */
static bool is_hopeless(const json_t *facts)
{
	return json_is_true(json_object_get(facts, "bpf_statistics"));
}

static int target_examine(struct run_session *session, struct doctor_findings *findings,
			  struct error *err)
{
	int done = kernel_ask(session, err);

	if (!done)
		done = environment_ask(session, findings->facts, err);
	if (!done)
		findings->kernel = strdup(session->release);
	if (!done)
		done = mechanisms_try(session, findings->facts, err);
	if (!done && !is_hopeless(findings->facts))
		done = noise_find(session, findings, err);
	return done;
}

int doctor_examine(const struct study *study, const struct run_context *context,
		   struct doctor_findings *ret_findings, struct error *err)
{
	struct run_session session = { .study = study, .context = context };
	struct target_config config;
	int done;

	*ret_findings = (struct doctor_findings){ .facts = NULL };
	environment_begin(&session.environment, WATCH_S);
	ret_findings->facts = json_incref(session.environment.before);
	snprintf(session.record.id, sizeof(session.record.id), "doctor");
	config = session_target(&session);
	done = target_start(&config, &session.target, err);
	if (!done)
		done = target_examine(&session, ret_findings, err);
	target_stop(session.target);
	session_free(&session);
	return done;
}

void doctor_findings_free(struct doctor_findings *findings)
{
	json_decref(findings->facts);
	free(findings->kernel);
	*findings = (struct doctor_findings){};
}
