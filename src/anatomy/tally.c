// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/tally.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>

struct counts tally_counts(const struct recording *recording,
			   const struct code_functions *functions,
			   const struct recorded_count *count)
{
	const struct instruction *what = &recording->instructions[count->instruction].what;
	int64_t executions = (int64_t)count->executions;

	return (struct counts){ .of = {
				    [COUNT_calls] =
					functions->at_start[count->instruction] ? executions : 0,
				    [COUNT_instructions] = executions,
				    [COUNT_loads] = (int64_t)count->loads,
				    [COUNT_stores] = (int64_t)count->stores,
				    [COUNT_branches] = (int64_t)count->taken,
				    [COUNT_atomics] = what->atomic ? executions : 0,
				    [COUNT_system_registers] = what->system ? executions : 0,
				} };
}

static void window_count(const struct recording *recording, const struct code_functions *functions,
			 const struct recorded_window *window, struct counts *sums)
{
	for (size_t i = 0; i < window->count; i++) {
		struct counts counts = tally_counts(recording, functions, &window->counts[i]);

		counts_add(&sums[functions->of[window->counts[i].instruction]], &counts);
	}
}

static int compare(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

/* sums: of each window all functions; sorted: room for a number of each window. */
static void medians_take(const struct counts *sums, size_t functions, struct tally *tally,
			 int64_t *sorted)
{
	for (size_t f = 0; f < functions; f++)
		for (int c = 0; c < COUNTS; c++) {
			for (size_t w = 0; w < tally->windows; w++)
				sorted[w] = sums[w * functions + f].of[c];
			qsort(sorted, tally->windows, sizeof(*sorted), compare);
			tally->medians[f].of[c] = sorted[(tally->windows - 1) / 2];
		}
}

static bool agrees(const struct counts *sums, const struct counts *medians, size_t functions)
{
	for (size_t f = 0; f < functions; f++)
		if (!counts_are_equal(&sums[f], &medians[f]))
			return false;
	return true;
}

int tally_make(const struct recording *recording, const struct code_functions *functions,
	       const size_t *chosen, size_t count, struct tally *ret_tally)
{
	CLEANUP_FREE struct counts *sums = calloc(count * functions->count, sizeof(*sums));
	CLEANUP_FREE int64_t *sorted = calloc(count, sizeof(*sorted));
	struct tally tally = { .medians = calloc(functions->count, sizeof(*tally.medians)),
			       .windows = count };

	if (!sums || !sorted || !tally.medians) {
		tally_release(&tally);
		return -ENOMEM;
	}
	for (size_t w = 0; w < count; w++)
		window_count(recording, functions, &recording->windows[chosen[w]],
			     &sums[w * functions->count]);
	medians_take(sums, functions->count, &tally, sorted);
	for (size_t w = 0; w < count; w++)
		tally.agreeing +=
		    agrees(&sums[w * functions->count], tally.medians, functions->count);
	*ret_tally = tally;
	return 0;
}

void tally_release(struct tally *tally)
{
	free(tally->medians);
	*tally = (struct tally){ 0 };
}
