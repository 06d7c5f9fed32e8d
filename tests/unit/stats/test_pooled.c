// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/hodges_lehmann.h"
#include "stats/pooled.h"

#define BLOCKS 40

/* What a block of one reading and two baselines yields: two differences that share the reading. */
static void fill(double *differences, size_t blocks, double effect, uint64_t *random)
{
	for (size_t b = 0; b < blocks; b++) {
		double y = draw(random) + effect;

		differences[2 * b] = y - draw(random);
		differences[2 * b + 1] = y - draw(random);
	}
}

static struct estimate estimate_of(const double *differences, size_t blocks)
{
	struct estimate e;

	assert_int_equal(pooled_estimate(&(struct pooled){ differences, blocks, 2 }, .95, &e), 0);
	return e;
}

static struct rank_test test_of(const double *differences, size_t blocks, double point)
{
	struct rank_test test;

	assert_int_equal(pooled_test(&(struct pooled){ differences, blocks, 2 }, point, &test), 0);
	return test;
}

/* With one difference a block nothing is shared, and the exact way is there to compare with. */
static void one_a_block_is_hodges_lehmann(void **state)
{
	uint64_t random = 3;
	double values[60];
	struct estimate ours, exact;
	struct rank_test test, exact_test;

	(void)state;
	for (size_t i = 0; i < 60; i++)
		values[i] = draw(&random) - .45;
	pooled_estimate(&(struct pooled){ values, 60, 1 }, .95, &ours);
	hodges_lehmann_estimate(values, 60, &exact);
	assert_near(ours.interval.estimate, exact.interval.estimate);
	assert_double_equal_(ours.interval.high - ours.interval.low,
			     exact.interval.high - exact.interval.low, .01, __LINE__);
	pooled_test(&(struct pooled){ values, 60, 1 }, 0, &test);
	rank_test_at(values, 60, 0, &exact_test);
	assert_double_equal_(test.p, exact_test.p, .01, __LINE__);
}

/* The same differences twice tell nothing new; taken as independent they would seem to. */
static void a_copy_is_no_news(void **state)
{
	uint64_t random = 5;
	double values[60], twice[120];
	struct estimate once, both;

	(void)state;
	for (size_t i = 0; i < 60; i++)
		values[i] = twice[2 * i] = twice[2 * i + 1] = draw(&random);
	pooled_estimate(&(struct pooled){ values, 60, 1 }, .95, &once);
	both = estimate_of(twice, 60);
	assert_double_equal_(both.interval.high - both.interval.low,
			     once.interval.high - once.interval.low, .01, __LINE__);
	pooled_estimate(&(struct pooled){ twice, 120, 1 }, .95, &both);
	assert_true(both.interval.high - both.interval.low <
		    .8 * (once.interval.high - once.interval.low));
}

static void p_and_interval_are_two_sides(void **state)
{
	uint64_t random = 7;
	double differences[2 * BLOCKS];
	size_t significant = 0;

	(void)state;
	for (int run = 0; run < 1000; run++) {
		struct rank_test test;
		struct estimate e;

		fill(differences, BLOCKS, .3 * draw(&random), &random);
		e = estimate_of(differences, BLOCKS);
		test = test_of(differences, BLOCKS, 0);
		if (test.p < .0498)
			assert_true(e.interval.low > 0 || e.interval.high < 0);
		if (test.p > .0502)
			assert_true(e.interval.low <= 0 && e.interval.high >= 0);
		significant += test.p <= .05;
	}
	assert_in_range(significant, 100, 900);
}

static void units_signs_and_order_do_not_matter(void **state)
{
	uint64_t random = 9;
	double differences[2 * BLOCKS], other[2 * BLOCKS];
	struct estimate plain, turned;

	(void)state;
	fill(differences, BLOCKS, .1, &random);
	plain = estimate_of(differences, BLOCKS);
	for (size_t i = 0; i < 2 * BLOCKS; i++)
		other[i] = -1e6 * differences[i];
	turned = estimate_of(other, BLOCKS);
	assert_near(turned.interval.estimate, -1e6 * plain.interval.estimate);
	assert_near(turned.interval.low, -1e6 * plain.interval.high);
	assert_near(turned.interval.high, -1e6 * plain.interval.low);
	assert_near(test_of(other, BLOCKS, 0).p_less, test_of(differences, BLOCKS, 0).p_greater);
	/* The last block first, and in each the second difference first. */
	for (size_t i = 0; i < 2 * BLOCKS; i++)
		other[i] = differences[2 * BLOCKS - 1 - i];
	turned = estimate_of(other, BLOCKS);
	assert_memory_equal(&plain.interval, &turned.interval, sizeof(plain.interval));
}

static void absent_differences_do_not_count(void **state)
{
	uint64_t random = 13;
	double with[2 * BLOCKS], without[2 * BLOCKS];
	struct estimate one, two;

	(void)state;
	fill(without, BLOCKS, 0, &random);
	memcpy(with, without, sizeof(with));
	with[2 * BLOCKS - 2] = with[2 * BLOCKS - 1] = NAN;
	one = estimate_of(without, BLOCKS - 1);
	two = estimate_of(with, BLOCKS);
	assert_memory_equal(&one.interval, &two.interval, sizeof(one.interval));
	assert_int_equal(two.n, BLOCKS - 1);
	with[0] = NAN; /* half a block is one */
	assert_int_equal(estimate_of(with, BLOCKS).n, BLOCKS - 1);
}

static void everything_has_an_answer(void **state)
{
	double zeros[20] = { 0 };
	double both[] = { -INFINITY, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, INFINITY };
	const double nothing[] = { NAN, NAN };
	struct estimate e = estimate_of(zeros, 10);
	double p;

	(void)state;
	assert_true(e.interval.estimate == 0 && e.interval.low == 0 && e.interval.high == 0);
	assert_near(test_of(zeros, 10, 0).p, 1);
	assert_true(test_of(zeros, 10, -1).p_greater < .01);
	pooled_equivalence_p(&(struct pooled){ zeros, 10, 2 }, -1, 1, &p);
	assert_near(p, 1. / 1024);
	zeros[0] = NAN; /* the second difference steps in */
	pooled_equivalence_p(&(struct pooled){ zeros, 10, 2 }, -1, 1, &p);
	assert_near(p, 1. / 1024);
	zeros[1] = NAN;
	pooled_equivalence_p(&(struct pooled){ zeros, 10, 2 }, -1, 1, &p);
	assert_near(p, 1. / 512);
	zeros[0] = zeros[1] = 0;
	e = estimate_of(zeros, 5);
	assert_true(e.interval.estimate == 0 && isnan(e.interval.low) && isnan(e.level));
	assert_string_equal(e.method, "Hodges-Lehmann, pooled; no interval from 5 blocks (6 are "
				      "needed)");
	assert_true(isnan(test_of(zeros, 5, 0).p));
	e = estimate_of(both, 6);
	assert_true(isnan(e.interval.estimate) && isnan(e.level) && e.n == 6);
	assert_true(isnan(test_of(both, 6, 0).p));
	e = estimate_of(nothing, 1);
	assert_true(isnan(e.interval.estimate) && e.n == 0);
	e = estimate_of(NULL, 0);
	assert_true(isnan(e.interval.estimate) && e.n == 0);
	both[0] = 0;
	e = estimate_of(both, 6);
	assert_true(isfinite(e.interval.estimate) && isinf(e.interval.high));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_a_block_is_hodges_lehmann),
		cmocka_unit_test(a_copy_is_no_news),
		cmocka_unit_test(p_and_interval_are_two_sides),
		cmocka_unit_test(units_signs_and_order_do_not_matter),
		cmocka_unit_test(absent_differences_do_not_count),
		cmocka_unit_test(everything_has_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
