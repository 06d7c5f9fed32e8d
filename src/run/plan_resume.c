// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_resume.h"
#include "run/plan_fold.h"
#include "run/record.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

#define CUT_REASON "its block was cut off, and measured again"

void plan_resume_note(const struct course *course, json_t *plan)
{
	json_object_set_new(plan, "settle_ns", json_integer((json_int_t)course->lengths.settle_ns));
	json_object_set_new(plan, "window_ns", json_integer((json_int_t)course->lengths.window_ns));
	json_object_set_new(plan, "planned", json_integer((json_int_t)course->rule.planned));
	json_object_set_new(plan, "budget_ns", json_integer((json_int_t)course->rule.budget_ns));
}

static uint64_t plan_number(const json_t *plan, const char *key)
{
	json_int_t number = json_integer_value(json_object_get(plan, key));

	return number > 0 ? (uint64_t)number : 0;
}

static void course_take_up(struct course *course, const json_t *plan)
{
	course->lengths.settle_ns = plan_number(plan, "settle_ns");
	course->lengths.window_ns = plan_number(plan, "window_ns");
	course->rule.planned = (unsigned int)plan_number(plan, "planned");
	course->rule.budget_ns = course->budget_ns = plan_number(plan, "budget_ns");
	course->rule.precision_percent = course->bench->study->precision_percent;
}

int plan_resume_ask(struct course *course, struct error *err)
{
	json_t *plan = NULL;
	int done = record_plan_load(course->bench, course->workload, &plan, err);

	if (done < 0 || !plan)
		return done;
	course->earlier_plan = plan;
	if (!json_object_get(plan, "planned"))
		return error_set(
		    err, ERROR_USAGE, ENOTSUP,
		    "the run was begun by an older bpftax, which did not store how it is "
		    "to go on: begin another run");
	course_take_up(course, plan);
	return 0;
}

static int plan_error(int code, struct error *err)
{
	return code == -EBADMSG
		   ? error_set(err, ERROR_ENVIRONMENT, EBADMSG,
			       "the plan that the run was begun with has fewer blocks than were "
			       "cut off: the store is damaged; begin another run")
		   : error_errno(err, ERROR_ENVIRONMENT, -code, "no plan");
}

/* As it was made, with every block again that had been cut off before. */
static int plan_make_again(const struct course *course, struct plan *ret_plan, struct error *err)
{
	const struct bench *bench = course->bench;
	const json_t *cut = json_object_get(course->earlier_plan, "cut"), *block;
	unsigned int blocks = (unsigned int)plan_number(course->earlier_plan, "blocks");
	size_t i, cut_count = json_array_size(cut);
	int code = cut_count < blocks
		       ? plan_make(bench->study, &bench->treatments, course->workload,
				   blocks - (unsigned int)cut_count, ret_plan)
		       : -EBADMSG;

	if (code < 0)
		return plan_error(code, err);
	json_array_foreach (cut, i, block)
		if (!code)
			code = plan_block_again(ret_plan, (unsigned int)json_integer_value(block));
	if (code < 0)
		plan_free(ret_plan);
	return code < 0 ? plan_error(code, err) : 0;
}

static void row_take(void *context, const struct visit_row *row)
{
	plan_fold_take(context, row);
}

/* The first block that is not whole; one after the last when all are. */
static int open_block_find(struct course *course, const struct plan *plan, unsigned int *ret_block,
			   struct error *err)
{
	struct plan_fold fold;
	int code = plan_fold_init(&fold, plan);

	if (code < 0)
		return plan_error(code, err);
	code = record_visits(course->bench, course->workload, 0, row_take, &fold, err);
	*ret_block = plan_fold_open_block(&fold);
	plan_fold_release(&fold);
	return code;
}

static int block_cut(struct course *course, struct plan *plan, unsigned int block,
		     struct error *err)
{
	CLEANUP(json_decrefp) json_t *json = NULL;
	int code = plan_block_again(plan, block);

	if (code < 0)
		return plan_error(code, err);
	json = plan_to_json(plan, &course->bench->treatments, course->workload);
	if (!json)
		return plan_error(-ENOMEM, err);
	json_object_update_missing(json, course->earlier_plan);
	bench_say(course->bench, "%s: block %u was cut off: it is measured again", course->workload,
		  block);
	return record_block_cut(course->bench, course->workload, block, CUT_REASON, json, err);
}

int plan_resume_make(struct course *course, struct plan *ret_plan, struct error *err)
{
	unsigned int block = 0, visits = 0;
	struct plan plan;
	int code = plan_make_again(course, &plan, err);

	if (code)
		return code;
	code = open_block_find(course, &plan, &block, err);
	if (!code && block < plan.blocks)
		code = record_block_visits(course->bench, course->workload, block, &visits, err);
	if (!code && visits)
		code = block_cut(course, &plan, block, err);
	if (code < 0)
		plan_free(&plan);
	else
		*ret_plan = plan;
	return code;
}

static size_t configuration_of(const struct bench *bench, int64_t id)
{
	size_t i = 0;

	while (i < bench->configurations.count && bench->configuration_ids[i] != id)
		i++;
	return i;
}

/* What cannot be had, or did not fire, is not tried again. */
static bool is_closed(const struct result_record *result)
{
	return !strcmp(result->status, "unsupported") || !strcmp(result->status, "no-workload") ||
	       !strcmp(result->status, "not-fired");
}

static void close_again(struct course *course, const struct configuration *one,
			const struct result_record *result)
{
	struct treatment_outcome *outcome = one->setting.delay == DELAY_NONE
						? &course->outcomes[one->treatment]
						: &course->delay_lengths[one->setting.delay];

	outcome_close(outcome, result->status, result->reason ? result->reason : "");
	if (one->setting.delay == DELAY_NONE && !outcome->look)
		outcome_look(outcome, json_incref(result->look));
}

static void closed_take(struct course *course, const struct run_data *data)
{
	const struct bench *bench = course->bench;

	for (size_t i = 0; i < data->result_count; i++) {
		const struct result_record *result = &data->results[i];
		size_t at = configuration_of(bench, result->configuration);

		if (result->cell == bench->record.id && at < bench->configurations.count &&
		    strcmp(result->workload, course->workload) == 0 && is_closed(result))
			close_again(course, &bench->configurations.configurations[at], result);
	}
}

static bool anatomy_is_stored(const struct course *course, const struct run_data *data, size_t at)
{
	const struct bench *bench = course->bench;

	for (size_t i = 0; i < data->anatomy_count; i++)
		if (data->anatomies[i].cell == bench->record.id &&
		    data->anatomies[i].configuration == bench->configuration_ids[at] &&
		    !strcmp(data->anatomies[i].workload, course->workload))
			return true;
	return false;
}

/* A treatment has them all, or it is recorded again. */
static void anatomies_take(struct course *course, const struct run_data *data)
{
	const struct configuration_list *list = &course->bench->configurations;

	for (size_t i = 0; i < list->count; i++)
		course->outcomes[list->configurations[i].treatment].has_anatomy = true;
	for (size_t i = 0; i < list->count; i++)
		if (!anatomy_is_stored(course, data, i))
			course->outcomes[list->configurations[i].treatment].has_anatomy = false;
}

void plan_resume_outcomes(struct course *course)
{
	const struct run_data *data = course->bench->run->earlier;

	if (!data)
		return;
	closed_take(course, data);
	anatomies_take(course, data);
}
