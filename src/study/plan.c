// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/plan.h"
#include "study/random.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASELINES_PER_BLOCK 2
/* What carries the delays: the cheapest attachment, where the study has it. */
#define DELAY_MECHANISM "fentry"

static struct visit treatment(const struct study *study, size_t mechanism, size_t program)
{
	return (struct visit){
		.kind = VISIT_TREATMENT,
		.mechanism = study->mechanisms.words[mechanism],
		.program = study->programs.words[program],
		.window_count = 1,
	};
}

/* The sham; which mechanism carries it is drawn. */
static struct visit baseline(const struct study *study, unsigned int number, struct random *random)
{
	return (struct visit){
		.kind = VISIT_BASELINE,
		.baseline = number,
		.mechanism = study->mechanisms.words[random_below(random, study->mechanisms.count)],
		.program = "null",
		.window_count = 1,
	};
}

/* The micro measurement's bare chunks belong to each of its visits: they need none of their own. */
static bool has_baselines(const char *workload)
{
	return strcmp(workload, "micro") != 0;
}

/* Two baselines and, where the study has them, the delays. */
static size_t visits_beside_treatments(const struct study *study, const char *workload)
{
	return has_baselines(workload) ? BASELINES_PER_BLOCK + (study->delays.count > 0) : 0;
}

const char *plan_delay_mechanism(const struct study *study)
{
	for (size_t m = 0; m < study->mechanisms.count; m++)
		if (!strcmp(study->mechanisms.words[m], DELAY_MECHANISM))
			return DELAY_MECHANISM;
	return study->mechanisms.words[0];
}

static struct visit delays(const struct study *study, struct random *random)
{
	struct visit visit = {
		.kind = VISIT_DELAYS,
		.mechanism = plan_delay_mechanism(study),
		.program = PLAN_DELAY_PROGRAM,
		.window_count = (unsigned int)delays_count(&study->delays),
	};

	for (unsigned int i = 0; i < visit.window_count; i++)
		visit.delays[i] = (unsigned char)i;
	random_shuffle(random, visit.delays, visit.window_count, sizeof(visit.delays[0]));
	return visit;
}

/* Every treatment in the order of the study, then the baselines, then the delays. */
static void block_fill(const struct study *study, const char *workload, struct random *random,
		       struct visit *visits)
{
	for (size_t m = 0; m < study->mechanisms.count; m++)
		for (size_t p = 0; p < study_program_count(study); p++)
			*visits++ = treatment(study, m, p);
	if (!has_baselines(workload))
		return;
	for (unsigned int b = 0; b < BASELINES_PER_BLOCK; b++)
		*visits++ = baseline(study, b, random);
	if (study->delays.count)
		*visits++ = delays(study, random);
}

/* Which statistics each window of the visit has; for both, the order is drawn. */
static void visit_set_windows(struct visit *visit, enum statistics_choice choice,
			      struct random *random)
{
	if (visit->kind == VISIT_DELAYS || choice != STATISTICS_BOTH) {
		visit->statistics[0] = choice == STATISTICS_ON;
		return;
	}
	visit->window_count = 2;
	visit->statistics[0] = random_below(random, 2);
	visit->statistics[1] = !visit->statistics[0];
}

/* Each block draws from a seed of its own: more blocks do not change the ones before. */
static void block_make(const struct study *study, const char *workload, unsigned int block,
		       struct visit *visits, size_t count)
{
	struct random random;

	random_seed(&random, random_derive(study->seed, workload, block));
	block_fill(study, workload, &random, visits);
	random_shuffle(&random, visits, count, sizeof(*visits));
	for (size_t i = 0; i < count; i++) {
		visits[i].block = block;
		visits[i].position = (unsigned int)i;
		visit_set_windows(&visits[i], study->statistics, &random);
	}
}

static int plan_make_switch(const struct study *study, const char *workload, unsigned int blocks,
			    struct plan *ret_plan)
{
	size_t per_block = study->mechanisms.count * study_program_count(study) +
			   visits_beside_treatments(study, workload);
	struct plan plan = { .count = per_block * blocks, .blocks = blocks };

	plan.visits = calloc(plan.count + 1, sizeof(*plan.visits));
	if (!plan.visits)
		return -ENOMEM;
	for (unsigned int block = 0; block < blocks; block++)
		block_make(study, workload, block, plan.visits + block * per_block, per_block);
	*ret_plan = plan;
	return 0;
}

static size_t statistics_count(const struct study *study)
{
	return study->statistics == STATISTICS_BOTH ? 2 : 1;
}

/* One treatment, with statistics off, on, or one visit for each. */
static struct visit *restart_add(const struct study *study, size_t mechanism, size_t program,
				 struct visit *visits)
{
	for (size_t s = 0; s < statistics_count(study); s++) {
		*visits = treatment(study, mechanism, program);
		visits->statistics[0] = study->statistics == STATISTICS_ON || s == 1;
		visits++;
	}
	return visits;
}

/* The original's order: the baseline first, without statistics, then one after the other. */
static int plan_make_restart(const struct study *study, const char *workload, struct plan *ret_plan)
{
	size_t treatments = study->mechanisms.count * study_program_count(study);
	struct plan plan = { .count = 1 + treatments * statistics_count(study), .blocks = 1 };
	struct random random;
	struct visit *next;

	plan.visits = calloc(plan.count, sizeof(*plan.visits));
	if (!plan.visits)
		return -ENOMEM;
	random_seed(&random, random_derive(study->seed, workload, 0));
	next = plan.visits;
	*next++ = baseline(study, 0, &random);
	for (size_t m = 0; m < study->mechanisms.count; m++)
		for (size_t p = 0; p < study_program_count(study); p++)
			next = restart_add(study, m, p, next);
	for (size_t i = 0; i < plan.count; i++)
		plan.visits[i].position = (unsigned int)i;
	*ret_plan = plan;
	return 0;
}

int plan_make(const struct study *study, const char *workload, unsigned int blocks,
	      struct plan *ret_plan)
{
	return study->protocol == PROTOCOL_RESTART
		   ? plan_make_restart(study, workload, ret_plan)
		   : plan_make_switch(study, workload, blocks, ret_plan);
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	free(plan->visits);
	*plan = (struct plan){ 0 };
}

static const char *const kind_words[] = {
	[VISIT_TREATMENT] = "treatment",
	[VISIT_BASELINE] = "baseline",
	[VISIT_DELAYS] = "delays",
};

/*
 * [block, position, kind, baseline, mechanism, program, [statistics, ...]]; of the delays' windows
 * the ranks of the delays instead.
 */
static json_t *visit_to_json(const struct visit *visit)
{
	json_t *windows = json_array();

	for (unsigned int i = 0; i < visit->window_count; i++)
		json_array_append_new(windows, visit->kind == VISIT_DELAYS
						   ? json_integer(visit->delays[i])
						   : json_boolean(visit->statistics[i]));
	return json_pack("[i, i, s, i, s, s, o]", (int)visit->block, (int)visit->position,
			 kind_words[visit->kind], (int)visit->baseline, visit->mechanism,
			 visit->program, windows);
}

json_t *plan_to_json(const struct plan *plan, const char *workload)
{
	json_t *visits = json_array();

	for (size_t i = 0; i < plan->count; i++)
		json_array_append_new(visits, visit_to_json(&plan->visits[i]));
	return json_pack("{s:s, s:i, s:o}", "workload", workload, "blocks", (int)plan->blocks,
			 "visits", visits);
}

char *configuration_name(char *buffer, size_t size, const char *mechanism, const char *program,
			 bool baseline_row, bool statistics)
{
	const char *suffix = statistics ? "-stat" : "";

	if (baseline_row)
		snprintf(buffer, size, "baseline%s", suffix);
	else
		snprintf(buffer, size, "%s-%s%s", mechanism, program, suffix);
	return buffer;
}
