// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/session.h"
#include "protocol/workloads.h"
#include "run/agent_client.h"
#include "run/environment.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void session_say(const struct run_session *session, const char *format, ...)
{
	char line[1024];
	va_list args;

	if (!session->context->say)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	session->context->say(session->context->context, line);
}

enum run_stop session_stop(const struct run_session *session)
{
	return session->context->stop ? session->context->stop(session->context->context)
				      : RUN_GO_ON;
}

int64_t session_configuration(const struct run_session *session, unsigned int treatment,
			      struct window_setting setting)
{
	int found = configuration_find(&session->configurations, treatment, setting);

	return found < 0 ? -1 : session->configuration_ids[found];
}

const struct treatment *session_treatment(const struct run_session *session,
					  const struct visit *visit)
{
	return &session->treatments.treatments[visit->treatment];
}

struct treatment_outcome *session_outcome(struct run_session *session, const struct visit *visit)
{
	return visit->treatment == TREATMENT_SHAM_ID ? NULL : &session->outcomes[visit->treatment];
}

void session_outcomes_reset(struct run_session *session)
{
	memset(session->delay_lengths, 0, sizeof(session->delay_lengths));
	memset(session->outcomes, 0, session->treatments.count * sizeof(*session->outcomes));
}

int session_plan_prepare(struct run_session *session, struct error *err)
{
	const struct study *study = session->study;

	if (treatments_make(study, &session->treatments) < 0 ||
	    configurations_make(study, &session->treatments, &session->delays,
				&session->configurations) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	session->outcomes = calloc(session->treatments.count, sizeof(*session->outcomes));
	session->treatment_ids = calloc(session->treatments.count, sizeof(*session->treatment_ids));
	session->configuration_ids =
	    calloc(session->configurations.count + 1, sizeof(*session->configuration_ids));
	if (!session->outcomes || !session->treatment_ids || !session->configuration_ids)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return 0;
}

static int treatment_store(struct run_session *session, size_t index, struct error *err)
{
	static const char *const kinds[] = { [TREATMENT_SHAM] = "sham",
					     [TREATMENT_BUILTIN] = "builtin",
					     [TREATMENT_DELAY] = "delay" };
	const struct treatment *treatment = &session->treatments.treatments[index];
	struct treatment_record record = {
		.number = treatment->id,
		.name = treatment->name,
		.kind = (char *)kinds[treatment->kind],
		.mechanism = (char *)(treatment->mechanism ? treatment->mechanism : ""),
		.program = (char *)treatment->program,
		.threads = treatment->variant.threads,
		.programs = treatment->variant.programs,
	};

	return store_treatment_add(session->context->store, session->record.id, &record,
				   &session->treatment_ids[index], err);
}

/* A delay's program is called like the configuration; a baseline's is drawn for each visit. */
static int configuration_store(struct run_session *session, size_t index, struct error *err)
{
	const struct configuration *configuration = &session->configurations.configurations[index];
	const struct treatment *treatment =
	    &session->treatments.treatments[configuration->treatment];
	struct configuration_record record = {
		.treatment = session->treatment_ids[configuration->treatment],
		.name = (char *)configuration->name,
		.mechanism = (char *)treatment->mechanism,
		.program = (char *)treatment->program,
		.statistics = configuration->setting.statistics,
		.delay_ns = configuration->delay_ns,
	};

	if (treatment->kind == TREATMENT_SHAM)
		record.mechanism = record.program = (char *)"";
	if (treatment->kind == TREATMENT_DELAY)
		record.program = record.name;
	return store_configuration_add(session->context->store, session->record.id, &record,
				       &session->configuration_ids[index], err);
}

int configurations_store(struct run_session *session, struct error *err)
{
	int done = 0;

	for (size_t i = 0; i < session->treatments.count && !done; i++)
		done = treatment_store(session, i, err);
	for (size_t i = 0; i < session->configurations.count && !done; i++)
		done = configuration_store(session, i, err);
	return done;
}

void session_plan_release(struct run_session *session)
{
	configurations_free(&session->configurations);
	treatments_free(&session->treatments);
	free(session->treatment_ids);
	free(session->configuration_ids);
	free(session->outcomes);
}

int session_call(struct run_session *session, json_t *request, double patience_s,
		 json_t **ret_reply, struct error *err)
{
	return agent_call(session->target, request, patience_s, NULL, NULL, ret_reply, err);
}

int session_statistics(struct run_session *session, bool on, struct error *err)
{
	const char *by = session->study->statistics_by == STATISTICS_BY_SYSCTL ? "sysctl" : "fd";

	return session_call(session,
			    request_pack(REQUEST_statistics, "{s:b s:s}", "on", on, "by", by), 30,
			    NULL, err);
}

/* Blocks take as long as those before them; samples of protocol = restart are counted. */
static double workload_fraction(const struct run_session *session)
{
	const struct blocks_rule *rule = &session->blocks_rule;
	uint64_t elapsed_ns = deadline_now_ns() - session->workload_begun_ns;
	struct blocks_state state = { session->blocks_done, elapsed_ns,
				      session->half_width_percent };
	double expected = blocks_expected(rule, &state);

	if (session->study->protocol == PROTOCOL_RESTART)
		return session->blocks_planned
			   ? fmin(1, (double)session->blocks_done / session->blocks_planned)
			   : 0;
	if (rule->budget_ns && !(expected > 0))
		return fmin(1, (double)elapsed_ns / (double)rule->budget_ns);
	if (!(expected > 0))
		return 0;
	if (!rule->budget_ns ||
	    expected * (double)elapsed_ns < state.done * (double)rule->budget_ns)
		return fmin(1, state.done / expected);
	return fmin(1, (double)elapsed_ns / (double)rule->budget_ns);
}

/* The budget is the most; a number of blocks or a precision may need less. */
static double remaining_s(const struct run_session *session, double fraction)
{
	const struct study *study = session->study;
	double elapsed_s = (double)(deadline_now_ns() - session->begun_ns) / 1e9;
	double left_s = fraction > .02 ? elapsed_s * (1 - fraction) / fraction : NAN;
	double budget_left_s = (double)study->budget_ns / 1e9 - elapsed_s;

	if (!study->budget_ns || study->blocks || !session->workload_budget_ns)
		return left_s;
	/* fmin() takes the other where one is NaN. */
	return fmax(0, study->precision_percent > 0 ? fmin(left_s, budget_left_s) : budget_left_s);
}

void session_progress(struct run_session *session, const char *configuration)
{
	double within = workload_fraction(session);
	double fraction = session->fraction_before + session->fraction_share * within;
	bool restart = session->study->protocol == PROTOCOL_RESTART;
	struct run_progress progress = {
		.workload = session->workload,
		.fraction = fraction,
		.remaining_s = remaining_s(session, fraction),
		.unit = restart ? "sample" : "block",
		.done = session->blocks_done,
		.configuration = configuration,
		.half_width_percent =
		    isfinite(session->half_width_percent) ? session->half_width_percent : NAN,
		.precision_percent = session->study->precision_percent,
	};

	if (session->context->progress)
		session->context->progress(session->context->context, &progress);
}

static bool target_stopping(void *context)
{
	return session_stop(context) == RUN_STOP_NOW;
}

static bool study_has_traffic(const struct study *study)
{
	for (size_t i = 0; i < study->workloads.count; i++)
		if (workload_kind_of(study->workloads.words[i]) == WORKLOAD_TRAFFIC)
			return true;
	return false;
}

struct target_config session_target(struct run_session *session)
{
	const struct study *study = session->study;
	static const char *const accelerators[] = { "auto", "kvm", "tcg" };
	bool iperf3 = study_has_traffic(study);

	return (struct target_config){
		.kind = study->target,
		.run_id = session->record.id,
		.agent_path = session->context->agent_path,
		.iperf3_path = iperf3 ? session->context->iperf3_path : NULL,
		.kernel = study_kernel(study),
		.modules = study->modules,
		.accel = accelerators[study->accel],
		.cpus = study->cpus,
		.memory_mib = study->memory_mib,
		.pin = study->pin != PIN_NO,
		.icount = study->exact,
		.need_veth = iperf3 && study->client == CLIENT_GUEST,
		.need_virtio_net = iperf3 && study->client == CLIENT_HOST,
		.forward_port = study->port,
		.say = session->context->say,
		.say_context = session->context->context,
		.stopping = target_stopping,
		.stopping_context = session,
	};
}

void session_free(struct run_session *session)
{
	session_plan_release(session);
	free(session->release);
	free(session->sham_function);
	free(session->sham_tracepoint);
	free(session->sham_usable);
	json_decref(session->cell.facts);
	environment_free(&session->environment);
}
