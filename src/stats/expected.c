// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/expected.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "stats/effect.h"
#include "stats/power.h"

/* Three readings, a distance apart; the next block begins at the next reading. */
static size_t blocks_fill(const double *readings, size_t count, size_t distance, double *ratios)
{
	size_t blocks = 0;

	for (size_t group = 0; group + 3 * distance <= count; group += 3 * distance)
		for (size_t i = group; i < group + distance; i++)
			block_log_ratios(readings[i], readings[i + distance],
					 readings[i + 2 * distance], &ratios[2 * blocks++]);
	return blocks;
}

int expectation_make(const double *readings, size_t count, size_t block_visits,
		     struct expectation *ret_expectation)
{
	size_t distance = (block_visits + 1) / 3;
	CLEANUP_FREE double *ratios = calloc(count + 1, 2 * sizeof(*ratios));
	struct expectation expectation;
	struct estimate estimate;
	int code;

	if (!ratios)
		return -ENOMEM;
	expectation.blocks = blocks_fill(readings, count, distance, ratios);
	code = pooled_estimate(&(struct pooled){ ratios, expectation.blocks, 2 }, INTERVAL_LEVEL,
			       &estimate);
	if (code < 0)
		return code;
	expectation.mde80 = mde80(&estimate);
	*ret_expectation = expectation;
	return 0;
}

double expectation_percent(const struct expectation *expectation, double blocks)
{
	if (blocks < POOLED_INTERVAL_MINIMUM)
		return NAN;
	return percent_of_log_ratio(expectation->mde80 *
				    sqrt((double)expectation->blocks / blocks));
}
