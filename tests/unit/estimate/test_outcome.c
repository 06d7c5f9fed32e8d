// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether what was asked for is on any kernel of a run: the exit status of `bpftax run`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "estimate/outcome.h"

#define FENTRY 1
#define FPROBE 2

static struct result_record result_of(int64_t cell, int64_t configuration, const char *status)
{
	return (struct result_record){ .cell = cell,
				       .configuration = configuration,
				       .workload = (char *)"udp-drain",
				       .status = (char *)status };
}

static void one_kernel_of_two_has_it(void **state)
{
	struct result_record results[] = {
		result_of(1, FENTRY, "measured"),
		result_of(1, FPROBE, "unsupported"),
		result_of(2, FENTRY, "measured"),
		result_of(2, FPROBE, "measured"),
	};
	struct run_data data = { .results = results, .result_count = ARRAY_SIZE(results) };

	(void)state;
	assert_false(outcome_nowhere_supported(&data));
	/* A workload of its own: there no kernel has it. */
	results[3].workload = (char *)"iperf3";
	assert_true(outcome_nowhere_supported(&data));
}

static void no_kernel_has_it(void **state)
{
	struct result_record results[] = {
		result_of(1, FENTRY, "measured"),
		result_of(1, FPROBE, "unsupported"),
		result_of(2, FENTRY, "measured"),
		result_of(2, FPROBE, "unsupported"),
	};
	struct run_data data = { .results = results, .result_count = ARRAY_SIZE(results) };

	(void)state;
	assert_true(outcome_nowhere_supported(&data));
	data.result_count = 1;
	assert_false(outcome_nowhere_supported(&data));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_kernel_of_two_has_it),
		cmocka_unit_test(no_kernel_has_it),
	};

	return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
