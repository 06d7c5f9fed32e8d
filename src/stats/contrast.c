// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/contrast.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include "common/cleanup.h"
#include "stats/hodges_lehmann.h"
#include "stats/signed_rank.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

/* NaN of nothing. */
static int centre_of(const double *values, size_t count, double *ret_centre)
{
	size_t n;
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &n);

	if (!sorted)
		return -ENOMEM;
	*ret_centre = n > 0 && walsh_defined(sorted, n) ? walsh_median(sorted, n) : NAN;
	return 0;
}

int contrast_centres(const struct contrast *contrast, double *ret_centres)
{
	int code = 0;

	for (size_t k = 0; k < contrast->kinds && code == 0; k++)
		code = centre_of(contrast->differences + k * contrast->blocks, contrast->blocks,
				 &ret_centres[k]);
	return code;
}

static double mean_of(const double *centres, const bool *here, size_t kinds)
{
	double sum = 0, count = 0;

	for (size_t k = 0; k < kinds; k++) {
		if (here && !here[k])
			continue;
		sum += centres[k];
		count++;
	}
	return sum / count;
}

static bool is_whole(const struct contrast *contrast, size_t block)
{
	for (size_t k = 0; k < contrast->kinds; k++)
		if (isnan(contrast->differences[k * contrast->blocks + block]))
			return false;
	return true;
}

/* The centre of a block's differences, relative to their kinds'. */
static int block_centre(const struct contrast *contrast, const double *centres, const bool *here,
			size_t block, double *ret_centre)
{
	CLEANUP_FREE double *relative = calloc(contrast->kinds + 1, sizeof(*relative));
	size_t count = 0;

	if (!relative)
		return -ENOMEM;
	for (size_t k = 0; k < contrast->kinds; k++)
		if (!here || here[k])
			relative[count++] =
			    contrast->differences[k * contrast->blocks + block] - centres[k];
	return centre_of(relative, count, ret_centre);
}

/* Of those here, or of all, over every block. */
static int means(const struct contrast *contrast, const double *centres, const bool *here,
		 double *ret_values)
{
	double mean = mean_of(centres, here, contrast->kinds);
	int code = 0;

	for (size_t b = 0; b < contrast->blocks && code == 0; b++) {
		ret_values[b] = NAN;
		if (is_whole(contrast, b))
			code = block_centre(contrast, centres, here, b, &ret_values[b]);
		ret_values[b] += mean;
	}
	return code;
}

int contrast_values(const struct contrast *contrast, const bool *here, double *ret_values)
{
	CLEANUP_FREE double *centres = calloc(contrast->kinds + 1, sizeof(*centres));
	CLEANUP_FREE double *of_all = calloc(contrast->blocks + 1, sizeof(*of_all));
	int code = centres && of_all ? contrast_centres(contrast, centres) : -ENOMEM;

	if (code == 0)
		code = means(contrast, centres, here, ret_values);
	if (code < 0 || !here)
		return code;
	code = means(contrast, centres, NULL, of_all);
	for (size_t b = 0; b < contrast->blocks && code == 0; b++)
		ret_values[b] -= of_all[b];
	return code;
}

/* Between the ranks whose levels enclose the one wanted, as far as it lies from the wider. */
static void take_interval(const double *sorted, size_t n, double wanted, struct estimate *estimate)
{
	uint64_t total = walsh_total(n), k = signed_rank_interval_rank(n, wanted, &estimate->level);
	double wide, narrow, share;

	k -= k > 1 && estimate->level < wanted;
	wide = 1 - 2 * signed_rank_cdf(k - 1, n);
	narrow = 1 - 2 * signed_rank_cdf(k, n);
	share = fmin(1, fmax(0, (wide - wanted) / (wide - narrow)));
	estimate->level = fmin(wide, wanted);
	estimate->interval.low =
	    (1 - share) * walsh_select(sorted, n, k) + share * walsh_select(sorted, n, k + 1);
	estimate->interval.high = (1 - share) * walsh_select(sorted, n, total + 1 - k) +
				  share * walsh_select(sorted, n, total - k);
	snprintf(estimate->method, sizeof(estimate->method),
		 "Hodges-Lehmann in blocks; interpolated signed-rank interval, level %.3f",
		 estimate->level);
}

int contrast_estimate(const double *values, size_t count, double level,
		      struct estimate *ret_estimate)
{
	struct estimate estimate = { .interval = { NAN, NAN, NAN }, .level = NAN };
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &estimate.n);

	if (!sorted)
		return -ENOMEM;
	if (estimate.n > 0 && walsh_defined(sorted, estimate.n))
		estimate.interval.estimate = walsh_median(sorted, estimate.n);
	snprintf(estimate.method, sizeof(estimate.method), "Hodges-Lehmann in blocks; no interval");
	if (estimate.n >= HODGES_LEHMANN_INTERVAL_MINIMUM && !isnan(estimate.interval.estimate))
		take_interval(sorted, estimate.n, level, &estimate);
	*ret_estimate = estimate;
	return 0;
}
