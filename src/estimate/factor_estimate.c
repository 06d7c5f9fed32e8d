// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/factor_estimate.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/combined.h"
#include "stats/hodges_lehmann.h"
#include "stats/power.h"
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
			if (fabs(ret_numbers[p] - differences[b]) > FACTOR_SAME)
				return false;
			if (isnan(ret_numbers[p]))
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

/* The mean of all, or of those here less that. */
static void weigh(const struct factor_pairs *pairs, const bool *here, double *ret_weights)
{
	double count = 0;

	for (size_t p = 0; here && p < pairs->count; p++)
		count += here[p];
	for (size_t p = 0; p < pairs->count; p++) {
		double share = 1 / (double)pairs->count;

		ret_weights[p] = here ? here[p] / count - share : share;
	}
}

static size_t whole_blocks(const struct combined *combined, double *sums)
{
	size_t count = 0;

	combined_block_sums(combined, sums);
	for (size_t b = 0; b < combined->blocks; b++)
		count += isnan(sums[b]) ? 0 : 1;
	return count;
}

/* Of all figures of the pairs it is the same. */
static int leave_out(const struct combined *combined, struct factor_pairs *pairs)
{
	return pairs->centres.all ? 0 : combined_leave_out(combined, &pairs->centres);
}

static int estimate_blocks(const struct combined *combined, size_t whole,
			   const struct report *report, struct factor_pairs *pairs,
			   struct combined_estimate *ret_estimate)
{
	double level = report->declared.by_precision ? STOPPING_LEVEL : INTERVAL_LEVEL;
	int code;

	if (combined->series == 1 || whole < FACTOR_JACKKNIFE_BLOCKS)
		return combined_by_blocks(combined, level, ret_estimate);
	code = leave_out(combined, pairs);
	return code < 0 ? code
			: combined_of_centres(&pairs->centres, combined->weights, level, 0,
					      ret_estimate);
}

static int estimate_few(const double *sums, size_t blocks, struct combined_estimate *ret_estimate)
{
	int code = student_estimate(sums, blocks, &ret_estimate->estimate);

	ret_estimate->p = student_p(sums, blocks);
	ret_estimate->freedom = (double)ret_estimate->estimate.n - 1;
	return code;
}

static bool is_timed_in_blocks(const struct factor_pairs *pairs)
{
	const struct report_result *result = pairs->pairs[0].with;

	return workload_kind_of(result->workload) == WORKLOAD_DIRECT &&
	       !report_result_is_exact(result);
}

static int estimate(struct factor_pairs *pairs, const double *weights, const struct report *report,
		    struct combined_estimate *ret_estimate)
{
	struct combined combined = { .differences = pairs->differences,
				     .weights = weights,
				     .series = pairs->count,
				     .blocks = pairs->blocks,
				     .per_block = 1 };
	CLEANUP_FREE double *sums = calloc(pairs->blocks + 1, sizeof(*sums));
	size_t whole = sums ? whole_blocks(&combined, sums) : 0;

	if (!sums)
		return -ENOMEM;
	if (is_timed_in_blocks(pairs))
		return estimate_blocks(&combined, whole, report, pairs, ret_estimate);
	return estimate_few(sums, pairs->blocks, ret_estimate);
}

static int centre_of(const double *differences, size_t blocks, double *ret_centre)
{
	struct estimate estimate;
	int code = hodges_lehmann_estimate(differences, blocks, &estimate);

	*ret_centre = estimate.interval.estimate;
	return code;
}

/* What it adds in each pair, and in those here. */
static int fill_there(const struct factor_pairs *pairs, const bool *here,
		      struct factor_figure *figure)
{
	double sum = 0, count = 0;
	int code = 0;

	figure->least = INFINITY;
	figure->most = -INFINITY;
	for (size_t p = 0; p < pairs->count && code == 0; p++) {
		double centre;

		if (here && !here[p])
			continue;
		code = centre_of(pairs->differences + p * pairs->blocks, pairs->blocks, &centre);
		figure->least = fmin(figure->least, centre);
		figure->most = fmax(figure->most, centre);
		sum += centre;
		count++;
	}
	figure->there = sum / count;
	return code;
}

/* By signed ranks no p is below that of blocks which all have one sign. */
static double least_p(const struct factor_pairs *pairs, size_t blocks)
{
	return is_timed_in_blocks(pairs) ? ldexp(1, 1 - (int)blocks) : 0;
}

static int make_estimated(struct factor_pairs *pairs, const bool *here, const struct report *report,
			  struct factor_figure *figure)
{
	CLEANUP_FREE double *weights = calloc(pairs->count + 1, sizeof(*weights));
	struct combined_estimate combined;
	int code = -ENOMEM;

	if (weights) {
		weigh(pairs, here, weights);
		code = estimate(pairs, weights, report, &combined);
	}
	if (code < 0)
		return code;
	figure->interval = combined.estimate.interval;
	figure->blocks = combined.estimate.n;
	figure->p = combined.p;
	figure->p_least = least_p(pairs, combined.estimate.n);
	figure->freedom = combined.freedom;
	figure->error = standard_error_of(&combined.estimate, combined.freedom);
	return fill_there(pairs, here, figure);
}

int factor_figure_make(struct factor_pairs *pairs, const bool *here, const struct report *report,
		       struct factor_figure *ret_figure)
{
	CLEANUP_FREE double *numbers = calloc(pairs->count + 1, sizeof(*numbers));

	*ret_figure = (struct factor_figure){ .p = NAN, .error = NAN };
	if (!numbers)
		return -ENOMEM;
	if (report_result_is_exact(pairs->pairs[0].with) && all_same(pairs, numbers))
		return make_exact(pairs, here, numbers, ret_figure);
	return make_estimated(pairs, here, report, ret_figure);
}
