// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/factor_estimate.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/hodges_lehmann.h"
#include "stats/power.h"
#include "stats/rank_test.h"
#include "stats/sorted.h"
#include "stats/stopping.h"
#include "stats/student.h"

/* Each pair's number where it is the same in all its blocks; false where one's is not. */
static bool all_same(const struct factor_pairs *pairs, double *ret_numbers)
{
	for (size_t p = 0; p < pairs->count; p++) {
		const double *differences = pairs->differences + p * pairs->blocks;

		ret_numbers[p] = NAN;
		for (size_t b = 0; b < pairs->blocks; b++) {
			if (isnan(differences[b]))
				continue;
			if (!isnan(ret_numbers[p]) && ret_numbers[p] != differences[b])
				return false;
			ret_numbers[p] = differences[b];
		}
	}
	return true;
}

/* Of those here, or all; written to ret_chosen in order, whose number is returned. */
static size_t choose(const double *numbers, const bool *here, size_t count, double *ret_chosen)
{
	size_t chosen = 0;

	for (size_t p = 0; p < count; p++)
		if (!here || here[p])
			ret_chosen[chosen++] = numbers[p];
	return chosen;
}

/* Of an even number the lower: a mean of two would be a number that neither has. */
static int middle_of(const double *numbers, size_t count, double *ret_middle)
{
	size_t n;
	CLEANUP_FREE double *sorted = sorted_copy(numbers, count, &n);

	if (!sorted)
		return -ENOMEM;
	*ret_middle = n ? sorted[(n - 1) / 2] : NAN;
	return 0;
}

static void fill_range(const double *numbers, size_t count, struct factor_figure *figure)
{
	figure->least = INFINITY;
	figure->most = -INFINITY;
	for (size_t i = 0; i < count; i++) {
		figure->least = fmin(figure->least, numbers[i]);
		figure->most = fmax(figure->most, numbers[i]);
	}
}

static int make_exact(const struct factor_pairs *pairs, const bool *here, const double *numbers,
		      struct factor_figure *figure)
{
	CLEANUP_FREE double *chosen = calloc(pairs->count + 1, sizeof(*chosen));
	size_t count = chosen ? choose(numbers, here, pairs->count, chosen) : 0;
	double of_all, value;
	int code = chosen ? middle_of(numbers, pairs->count, &of_all) : -ENOMEM;

	if (code == 0)
		code = middle_of(chosen, count, &figure->there);
	if (code < 0)
		return code;
	fill_range(chosen, count, figure);
	value = here ? figure->there - of_all : of_all;
	figure->interval = (struct interval){ value, value, value };
	figure->exact = true;
	figure->blocks = pairs->blocks;
	return 0;
}

static int estimate_ranked(const double *values, size_t count, const struct report *report,
			   struct factor_figure *figure, struct estimate *estimate)
{
	double level = report->declared.by_precision ? STOPPING_LEVEL : INTERVAL_LEVEL;
	struct rank_test test;
	int code = contrast_estimate(values, count, level, estimate);

	if (code == 0)
		code = rank_test_at(values, count, 0, &test);
	if (code == 0 && estimate->n >= HODGES_LEHMANN_INTERVAL_MINIMUM)
		figure->p = test.p;
	return code;
}

static int estimate_few(const double *values, size_t count, struct factor_figure *figure,
			struct estimate *estimate)
{
	int code = student_estimate(values, count, estimate);

	if (code == 0)
		figure->p = student_p(values, count);
	return code;
}

static bool is_ranked(const struct factor_pairs *pairs)
{
	const struct report_result *result = pairs->pairs[0].with;

	return workload_kind_of(result->workload) == WORKLOAD_DIRECT &&
	       !report_result_is_exact(result);
}

static int estimate_values(const struct factor_pairs *pairs, const double *values,
			   const struct report *report, struct factor_figure *figure)
{
	struct estimate estimate;
	int code = is_ranked(pairs)
		       ? estimate_ranked(values, pairs->blocks, report, figure, &estimate)
		       : estimate_few(values, pairs->blocks, figure, &estimate);

	if (code < 0)
		return code;
	figure->interval = estimate.interval;
	figure->blocks = estimate.n;
	figure->mde80 = mde80(&estimate);
	return 0;
}

static int fill_there(const struct factor_pairs *pairs, const bool *here,
		      struct factor_figure *figure)
{
	struct contrast contrast = factor_pairs_contrast(pairs);
	CLEANUP_FREE double *centres = calloc(2 * pairs->count + 1, sizeof(*centres));
	int code = centres ? contrast_centres(&contrast, centres) : -ENOMEM;
	double *chosen;
	size_t count;

	if (code < 0)
		return code;
	chosen = centres + pairs->count;
	count = choose(centres, here, pairs->count, chosen);
	fill_range(chosen, count, figure);
	figure->there = 0;
	for (size_t i = 0; i < count; i++)
		figure->there += chosen[i] / (double)count;
	return 0;
}

static int make_estimated(const struct factor_pairs *pairs, const bool *here,
			  const struct report *report, struct factor_figure *figure)
{
	struct contrast contrast = factor_pairs_contrast(pairs);
	CLEANUP_FREE double *values = calloc(pairs->blocks + 1, sizeof(*values));
	int code = values ? contrast_values(&contrast, here, values) : -ENOMEM;

	if (code == 0)
		code = estimate_values(pairs, values, report, figure);
	return code < 0 ? code : fill_there(pairs, here, figure);
}

int factor_figure_make(const struct factor_pairs *pairs, const bool *here,
		       const struct report *report, struct factor_figure *ret_figure)
{
	CLEANUP_FREE double *numbers = calloc(pairs->count + 1, sizeof(*numbers));

	*ret_figure = (struct factor_figure){ .p = NAN, .mde80 = NAN };
	if (!numbers)
		return -ENOMEM;
	if (report_result_is_exact(pairs->pairs[0].with) && all_same(pairs, numbers))
		return make_exact(pairs, here, numbers, ret_figure);
	return make_estimated(pairs, here, report, ret_figure);
}
