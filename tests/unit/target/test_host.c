// SPDX-License-Identifier: GPL-2.0-or-later
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "target/host.h"

/* As under taskset: the other CPUs are online and not ours. */
static void the_cpus_are_those_that_are_allowed(void **state)
{
	cpu_set_t before, one;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(before), &before), 0);
	assert_int_equal(host_cpus(), CPU_COUNT(&before));
	CPU_ZERO(&one);
	for (int cpu = 0; !CPU_COUNT(&one); cpu++)
		if (CPU_ISSET(cpu, &before))
			CPU_SET(cpu, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_int_equal(host_cpus(), 1);
	assert_int_equal(sched_setaffinity(0, sizeof(before), &before), 0);
}

static void guests_fit_by_their_memory(void **state)
{
	(void)state;
	/* One is always tried: what it lacks is said when it starts. */
	assert_int_equal(host_guests_fit(UINT32_MAX), 1);
	assert_true(host_guests_fit(16) >= host_guests_fit(4096));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cpus_are_those_that_are_allowed),
		cmocka_unit_test(guests_fit_by_their_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
