// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include <stdlib.h>
#include "stats/signed_rank.h"
#include "stats/walsh.h"

/* P(V <= v) for every v by adding one rank after the other, not by R's code. */
static double *cdf_by_ranks(size_t n)
{
	size_t total = walsh_total(n);
	double *p = calloc(total + 1, sizeof(*p));

	p[0] = 1;
	for (size_t rank = 1; rank <= n; rank++)
		for (size_t v = total + 1; v-- > 0;)
			p[v] = p[v] / 2 + (v >= rank ? p[v - rank] / 2 : 0);
	for (size_t v = 1; v <= total; v++)
		p[v] += p[v - 1];
	return p;
}

static void exact_where_it_says_so(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 60; n++) {
		double *p = cdf_by_ranks(n);

		for (size_t v = 0; v <= walsh_total(n); v++)
			assert_near(signed_rank_cdf(v, n), p[v]);
		free(p);
	}
}

static void nearly_exact_beyond(void **state)
{
	const size_t n = SIGNED_RANK_EXACT_MAXIMUM + 1;
	double *p = cdf_by_ranks(n), largest = 0;

	(void)state;
	for (size_t v = 0; v <= walsh_total(n); v++)
		largest = fmax(largest, fabs(signed_rank_cdf(v, n) - p[v]));
	print_message("n = %zu: largest error of P(V <= v) %.2g\n", n, largest);
	assert_true(largest < 1e-6);
	free(p);
}

static void no_other_rank_is_nearer(void **state)
{
	const double wanted[] = { .9, .95, .96 };

	(void)state;
	for (size_t n = 1; n <= 60; n++) {
		double *p = cdf_by_ranks(n);

		for (size_t w = 0; w < 3; w++) {
			double level;
			uint64_t rank = signed_rank_interval_rank(n, wanted[w], &level);

			assert_true(rank >= 1 && rank <= (walsh_total(n) + 1) / 2);
			assert_near(level, 1 - 2 * p[rank - 1]);
			for (size_t k = 1; k <= (walsh_total(n) + 1) / 2; k++)
				assert_true(fabs(level - wanted[w]) <=
					    fabs(1 - 2 * p[k - 1] - wanted[w]) + 1e-12);
		}
		free(p);
	}
}

/* The two ways must meet where one gives way to the other, and go on to any size. */
static void ranks_beyond(void **state)
{
	double level, before;

	(void)state;
	assert_in_range(signed_rank_interval_rank(SIGNED_RANK_EXACT_MAXIMUM + 1, .95, &level) -
			    signed_rank_interval_rank(SIGNED_RANK_EXACT_MAXIMUM, .95, &before),
			100, 160);
	assert_double_equal_(level, before, 1e-4, __LINE__);
	assert_double_equal_(level, .95, 1e-4, __LINE__);
	assert_true(signed_rank_interval_rank(1000000, .95, &level) > UINT64_C(200000000000));
	assert_double_equal_(level, .95, 1e-9, __LINE__);
}

/* By counting sums: of six, 0 and 1 come about in one way each of 64; .9688 is further away. */
static void levels_by_hand(void **state)
{
	double level;

	(void)state;
	assert_int_equal(signed_rank_interval_rank(6, .95, &level), 2);
	assert_near(level, 1 - 4. / 64);
	assert_int_equal(signed_rank_interval_rank(5, .95, &level), 1);
	assert_near(level, 1 - 2. / 32);
	assert_int_equal(signed_rank_interval_rank(10, .95, &level), 9);
	assert_double_equal_(level, .951, 5e-4, __LINE__);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_where_it_says_so),  cmocka_unit_test(nearly_exact_beyond),
		cmocka_unit_test(no_other_rank_is_nearer), cmocka_unit_test(ranks_beyond),
		cmocka_unit_test(levels_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
