/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_RANK_TEST_H
#define BPFTAX_STATS_RANK_TEST_H

/*
 * Wilcoxon's signed-rank test, and equivalence by two of them.
 *
 * The statistic is counted from Walsh averages (walsh.h), so that the test and the interval of
 * hodges_lehmann.h are two sides of the same thing: p <= 1 - level exactly when 0 lies outside
 * the interval of that level.  Averages on the point itself count against either alternative,
 * which keeps p true with ties and zeros (Hollander, Wolfe and Chicken, 3.1; without ties and
 * zeros it is R's wilcox.test(exact = TRUE)).
 *
 *	struct rank_test test;
 *	double p;
 *
 *	rank_test_at(ratios, blocks, 0, &test);			// test.p: is there an effect?
 *	equivalence_p(ratios, blocks, log(.99), log(1.01), &p);	// p <= .05: within 1 %
 */

#include <stddef.h>

struct rank_test {
	double p;	  /* two-sided */
	double p_less;	  /* small when the centre lies below the point */
	double p_greater; /* small when it lies above */
	size_t n;	  /* values that are not NaN */
};

/*
 * Is the centre of the values at the point?  Of no values, or of both infinities, every p is NaN.
 * Returns 0 or -ENOMEM.
 */
int rank_test_at(const double *values, size_t count, double point, struct rank_test *ret_test);

/*
 * Two one-sided tests (Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657; with ranks: Wellek,
 * Testing Statistical Hypotheses of Equivalence, 2nd ed.): p is the larger of them, and
 * p <= .05 says that the centre lies between low and high, as does the interval of level .9 or
 * more that lies within them.  The bound has to be declared before the run.
 */
int equivalence_p(const double *values, size_t count, double low, double high, double *ret_p);

#endif
