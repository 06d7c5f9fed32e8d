// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/budget.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <math.h>
#include <string.h>

/* The machine's state is read once more, and the target ends. */
#define CELL_END_NS UINT64_C(3000000000)
#define CELL_END_SHARE 20 /* at most one part in so many */

static uint64_t cell_end_ns(uint64_t budget_ns)
{
	uint64_t share_ns = budget_ns / CELL_END_SHARE;

	return share_ns < CELL_END_NS ? share_ns : CELL_END_NS;
}

/* A cell that counts has no boot's time to account for: its budget, if any, is of measuring. */
static uint64_t spent_ns(const struct bench *bench)
{
	uint64_t since_ns = bench->study->exact ? bench->begun_ns : bench->entered_ns;

	return since_ns ? deadline_now_ns() - since_ns : 0;
}

static uint64_t left_ns(const struct bench *bench)
{
	uint64_t used_ns = spent_ns(bench) + cell_end_ns(bench->budget_ns);

	return bench->budget_ns > used_ns ? bench->budget_ns - used_ns : 0;
}

double budget_left_s(const struct bench *bench)
{
	return (double)left_ns(bench) / 1e9;
}

static double weight_of(const char *workload)
{
	return workload_find(workload)->budget_weight;
}

/* Of the workloads from one on. */
static double weights_from(const struct word_list *workloads, size_t first)
{
	double sum = 0;

	for (size_t i = first; i < workloads->count; i++)
		sum += weight_of(workloads->words[i]);
	return sum;
}

double budget_weight_after(const struct course *course)
{
	return weights_from(&course->bench->study->workloads, course->index + 1) /
	       weight_of(course->workload);
}

/* None where samples, or blocks that are exact, give the length; micro's reloads keep within it. */
static bool has_budget(const struct course *course)
{
	const struct bench *bench = course->bench;
	bool counted = bench->study->exact && workload_kind_of(course->workload) != WORKLOAD_EVENT;

	return !counted && bench->study->protocol == PROTOCOL_SWITCH && bench->budget_ns;
}

void budget_share(struct course *course)
{
	const struct word_list *workloads = &course->bench->study->workloads;
	double share = weight_of(course->workload) / weights_from(workloads, course->index);

	if (!has_budget(course))
		return;
	course->budget_ns = (uint64_t)((double)left_ns(course->bench) * share);
	if (!course->budget_ns)
		course->budget_ns = 1; /* one block all the same */
}
