// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/session.h"
#include "run/agent_client.h"
#include "common/deadline.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
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

static int64_t configuration_find(const struct run_session *session, const char *name)
{
	for (size_t i = 0; i < session->configuration_count; i++)
		if (!strcmp(session->configurations[i].name, name))
			return session->configurations[i].id;
	return -1;
}

int64_t session_delay_configuration(const struct run_session *session, size_t rank)
{
	char name[DELAY_NAME_SIZE];

	return configuration_find(session,
				  delay_name(name, sizeof(name), session->delays.ns[rank]));
}

int64_t session_configuration(const struct run_session *session, const char *mechanism,
			      const char *program, bool baseline, bool statistics)
{
	char name[128];

	configuration_name(name, sizeof(name), mechanism, program, baseline, statistics);
	return configuration_find(session, name);
}

struct treatment *session_treatment(struct run_session *session, const char *mechanism,
				    const char *program)
{
	for (size_t i = 0; i < session->treatment_count; i++)
		if (!strcmp(session->treatments[i].mechanism, mechanism) &&
		    !strcmp(session->treatments[i].program, program))
			return &session->treatments[i];
	return NULL;
}

void session_treatments_reset(struct run_session *session)
{
	const struct study *study = session->study;
	size_t at = 0;

	session->delayed = (struct treatment){ .program = PLAN_DELAY_PROGRAM };
	memset(session->treatments, 0, session->treatment_count * sizeof(*session->treatments));
	for (size_t m = 0; m < study->mechanisms.count; m++)
		for (size_t p = 0; p < study_program_count(study); p++) {
			session->treatments[at].mechanism = study->mechanisms.words[m];
			session->treatments[at++].program = study->programs.words[p];
		}
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
			    json_pack("{s:s s:b s:s}", "do", "statistics", "on", on, "by", by), 30,
			    NULL, err);
}

static double workload_fraction(const struct run_session *session)
{
	double by_time = 0, by_blocks = 0;

	if (session->workload_budget_ns)
		by_time = (double)(deadline_now_ns() - session->workload_begun_ns) /
			  (double)session->workload_budget_ns;
	if (session->blocks_planned)
		by_blocks = (double)session->blocks_done / session->blocks_planned;
	return fmin(1, fmax(by_time, by_blocks));
}

void session_progress(struct run_session *session, const char *configuration)
{
	double within = workload_fraction(session);
	double fraction = session->fraction_before + session->fraction_share * within;
	double elapsed_s = (double)(deadline_now_ns() - session->begun_ns) / 1e9;
	bool restart = session->study->protocol == PROTOCOL_RESTART;
	struct run_progress progress = {
		session->workload,    fraction,	    NAN, restart ? "sample" : "block",
		session->blocks_done, configuration
	};

	if (!session->context->progress)
		return;
	if (session->study->budget_ns && !session->study->blocks && session->workload_budget_ns)
		progress.remaining_s = (double)session->study->budget_ns / 1e9 - elapsed_s;
	else if (fraction > .02)
		progress.remaining_s = elapsed_s * (1 - fraction) / fraction;
	if (progress.remaining_s < 0)
		progress.remaining_s = 0;
	session->context->progress(session->context->context, &progress);
}
