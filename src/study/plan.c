// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/plan.h"
#include "study/random.h"
#include "study/shared_json.h"
#include "common/cleanup.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASELINES_PER_BLOCK 2

/* What a plan is made of. */
struct planning {
	const struct study *study;
	const struct treatment_list *treatments;
	const char *workload;
};

static struct visit visit_of(const struct planning *planning, const struct treatment *treatment)
{
	return (struct visit){
		.workload = planning->workload,
		.treatment = treatment->id,
		.window_count = 1,
		.windows = { { .delay = DELAY_NONE } },
	};
}

/* The sham; which mechanism carries it is drawn. */
static struct visit baseline(const struct planning *planning, unsigned int number,
			     struct random *random)
{
	const struct word_list *mechanisms = &planning->study->mechanisms;
	struct visit visit =
	    visit_of(planning, &planning->treatments->treatments[TREATMENT_SHAM_ID]);

	visit.baseline = number;
	visit.carrier = mechanisms->words[random_below(random, mechanisms->count)];
	return visit;
}

/* An event's bare chunks belong to each of its visits: they need none of their own. */
static bool has_baselines(const char *workload)
{
	return workload_kind_of(workload) != WORKLOAD_EVENT;
}

/* Each of its windows has another delay, in an order that is drawn. */
static struct visit delays(const struct planning *planning, const struct treatment *treatment,
			   struct random *random)
{
	struct visit visit = visit_of(planning, treatment);
	unsigned char order[DELAYS_MAX];

	visit.window_count = (unsigned int)delays_count(&planning->study->delays);
	for (unsigned int i = 0; i < visit.window_count; i++)
		order[i] = (unsigned char)i;
	random_shuffle(random, order, visit.window_count, sizeof(*order));
	for (unsigned int i = 0; i < visit.window_count; i++)
		visit.windows[i] = (struct window_setting){ false, order[i] };
	return visit;
}

static size_t add_measured(const struct planning *planning, struct visit *visits)
{
	const struct treatment_list *list = planning->treatments;
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		if (treatment_is_measured(&list->treatments[i]))
			visits[count++] = visit_of(planning, &list->treatments[i]);
	return count;
}

/* Every treatment in the order of the study, then the baselines, then the delays. */
static size_t block_fill(const struct planning *planning, struct random *random,
			 struct visit *visits)
{
	const struct treatment_list *list = planning->treatments;
	size_t count = add_measured(planning, visits);

	if (!has_baselines(planning->workload))
		return count;
	for (unsigned int b = 0; b < BASELINES_PER_BLOCK; b++)
		visits[count++] = baseline(planning, b, random);
	for (size_t i = 0; i < list->count; i++)
		if (list->treatments[i].kind == TREATMENT_DELAY)
			visits[count++] = delays(planning, &list->treatments[i], random);
	return count;
}

/* Which statistics each window of the visit has; for both, the order is drawn. */
static void visit_set_windows(struct visit *visit, enum statistics_choice choice,
			      struct random *random)
{
	if (visit->windows[0].delay != DELAY_NONE || choice != STATISTICS_BOTH) {
		for (unsigned int i = 0; i < visit->window_count; i++)
			visit->windows[i].statistics = choice == STATISTICS_ON;
		return;
	}
	visit->window_count = 2;
	visit->windows[0].statistics = random_below(random, 2);
	visit->windows[1] = visit->windows[0];
	visit->windows[1].statistics = !visit->windows[0].statistics;
}

/* Each block draws from a seed of its own: more blocks do not change the ones before. */
static size_t block_make(const struct planning *planning, unsigned int block, struct visit *visits)
{
	const struct study *study = planning->study;
	struct random random;
	size_t count;

	random_seed(&random, random_derive(study->seed, planning->workload, block));
	count = block_fill(planning, &random, visits);
	random_shuffle(&random, visits, count, sizeof(*visits));
	for (size_t i = 0; i < count; i++) {
		visits[i].block = block;
		visits[i].position = (unsigned int)i;
		visit_set_windows(&visits[i], study->statistics, &random);
	}
	return count;
}

static int plan_make_switch(const struct planning *planning, unsigned int blocks,
			    struct plan *ret_plan)
{
	size_t most = planning->treatments->count + BASELINES_PER_BLOCK;
	struct plan plan = { .blocks = blocks };

	plan.visits = calloc(most * blocks + 1, sizeof(*plan.visits));
	if (!plan.visits)
		return -ENOMEM;
	for (unsigned int block = 0; block < blocks; block++)
		plan.count += block_make(planning, block, plan.visits + plan.count);
	*ret_plan = plan;
	return 0;
}

static size_t statistics_count(const struct study *study)
{
	return study->statistics == STATISTICS_BOTH ? 2 : 1;
}

/* One treatment, with statistics off, on, or one visit for each. */
static size_t restart_add(const struct planning *planning, const struct visit *visit,
			  struct visit *visits)
{
	const struct study *study = planning->study;

	for (size_t s = 0; s < statistics_count(study); s++) {
		visits[s] = *visit;
		visits[s].windows[0].statistics = study->statistics == STATISTICS_ON || s == 1;
	}
	return statistics_count(study);
}

/*
 * The original's order: the baseline first, without statistics, then one after the other; and once
 * more the baseline, which shows what the time between them has changed by itself.
 */
static void restart_fill(const struct planning *planning, struct plan *plan)
{
	const struct treatment_list *list = planning->treatments;
	struct random random;

	random_seed(&random, random_derive(planning->study->seed, planning->workload, 0));
	plan->visits[plan->count++] = baseline(planning, 0, &random);
	for (size_t i = 0; i < list->count; i++) {
		struct visit visit = visit_of(planning, &list->treatments[i]);

		if (treatment_is_measured(&list->treatments[i]))
			plan->count += restart_add(planning, &visit, plan->visits + plan->count);
	}
	plan->visits[plan->count++] = baseline(planning, 1, &random);
	for (size_t i = 0; i < plan->count; i++)
		plan->visits[i].position = (unsigned int)i;
}

static int plan_make_restart(const struct planning *planning, struct plan *ret_plan)
{
	size_t most = planning->treatments->count * 2 + BASELINES_PER_BLOCK;
	struct plan plan = { .visits = calloc(most, sizeof(*plan.visits)), .blocks = 1 };

	if (!plan.visits)
		return -ENOMEM;
	restart_fill(planning, &plan);
	*ret_plan = plan;
	return 0;
}

int plan_make(const struct study *study, const struct treatment_list *treatments,
	      const char *workload, unsigned int blocks, struct plan *ret_plan)
{
	struct planning planning = { study, treatments, workload };

	return study->protocol == PROTOCOL_RESTART ? plan_make_restart(&planning, ret_plan)
						   : plan_make_switch(&planning, blocks, ret_plan);
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	free(plan->visits);
	*plan = (struct plan){ 0 };
}

/* Where the block's visits are: from *ret_first on, as many as are returned. */
static size_t block_find(const struct plan *plan, unsigned int block, size_t *ret_first)
{
	size_t first = 0, count = 0;

	while (first < plan->count && plan->visits[first].block != block)
		first++;
	while (first + count < plan->count && plan->visits[first + count].block == block)
		count++;
	*ret_first = first;
	return count;
}

int plan_block_again(struct plan *plan, unsigned int block)
{
	size_t first, count = block_find(plan, block, &first), behind = first + count;
	struct visit *larger;

	if (!count)
		return -EINVAL;
	larger = reallocarray(plan->visits, plan->count + count, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	plan->visits = larger;
	memmove(larger + behind + count, larger + behind, (plan->count - behind) * sizeof(*larger));
	memcpy(larger + behind, larger + first, count * sizeof(*larger));
	plan->count += count;
	for (size_t i = first; i < behind; i++)
		larger[i].cut = true;
	for (size_t i = behind; i < plan->count; i++)
		larger[i].block++;
	plan->blocks++;
	plan->cut_blocks++;
	return 0;
}

static const char *const kind_words[] = {
	[TREATMENT_BUILTIN] = "treatment",
	[TREATMENT_OBJECT] = "object",
	[TREATMENT_SHAM] = "baseline",
	[TREATMENT_DELAY] = "delays",
};

/* Statistics, of which there are few lists; of the delays' windows the ranks of the delays instead.
 */
static json_t *windows_to_json(const struct visit *visit, bool delays, struct shared_json *shared)
{
	json_t *windows = json_array();

	for (unsigned int i = 0; i < visit->window_count; i++)
		json_array_append_new(windows, delays ? json_integer(visit->windows[i].delay)
						      : json_boolean(visit->windows[i].statistics));
	return delays ? windows : shared_json_list(shared, windows);
}

/* [block, position, kind, baseline, mechanism, program, [window, ...]] */
static json_t *visit_to_json(const struct visit *visit, const struct treatment *treatment,
			     struct shared_json *shared)
{
	const char *mechanism = visit->carrier ? visit->carrier : treatment->mechanism;

	return json_pack("[o, o, o, o, o, o, o]", shared_json_number(shared, visit->block),
			 shared_json_number(shared, visit->position),
			 shared_json_word(shared, kind_words[treatment->kind]),
			 shared_json_number(shared, visit->baseline),
			 shared_json_word(shared, mechanism),
			 shared_json_word(shared, treatment->program),
			 windows_to_json(visit, treatment->kind == TREATMENT_DELAY, shared));
}

/* The first visit of a block speaks for it. */
static json_t *cut_to_json(const struct plan *plan)
{
	json_t *cut = json_array();

	for (size_t i = 0; i < plan->count; i++)
		if (plan->visits[i].cut && !plan->visits[i].position)
			json_array_append_new(cut, json_integer(plan->visits[i].block));
	return cut;
}

json_t *plan_to_json(const struct plan *plan, const struct treatment_list *treatments,
		     const char *workload)
{
	CLEANUP(shared_json_release) struct shared_json shared = shared_json_new();
	json_t *visits = json_array(), *object;

	for (size_t i = 0; i < plan->count; i++)
		json_array_append_new(
		    visits,
		    visit_to_json(&plan->visits[i],
				  &treatments->treatments[plan->visits[i].treatment], &shared));
	object = json_pack("{s:s, s:i, s:o}", "workload", workload, "blocks", (int)plan->blocks,
			   "visits", visits);
	if (plan->cut_blocks)
		json_object_set_new(object, "cut", cut_to_json(plan));
	return object;
}
