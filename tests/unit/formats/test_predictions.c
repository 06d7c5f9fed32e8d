// SPDX-License-Identifier: GPL-2.0-or-later
/* Under the rows of predictions stands what all of them say together, in every format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../estimate/block_run.h"
#include "common/cleanup.h"
#include "estimate/run_report.h"
#include "formats/report.h"

#define BLOCKS 8

/* Rates and costs that wobble; the program's rate is a tenth below the curve. */
static void add(struct block_run *run, size_t configuration, unsigned int baseline, double cost_ns,
		double rate_pps)
{
	static const double wobbles[BLOCKS] = {
		-.003, .002, -.001, .003, .001, -.002, .002, -.002
	};

	for (unsigned int b = 0; b < BLOCKS; b++) {
		double wobble = 1 + wobbles[(b + 3 * configuration + baseline) % BLOCKS];

		block_run_add(run, "udp-drain", configuration, b, baseline,
			      (2000 + cost_ns) * wobble);
		block_run_add(run, "iperf3", configuration, b, baseline, rate_pps * wobble);
	}
}

static struct block_run *predicted_run(void)
{
	struct block_run *run = block_run_new("kvm");

	add(run, BLOCK_RUN_BASELINE, 0, 0, 50000);
	add(run, BLOCK_RUN_BASELINE, 1, 0, 50000);
	add(run, block_run_configure(run, "fentry", "null", false, NAN), 0, 500, 43000);
	add(run, block_run_configure(run, "fentry", "delay", false, 300), 0, 300, 49000);
	add(run, block_run_configure(run, "fentry", "delay", false, 900), 0, 900, 47000);
	return run;
}

static char *printed(struct block_run *run, const char *format)
{
	static const struct report_options options = { .width = 200, .full = true };
	CLEANUP(cleanup_run_report) struct run_report *report = NULL;
	struct error err = { 0 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(run_report_build(block_run_data(run), &report, &err), 0);
	assert_int_equal(report_print(report, format, out, &options, &err), 0);
	fclose(out);
	return text;
}

static void every_format_has_it(void **state)
{
	static const char *const formats[] = { "text", "markdown", "html" };
	struct block_run *run = predicted_run();

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		CLEANUP_FREE char *text = printed(run, formats[i]);
		const char *rows = strstr(text, "PREDICTS, AND WHAT CAME");
		const char *together = strstr(text, "together: measured lies 10.");

		assert_non_null(rows);
		assert_non_null(together);
		assert_true(rows < together);
		assert_non_null(strstr(together, "no, they do not agree"));
	}
	block_run_free(run);
}

static void json_has_it_in_the_summary(void **state)
{
	struct block_run *run = predicted_run();
	CLEANUP_FREE char *text = printed(run, "json");
	json_t *root = json_loads(text, 0, NULL);
	const json_t *agreement =
	    json_array_get(json_object_get(json_object_get(root, "summary"), "agreement"), 0);

	(void)state;
	assert_string_equal(json_string_value(json_object_get(agreement, "workload")), "iperf3");
	assert_true(json_real_value(json_object_get(agreement, "p")) < .001);
	assert_true(json_real_value(json_object_get(agreement, "difference")) < -10);
	assert_true(json_is_false(json_object_get(agreement, "agrees")));
	assert_int_equal(json_integer_value(json_object_get(agreement, "rows")), 1);
	json_decref(root);
	block_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_has_it),
		cmocka_unit_test(json_has_it_in_the_summary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
