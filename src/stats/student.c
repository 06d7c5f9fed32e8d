// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/student.h"

#include <math.h>
#include <stdio.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "stats/moments.h"

int student_estimate(const double *values, size_t count, struct estimate *ret_estimate)
{
	struct moments moments = moments_of(values, count);
	struct estimate estimate = { .interval = { moments.mean, NAN, NAN },
				     .level = NAN,
				     .n = moments.n };
	double half;

	if (moments.n < 2) {
		snprintf(estimate.method, sizeof(estimate.method),
			 "mean; no interval from %zu value%s", moments.n,
			 moments.n == 1 ? "" : "s");
	} else {
		half = qt(1 - (1 - INTERVAL_LEVEL) / 2, (double)moments.n - 1, 1, 0) * moments.sd /
		       sqrt((double)moments.n);
		estimate.interval.low = moments.mean - half;
		estimate.interval.high = moments.mean + half;
		estimate.level = INTERVAL_LEVEL;
		snprintf(estimate.method, sizeof(estimate.method), "mean; Student's t of %zu",
			 moments.n);
	}
	*ret_estimate = estimate;
	return 0;
}

double student_p(const double *values, size_t count)
{
	struct moments moments = moments_of(values, count);
	double n = (double)moments.n;

	if (moments.n < 2)
		return NAN;
	if (!(moments.sd > 0))
		return moments.mean == 0;
	return 2 * pt(-fabs(moments.mean) * sqrt(n) / moments.sd, n - 1, 1, 0);
}
