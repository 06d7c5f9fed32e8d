// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/course.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t index_of(const struct word_list *workloads, const char *workload)
{
	size_t i = 0;

	while (i < workloads->count && strcmp(workloads->words[i], workload) != 0)
		i++;
	return i;
}

int course_init(struct course *course, struct bench *bench, const char *workload, struct error *err)
{
	*course = (struct course){ .bench = bench,
				   .workload = workload,
				   .begun_ns = deadline_now_ns(),
				   .half_width_percent = INFINITY,
				   .told_width_percent = NAN,
				   .outlook_percent = NAN,
				   .index = index_of(&bench->study->workloads, workload) };
	course->outcomes = calloc(bench->treatments.count + 1, sizeof(*course->outcomes));
	course->withheld = calloc(bench->configurations.count + 1, sizeof(*course->withheld));
	return course->outcomes && course->withheld
		   ? 0
		   : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

void course_release(struct course *course)
{
	for (size_t i = 0; course->outcomes && i <= course->bench->treatments.count; i++)
		outcome_look(&course->outcomes[i], NULL);
	free(course->outcomes);
	free(course->withheld);
	json_decref(course->pilot);
	json_decref(course->earlier_plan);
	for (int kind = 0; kind < HOOK_KINDS; kind++)
		json_decref(course->where[kind]);
}

struct treatment_outcome *course_outcome(struct course *course, const struct visit *visit)
{
	return visit->treatment == TREATMENT_SHAM_ID ? NULL : &course->outcomes[visit->treatment];
}

struct window_lengths course_usual_lengths(const struct course *course)
{
	const struct workload_info *workload = workload_find(course->workload);
	uint64_t window_ns = course->bench->study->window_ns;

	return (struct window_lengths){
		.settle_ns = workload->settle_ns,
		.window_ns = window_ns ? window_ns : workload->window_ns,
	};
}
