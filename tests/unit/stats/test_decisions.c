// SPDX-License-Identifier: GPL-2.0-or-later
/* Holm, power, stopping, exclusion: what is concluded from estimates. */
#include "stats_test.h"

#include "stats/exclusion.h"
#include "stats/holm.h"
#include "stats/power.h"
#include "stats/stopping.h"

static void holm_by_hand(void **state)
{
	const double p[] = { .04, NAN, .01, .03, .005 }, expected[] = { .06, NAN, .03, .06, .02 };
	const double large[] = { .9, .6 };
	double adjusted[5];

	(void)state;
	assert_int_equal(holm_adjust(p, 5, adjusted), 0);
	for (size_t i = 0; i < 5; i++)
		if (i == 1)
			assert_true(isnan(adjusted[i]));
		else
			assert_near(adjusted[i], expected[i]);
	holm_adjust(large, 2, adjusted);
	assert_near(adjusted[0], 1);
	assert_near(adjusted[1], 1);
	assert_int_equal(holm_adjust(NULL, 0, NULL), 0);
}

static void mde_by_hand(void **state)
{
	/* 1.95996 standard errors on either side; 1.95996 + .84162 of them can be seen. */
	const struct estimate e = { .interval = { 5, 5 - 1.959963984540, 5 + 1.959963984540 },
				    .level = .95 };
	const struct estimate none = { .interval = { 5, NAN, NAN }, .level = NAN };
	const struct estimate endless = { .interval = { 5, -INFINITY, 6 }, .level = .95 };
	const struct estimate constant = { .interval = { 5, 5, 5 }, .level = .95 };

	(void)state;
	assert_near(mde80(&e), 1.959963984540 + .841621233573);
	assert_true(isnan(mde80(&none)));
	assert_true(isnan(mde80(&endless)));
	assert_near(mde80(&constant), 0);
}

static void looks(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t blocks = 0; blocks < 100; blocks++)
		seen += stopping_is_look(blocks);
	assert_int_equal(seen, 7);
	assert_true(stopping_is_look(30) && stopping_is_look(40) && stopping_is_look(90));
	assert_true(stopping_is_look(390) && stopping_is_look(400) && stopping_is_look(420));
	assert_false(stopping_is_look(410) || stopping_is_look(820));
	assert_false(stopping_is_look(20) || stopping_is_look(29) || stopping_is_look(31));
}

static void all_configurations_together(void **state)
{
	const struct estimate estimates[] = { { .interval = { 1, 0, 2 } },
					      { .interval = { 0, -3, 2 } },
					      { .interval = { 0, NAN, NAN } },
					      { .interval = { 0, -1, 1 } } };

	(void)state;
	assert_near(stopping_half_width(estimates, 1), 1);
	assert_near(stopping_half_width(estimates, 2), 2.5);
	assert_true(isinf(stopping_half_width(estimates, 3)));
	assert_true(isinf(stopping_half_width(estimates, 4)));
	assert_true(isinf(stopping_half_width(estimates, 0)));
}

static void stopped_intervals_are_wider(void **state)
{
	uint64_t random = 41;
	double values[120];
	const struct pooled pooled = { values, 60, 2 }, few = { values, 3, 2 };
	struct estimate fixed, stopped;

	(void)state;
	for (size_t i = 0; i < 120; i++)
		values[i] = draw(&random);
	pooled_estimate(&pooled, INTERVAL_LEVEL, &fixed);
	assert_int_equal(stopping_estimate(&pooled, &stopped), 0);
	assert_near(stopped.interval.estimate, fixed.interval.estimate);
	assert_true(stopped.interval.low < fixed.interval.low);
	assert_true(stopped.interval.high > fixed.interval.high);
	assert_near(stopped.level, .95);
	assert_non_null(strstr(stopped.method, "level 0.96 for 0.95 by stopping"));
	stopping_estimate(&few, &stopped);
	assert_true(isnan(stopped.level) && isnan(stopped.interval.low));
}

static void exclusion_counts(void **state)
{
	const struct covariates limits = { { .02, .1, 0, NAN } };
	const struct covariates blocks[] = {
		{ { 0, 0, 0, 1 } },	   /* no limit on the last */
		{ { .03, 0, 0, 0 } },	   /* steal */
		{ { .02, .1, 0, 0 } },	   /* at the limits is within */
		{ { .5, .2, 1e-6, 0 } },   /* three reasons, one block */
		{ { NAN, NAN, NAN, NAN } } /* not known excludes nothing */
	};
	const bool expected[] = { false, true, false, true, false };
	struct exclusion exclusion;
	bool excluded[5];

	(void)state;
	exclude_blocks(blocks, 5, &limits, excluded, &exclusion);
	assert_memory_equal(excluded, expected, sizeof(expected));
	assert_int_equal(exclusion.blocks, 5);
	assert_int_equal(exclusion.excluded, 2);
	assert_int_equal(exclusion.by_reason[EXCLUSION_STEAL], 2);
	assert_int_equal(exclusion.by_reason[EXCLUSION_FOREIGN_CPU], 1);
	assert_int_equal(exclusion.by_reason[EXCLUSION_MISSES], 1);
	assert_int_equal(exclusion.by_reason[EXCLUSION_SENDER_LIMIT], 0);
	assert_int_equal(exclusion.unknown[EXCLUSION_STEAL], 1);
	for (int reason = 0; reason < EXCLUSION_REASON_COUNT; reason++)
		assert_non_null(exclusion_reason_text(reason));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holm_by_hand),
		cmocka_unit_test(mde_by_hand),
		cmocka_unit_test(looks),
		cmocka_unit_test(all_configurations_together),
		cmocka_unit_test(stopped_intervals_are_wider),
		cmocka_unit_test(exclusion_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
