// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats_test.h"

#include "stats/moments.h"

static void known_values(void **state)
{
	const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
	struct moments m = moments_of(values, 8);

	(void)state;
	assert_near(m.mean, 5);
	assert_near(m.sd, sqrt(32. / 7));
	assert_int_equal(m.n, 8);
}

static void a_large_offset_does_no_harm(void **state)
{
	const double values[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };

	(void)state;
	assert_near(moments_of(values, 4).sd, sqrt(30));
}

static void few_and_absent(void **state)
{
	const double values[] = { NAN, 3, NAN };
	struct moments m = moments_of(values, 3);

	(void)state;
	assert_near(m.mean, 3);
	assert_true(isnan(m.sd));
	assert_int_equal(m.n, 1);
	m = moments_of(values, 1);
	assert_true(isnan(m.mean) && isnan(m.sd));
	assert_int_equal(m.n, 0);
	assert_int_equal(moments_of(NULL, 0).n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_values),
		cmocka_unit_test(a_large_offset_does_no_harm),
		cmocka_unit_test(few_and_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
