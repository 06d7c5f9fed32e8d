// SPDX-License-Identifier: GPL-2.0-or-later
#include "factor_run.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "common/cleanup.h"

double wobble(unsigned int block, size_t arm)
{
	static const double sizes[BLOCKS] = { -3, 2, -1, 3, 1, -2, 2, -2 };

	return sizes[(block + 3 * arm) % BLOCKS];
}

struct block_run *run_of_blocks(const char *timing, const char *workload, const struct arm *arms,
				size_t count, unsigned int blocks)
{
	struct block_run *run = block_run_new(timing);
	bool is_counted = !strcmp(timing, "icount");

	for (size_t a = 0; a < count; a++)
		block_run_configure(run, arms[a].mechanism, arms[a].program, arms[a].statistics,
				    NAN);
	for (unsigned int b = 0; b < blocks; b++) {
		double level = !strcmp(workload, "micro") ? 0 : 2000;

		block_run_add(run, workload, BLOCK_RUN_BASELINE, b, 0,
			      level + (is_counted ? 0 : wobble(b, 97)));
		block_run_add(run, workload, BLOCK_RUN_BASELINE, b, 1,
			      level + (is_counted ? 0 : wobble(b, 98)));
		for (size_t a = 0; a < count; a++)
			block_run_add(run, workload, 2 + a, b, 0,
				      level + arms[a].added + (is_counted ? 0 : wobble(b, a)));
	}
	return run;
}

struct block_run *run_of(const char *timing, const char *workload, const struct arm *arms,
			 size_t count)
{
	return run_of_blocks(timing, workload, arms, count, BLOCKS);
}

const struct arm whole[WHOLE_COUNT] = {
	{ "tracepoint", "null", false, 500 }, { "tracepoint", "null", true, 600 },
	{ "tracepoint", "map", false, 650 },  { "tracepoint", "map", true, 750 },
	{ "fentry", "null", false, 200 },     { "fentry", "null", true, 300 },
	{ "fentry", "map", false, 350 },      { "fentry", "map", true, 450 },
};

const struct factor *find(const struct factor_set *set, const char *name)
{
	for (size_t f = 0; f < set->count; f++)
		if (!strcmp(factor_name(&set->factors[f]), name))
			return &set->factors[f];
	return NULL;
}

void assert_adds(const struct factor_set *set, const char *name, double added)
{
	const struct factor *factor = find(set, name);

	assert_non_null(factor);
	assert_true(fabs(factor->added.estimate - added) < 4);
	assert_true(factor->added.low <= added && added <= factor->added.high);
}

const struct factor_interaction *find_interaction(const struct factor_set *set, const char *part,
						  const char *with)
{
	for (size_t i = 0; i < set->interaction_count; i++)
		if (!strcmp(factor_name(&set->factors[set->interactions[i].factor]), part) &&
		    !strcmp(set->interactions[i].level, with))
			return &set->interactions[i];
	return NULL;
}
