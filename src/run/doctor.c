// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/doctor.h"
#include "run/bench.h"
#include "run/hooks.h"
#include "run/machine.h"
#include "run/noise.h"
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

/* Rehearses the shams: what of the study this kernel lets be attached. */
static int mechanisms_try(struct bench *bench, json_t *facts, struct error *err)
{
	size_t count = bench->study->mechanisms.count, attachable = 0;
	int done = hooks_check(bench, err);

	if (!done)
		done = hooks_rehearse(bench, err);
	if (done < 0)
		return done;
	for (size_t i = 0; i < count; i++)
		attachable += bench->shams.usable[i];
	json_object_set_new(facts, "mechanisms", json_integer((json_int_t)count));
	json_object_set_new(facts, "attachable", json_integer((json_int_t)attachable));
	return 0;
}

/* udp-drain's share of a study's measuring time, by the weights that a run goes by. */
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

static int noise_find(struct bench *bench, struct doctor_findings *findings, struct error *err)
{
	struct noise noise;
	int done = noise_measure(bench, NOISE_LENGTH_S, &noise, err);

	if (done < 0)
		return done;
	done = noise_fill(bench->study, &noise, findings);
	noise_free(&noise);
	return done < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory") : 0;
}

static int target_examine(struct bench *bench, struct doctor_findings *findings, struct error *err)
{
	int done = machine_release_ask(bench, err);

	if (!done)
		done = machine_environment_ask(bench, findings->facts, err);
	if (!done)
		findings->kernel = strdup(bench->release);
	if (!done)
		done = mechanisms_try(bench, findings->facts, err);
	if (!done)
		done = noise_find(bench, findings, err);
	return done;
}

/* The run is there to be asked and spoken through; it has no record. */
static int cell_examine(const struct cell_list *cells, const struct run_context *context,
			struct doctor_findings *findings, struct error *err)
{
	struct bench bench;
	struct run run;
	int done = run_init(&run, &cells->cells[0].study, cells, context);

	snprintf(run.record.id, sizeof(run.record.id), "doctor");
	bench_init(&bench, &run, &cells->cells[0]);
	environment_begin(&bench.environment, WATCH_S);
	findings->facts = json_incref(bench.environment.before);
	if (done < 0)
		error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	else
		done = bench_target_start(&bench, err);
	if (!done)
		done = target_examine(&bench, findings, err);
	bench_release(&bench);
	run_release(&run);
	return done;
}

static int cells_examine(const struct cell_list *cells, const struct run_context *context,
			 struct doctor_findings *findings, struct error *err)
{
	if (cells->count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "doctor looks at one kernel and timing at a time; name one");
	return cell_examine(cells, context, findings, err);
}

int doctor_examine(const struct study *study, const struct run_context *context,
		   struct doctor_findings *ret_findings, struct error *err)
{
	struct cell_list cells;
	int done = cells_make(study, &cells, err);

	*ret_findings = (struct doctor_findings){ .facts = NULL };
	if (done < 0)
		return done;
	done = cells_examine(&cells, context, ret_findings, err);
	cells_free(&cells);
	return done;
}

void doctor_findings_free(struct doctor_findings *findings)
{
	json_decref(findings->facts);
	free(findings->kernel);
	*findings = (struct doctor_findings){};
}
