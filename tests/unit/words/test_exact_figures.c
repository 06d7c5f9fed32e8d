// SPDX-License-Identifier: GPL-2.0-or-later
/* The first thing that a run says in numbers: only what is whole, and only what is exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "common/cleanup.h"
#include "words/exact_figures.h"

static struct treatment_record treatment = { .id = 7, .name = (char *)"fentry-map" };

/* Another treatment's, and both settings of this one. */
static struct configuration_record configurations[] = {
	{ .id = 1, .treatment = 6 },
	{ .id = 2, .treatment = 7 },
	{ .id = 3, .treatment = 7, .statistics = true },
};

static struct report_result result(size_t configuration, enum metric metric, double low,
				   double high)
{
	struct report_result made = { .role = ROLE_TREATMENT,
				      .record = &configurations[configuration],
				      .workload = "udp-drain",
				      .status = "measured" };

	made.metrics[metric].n = 1;
	made.effects[metric].n = 1;
	made.effects[metric].absolute = (struct interval){ low, low, high };
	return made;
}

static void assert_told(struct report_result *results, size_t count, size_t settings,
			const char *wanted)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	struct run_data data = { .configurations = configurations,
				 .configuration_count = settings };
	struct report report = { .data = &data, .results = results, .result_count = count };
	int told = exact_figures_tell(&report, &treatment, &line);

	assert_int_equal(told, wanted != NULL);
	assert_string_equal(text_buffer_get(&line), wanted ? wanted : "");
}

static void both_settings_in_one_line(void **state)
{
	struct report_result results[] = { result(0, METRIC_OPERATION_INSTRUCTIONS, 9, 9),
					   result(1, METRIC_OPERATION_INSTRUCTIONS, 262, 262),
					   result(2, METRIC_OPERATION_INSTRUCTIONS, 344, 344) };

	(void)state;
	assert_told(results, 3, 3, "fentry-map: 262 instructions a datagram, 344 with statistics");
	assert_told(results, 2, 2, "fentry-map: 262 instructions a datagram");
}

/* A line that a later one would contradict is not said. */
static void what_is_not_whole_waits(void **state)
{
	struct report_result results[] = { result(1, METRIC_OPERATION_INSTRUCTIONS, 262, 262) };

	(void)state;
	assert_told(results, 1, 3, NULL);
	assert_told(results, 0, 3, NULL);
}

static void time_is_not_exact(void **state)
{
	struct report_result results[] = { result(1, METRIC_OPERATION_NS, 262, 262),
					   result(2, METRIC_OPERATION_NS, 344, 344) };

	(void)state;
	assert_told(results, 2, 3, NULL);
}

static void what_is_not_one_number_is_a_range(void **state)
{
	struct report_result results[] = { result(1, METRIC_OPERATION_INSTRUCTIONS, 69.5, 70) };

	(void)state;
	assert_told(results, 1, 2, "fentry-map: 69 to 70 instructions a datagram");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_settings_in_one_line),
		cmocka_unit_test(what_is_not_whole_waits),
		cmocka_unit_test(time_is_not_exact),
		cmocka_unit_test(what_is_not_one_number_is_a_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
