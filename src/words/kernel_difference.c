// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_difference.h"

#include <math.h>

/* Whether the subject is of two columns, however many of them a table holds, and which. */
static bool find_pair(const struct kernel_subject *subject, size_t ret_pair[2])
{
	size_t count = 0;

	for (size_t g = 0; g < subject->run->group_count; g++) {
		if (!kernel_subject_has(subject, g))
			continue;
		if (count < 2)
			ret_pair[count] = g;
		count++;
	}
	return count == 2;
}

bool kernel_difference_has(const struct kernel_subject *subject,
			   const struct kernel_columns *columns)
{
	size_t pair[2];

	return metric_is_exact(subject->metric) && find_pair(subject, pair) &&
	       columns->groups[columns->count - 1] == pair[1];
}

void kernel_difference_set(const struct kernel_place *at, const struct kernel_subject *subject,
			   const char *configuration)
{
	size_t pair[2] = { 0 };
	struct across one, other;
	enum event_likeness likeness;
	double difference;

	if (!find_pair(subject, pair))
		return;
	one = kernel_subject_across(subject, pair[0], configuration);
	other = kernel_subject_across(subject, pair[1], configuration);
	difference = other.mean - one.mean;
	if (!one.measured || !other.measured)
		return;
	likeness = across_same_event(subject->run, pair, subject->workload, configuration);
	if (likeness == EVENT_SAME)
		table_set(at->table, at->row, at->column,
			  difference == floor(difference) ? "%+.0f" : "%+.3f", difference);
	else
		table_set(at->table, at->row, at->column,
			  likeness == EVENT_OTHER_TRIGGER ? "another trigger" : "another hook");
}
