// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/hodges_lehmann.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include "common/cleanup.h"
#include "stats/signed_rank.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

static void take_interval(const double *sorted, size_t n, double level_wanted,
			  struct estimate *estimate)
{
	uint64_t total = walsh_total(n);
	uint64_t k = signed_rank_interval_rank(n, level_wanted, &estimate->level);

	estimate->interval.low = walsh_select(sorted, n, k);
	estimate->interval.high = walsh_select(sorted, n, total + 1 - k);
	snprintf(estimate->method, sizeof(estimate->method),
		 "Hodges-Lehmann; Walsh averages %" PRIu64 " and %" PRIu64 " of %" PRIu64
		 ", level %.4f",
		 k, total + 1 - k, total, estimate->level);
}

static void say_no_interval(size_t n, struct estimate *estimate)
{
	if (n < 2)
		snprintf(estimate->method, sizeof(estimate->method),
			 "Hodges-Lehmann; no interval from %zu value%s", n, n == 1 ? "" : "s");
	else
		snprintf(estimate->method, sizeof(estimate->method),
			 "Hodges-Lehmann; no 95 %% interval below n = %d (whole range: level %.4f)",
			 HODGES_LEHMANN_INTERVAL_MINIMUM, 1 - 2 * signed_rank_cdf(0, n));
}

int hodges_lehmann_at_level(const double *values, size_t count, double level_wanted,
			    struct estimate *ret_estimate)
{
	struct estimate estimate = { .interval = { NAN, NAN, NAN }, .level = NAN };
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &estimate.n);

	if (!sorted)
		return -ENOMEM;
	if (!walsh_defined(sorted, estimate.n)) {
		snprintf(estimate.method, sizeof(estimate.method),
			 "Hodges-Lehmann; undefined, as values are infinite both ways");
		*ret_estimate = estimate;
		return 0;
	}
	if (estimate.n > 0)
		estimate.interval.estimate = walsh_median(sorted, estimate.n);
	if (estimate.n < HODGES_LEHMANN_INTERVAL_MINIMUM)
		say_no_interval(estimate.n, &estimate);
	else
		take_interval(sorted, estimate.n, level_wanted, &estimate);
	*ret_estimate = estimate;
	return 0;
}

int hodges_lehmann_estimate(const double *values, size_t count, struct estimate *ret_estimate)
{
	return hodges_lehmann_at_level(values, count, INTERVAL_LEVEL, ret_estimate);
}
