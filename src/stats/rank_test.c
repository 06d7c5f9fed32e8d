// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/rank_test.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "stats/signed_rank.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

static void test_sorted(const double *sorted, size_t n, double point, struct rank_test *test)
{
	uint64_t not_above = walsh_count(sorted, n, point);
	uint64_t not_below = walsh_total(n) - walsh_count(sorted, n, nextafter(point, -INFINITY));

	test->p_greater = signed_rank_cdf(not_above, n);
	test->p_less = signed_rank_cdf(not_below, n);
	test->p = fmin(1, 2 * fmin(test->p_less, test->p_greater));
}

int rank_test_at(const double *values, size_t count, double point, struct rank_test *ret_test)
{
	struct rank_test test = { NAN, NAN, NAN, 0 };
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &test.n);

	if (!sorted)
		return -ENOMEM;
	if (test.n > 0 && walsh_defined(sorted, test.n))
		test_sorted(sorted, test.n, point, &test);
	*ret_test = test;
	return 0;
}

int equivalence_p(const double *values, size_t count, double low, double high, double *ret_p)
{
	struct rank_test above_low, below_high;
	int code = rank_test_at(values, count, low, &above_low);

	if (code == 0)
		code = rank_test_at(values, count, high, &below_high);
	if (code < 0)
		return code;
	/* NaN comes in both or in neither. */
	*ret_p = fmax(above_low.p_greater, below_high.p_less);
	return 0;
}
