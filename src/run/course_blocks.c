// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/course_blocks.h"

#include <string.h>

#define DEFAULT_BLOCKS 60
#define DEFAULT_BLOCKS_EXACT 3 /* the same numbers each: one shows it, three prove it */
#define BLOCKS_MAX 2000
/* No visit is shorter: attaching and detaching alone take this long under emulation. */
#define SHORTEST_VISIT_NS 100000000u
/* What a visit takes beside its windows: to load, attach, prove and detach. */
#define SWITCH_EMULATED_NS 300000000u
#define SWITCH_NS 60000000u

/*
 * A number of blocks that is given, or enough to be exact, leaves no budget; without either it is
 * the default's.
 */
struct blocks_rule course_blocks_rule(const struct course *course)
{
	const struct study *study = course->bench->study;
	struct blocks_rule rule = { .planned = study->blocks,
				    .precision_percent = study->precision_percent };

	if (!study->blocks && study->exact)
		rule.planned = DEFAULT_BLOCKS_EXACT;
	else if (!study->blocks)
		rule.budget_ns = course->budget_ns;
	if (!rule.planned && !rule.budget_ns && !(rule.precision_percent > 0))
		rule.planned = DEFAULT_BLOCKS;
	return rule;
}

static size_t measured_count(const struct course *course)
{
	return treatments_measured(&course->bench->treatments);
}

/* More than there will be time for: the plan comes before the measurement. */
unsigned int course_blocks_plan(const struct course *course)
{
	uint64_t shortest_ns =
	    SHORTEST_VISIT_NS * (measured_count(course) + 2 + course->bench->delays.count);
	uint64_t blocks = BLOCKS_MAX;

	if (course->rule.planned)
		return course->rule.planned;
	if (course->rule.budget_ns)
		blocks = course->rule.budget_ns / shortest_ns + 1;
	return blocks < BLOCKS_MAX ? (unsigned int)blocks : BLOCKS_MAX;
}

struct block_length course_block_length(const struct course *course)
{
	const struct bench *bench = course->bench;
	unsigned int windows = bench->study->statistics == STATISTICS_BOTH ? 2 : 1;
	unsigned int visits = (unsigned int)measured_count(course) + 2;
	bool emulated = !strcmp(bench->target->facts.timing, "emulated");

	return (struct block_length){
		.windows = windows * visits + (unsigned int)bench->delays.count,
		.visits = visits + (bench->delays.count ? 1 : 0),
		.switch_ns = emulated ? SWITCH_EMULATED_NS : SWITCH_NS,
	};
}

/* How long the workload is going to be measured: its budget, or its blocks at the least. */
uint64_t course_measuring_ns(const struct course *course)
{
	const struct window_lengths *lengths = &course->lengths;
	uint64_t windows = course->bench->study->statistics == STATISTICS_BOTH ? 2 : 1;
	uint64_t visit_ns = SHORTEST_VISIT_NS + windows * (lengths->settle_ns + lengths->window_ns);

	if (course->budget_ns && !course->bench->study->blocks)
		return course->budget_ns;
	return course_blocks_plan(course) * (measured_count(course) + 2) * visit_ns;
}
