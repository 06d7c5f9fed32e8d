// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_run.h"
#include "run/record.h"

/* The last of its block. */
static bool ends_block(const struct plan *plan, size_t index)
{
	return index + 1 == plan->count || !plan->visits[index + 1].position;
}

static int visits_run(const struct protocol_ops *ops, void *state, struct course *course,
		      const struct plan *plan, struct error *err)
{
	enum blocks_end end = BLOCKS_GO_ON;
	int done = 0;

	for (size_t i = 0; i < plan->count && !done && end == BLOCKS_GO_ON; i++) {
		if (bench_stop(course->bench) != RUN_GO_ON)
			return 0;
		done = visit_run(ops, state, course, &plan->visits[i], err);
		if (done < 0 || !ops->block_ended || !ends_block(plan, i))
			continue;
		course->blocks_done = plan->visits[i].block + 1;
		done = ops->block_ended(course, &end, err);
	}
	return done;
}

/* With what the pilots tried, if there were any. */
static int plan_store(struct course *course, const struct plan *plan, json_t *window_pilot,
		      struct error *err)
{
	json_t *json = plan_to_json(plan, &course->bench->treatments, course->workload);
	int done;

	if (course->pilot)
		json_object_set(json, "pilot", course->pilot);
	if (window_pilot)
		json_object_set(json, "window_pilot", window_pilot);
	done = record_plan(course->bench, course->workload, json, err);
	json_decref(json);
	return done;
}

int plan_run(const struct protocol_ops *ops, void *state, struct course *course,
	     unsigned int blocks, json_t *window_pilot, struct error *err)
{
	struct bench *bench = course->bench;
	struct plan plan;
	int done = plan_make(bench->study, &bench->treatments, course->workload, blocks, &plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	course->blocks_planned = ops->block_ended
				     ? course->rule.planned
				     : (unsigned int)plan.count * bench->study->samples;
	done = plan_store(course, &plan, window_pilot, err);
	if (!done)
		done = visits_run(ops, state, course, &plan, err);
	plan_free(&plan);
	return done;
}
