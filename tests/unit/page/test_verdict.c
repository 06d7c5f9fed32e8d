// SPDX-License-Identifier: GPL-2.0-or-later
/* What the page says of a cost that lies on one side of 0, or on both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "common/cleanup.h"
#include "page/html_section.h"

/* Of one program under udp-drain, by its interval and what was decided. */
static char *verdict_of(double low, double high, enum verdict_kind kind)
{
	struct report_workload workload = { .name = "udp-drain" };
	struct report_result result = { .role = ROLE_TREATMENT,
					.configuration = "fentry-null",
					.workload = "udp-drain",
					.status = "measured",
					.verdict = { .cost = kind } };
	struct report report = {
		.workloads = &workload, .workload_count = 1, .results = &result, .result_count = 1
	};
	char *text = NULL;
	size_t size = 0;
	struct html html = { .out = open_memstream(&text, &size) };

	assert_non_null(html.out);
	result.effects[metric_primary("udp-drain")] =
	    (struct effect){ .absolute = { (low + high) / 2, low, high }, .n = 12 };
	html_put_verdict(&html, &report);
	assert_int_equal(fclose(html.out), 0);
	assert_false(html.failed);
	return text;
}

static bool is_told(double low, double high, enum verdict_kind kind)
{
	CLEANUP_FREE char *text = verdict_of(low, high, kind);

	assert_non_null(strstr(text, "Cost per event: fentry-null"));
	return !strstr(text, "not told from none");
}

static void test_both_directions(void **state)
{
	(void)state;
	assert_true(is_told(10, 12, VERDICT_MORE));
	assert_true(is_told(-12, -10, VERDICT_LESS));
	assert_false(is_told(-1, 2, VERDICT_UNSEEN));
	assert_true(is_told(10, 12, VERDICT_NOTHING));
	assert_true(is_told(-12, -10, VERDICT_NOTHING));
	assert_false(is_told(-1, 2, VERDICT_NOTHING));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_both_directions) };

	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
