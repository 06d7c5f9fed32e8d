// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include "common/deadline.h"
#include "target/patience.h"

#define S UINT64_C(1000000000)

/* A deadline at 60 s; the guest's threads had waited 5 s before it began. */
static void what_waited_for_a_cpu_has_as_much_longer(void **state)
{
	static const struct {
		uint64_t waited_s, now_s;
		bool is_spent;
	} cases[] = {
		{ 5, 59, false },			   /* in time */
		{ 5, 60, true },			   /* it had its CPU all the while */
		{ 55, 60, false },			   /* 50 s of these 60 it had none */
		{ 55, 109, false },   { 55, 110, true },   /* and none of the 50 s more */
		{ 2000, 659, false }, { 2000, 660, true }, /* ten minutes are the most */
		{ 3, 60, true },			   /* the thread that had waited is gone */
	};
	const struct patience patience = { .deadline_ns = 60 * S, .waited_ns = 5 * S };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
		    patience_is_spent(&patience, cases[i].waited_s * S, cases[i].now_s * S),
		    cases[i].is_spent);
}

static void without_a_deadline_it_never_ends(void **state)
{
	const struct patience patience = { .deadline_ns = DEADLINE_NEVER };

	(void)state;
	assert_false(patience_is_spent(&patience, 0, UINT64_MAX - 1));
}

static void a_process_that_is_gone_has_no_more(void **state)
{
	struct patience patience = patience_begin(-1, deadline_now_ns() - 1);

	(void)state;
	assert_int_equal(patience_waited_ns(-1), 0);
	assert_true(patience_is_over(&patience));
	patience = patience_begin(getpid(), deadline_after_ms(60000));
	assert_false(patience_is_over(&patience));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_waited_for_a_cpu_has_as_much_longer),
		cmocka_unit_test(without_a_deadline_it_never_ends),
		cmocka_unit_test(a_process_that_is_gone_has_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
