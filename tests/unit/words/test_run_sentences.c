// SPDX-License-Identifier: GPL-2.0-or-later
/* What is told of a run of several cells, beside what is told of each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "words/in_place_words.h"
#include "words/run_sentences.h"
#include "words/sentences.h"
#include "words/workload_sentences.h"
#include "synthetic_load.h"

#define FAILED 4
#define OLD_COUNTED 5 /* the cells of the synthetic run that count */
#define NEW_COUNTED 6

static bool says(struct run_data *data, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	struct error err = { 0 };

	assert_int_equal(run_report_build(data, &run, &err), 0);
	assert_int_equal(say_run_first(&sentences, run), 0);
	for (size_t i = 0; i < sentences.count; i++)
		if (strstr(sentences.texts[i], words))
			return true;
	return false;
}

static void fact_set(struct run_data *data, size_t cell, const char *key, const char *text)
{
	json_object_set_new(data->cells[cell].facts, key, json_string(text));
}

static void what_failed_and_what_is_not_supported(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	assert_true(says(data, "debian-6.19-cloud timed failed: the guest did not answer"));
	assert_true(says(data, "debian-6.1-cloud timed: kprobe-fprobe-map: unsupported: "));
	/* Both boots say so, which is said once of the kernel. */
	assert_false(says(data, "debian-6.1-cloud timed boot 0: kprobe-fprobe-map"));
	assert_false(says(data, "boots differ"));
	run_data_free(data);
}

/* Programs together: a figure without some of them says so. */
static void programs_that_no_event_runs(void **state)
{
	CLEANUP(sentences_release) struct sentences to = { 0 };
	struct report_workload workload = { .name = "micro" };
	struct report_result result = { .configuration = "tool", .workload = "micro" };
	struct report report = {
		.results = &result, .result_count = 1, .workloads = &workload, .workload_count = 1
	};
	json_t *look = json_pack("{s:b s:[s s]}", "loads", 1, "not_run", "leave", "fork");

	(void)state;
	to.report = &report;
	assert_int_equal(say_not_run(&to, &workload), 0);
	assert_int_equal(to.count, 0);
	result.look = look;
	assert_int_equal(say_not_run(&to, &workload), 0);
	assert_int_equal(to.count, 1);
	assert_string_equal(to.texts[0],
			    "tool: leave, fork are attached as well, but no event by which they "
			    "are measured runs them: what they cost is not in the figure.");
	json_decref(look);
}

static json_t *hung_on_ours(const char *of)
{
	return json_pack("{s:{s:s s:s}}", "in_place", "on", "user:text", "of", of);
}

/* Whoever reads a figure has to know first that it is not of the place that the section names. */
static void programs_that_hung_on_our_own(void **state)
{
	json_t *main = hung_on_ours("/bin/sh:main"), *nameless = hung_on_ours("");
	json_t *together = json_pack("{s:{s:O}}", "programs", "member", main);
	struct report_result results[] = {
		{ .configuration = "one", .status = "measured", .proof = main },
		{ .configuration = "two", .status = "measured", .proof = nameless },
		{ .configuration = "three", .status = "measured", .proof = main },
		{ .configuration = "four", .status = "failed", .proof = main },
		{ .configuration = "five", .status = "measured" },
		{ .configuration = "six", .status = "measured", .proof = together },
	};
	struct report report = { .results = results, .result_count = ARRAY_SIZE(results) };
	struct report *reports[] = { &report, &report };
	struct run_report run = { .reports = reports, .count = 2 };
	CLEANUP(sentences_release) struct sentences to = { 0 };

	(void)state;
	assert_int_equal(say_in_place(&to, &run), 0);
	assert_int_equal(to.count, 2);
	assert_non_null(strstr(to.texts[0], "one, three, member: measured on bpftax's own probe "
					    "point user:text in place of /bin/sh:main: "));
	assert_non_null(strstr(to.texts[1], "two: measured on bpftax's own probe point user:text "
					    "in place of what its loader would name: "));
	json_decref(main);
	json_decref(nameless);
	json_decref(together);
}

static void a_cell_that_was_not_reached(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	strcpy(data->cells[FAILED].state, "open");
	assert_true(says(data, "debian-6.19-cloud timed: the run ended before it was measured."));
	run_data_free(data);
}

static void what_kernels_differ_in_is_named(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	assert_true(says(data, "counted: instructions differ. Of what they depend on, changed: "
			       "nothing that is recorded"));
	fact_set(data, OLD_COUNTED, "qemu", "7.2");
	fact_set(data, NEW_COUNTED, "qemu", "8.0");
	assert_true(says(data, "changed: QEMU: 7.2, then 8.0."));
	run_data_free(data);
}

/* The second kernel that counts becomes a boot of the first, which then has two figures. */
static void boots_that_count_and_differ_are_named(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	strcpy(data->cells[NEW_COUNTED].kernel, data->cells[OLD_COUNTED].kernel);
	data->cells[NEW_COUNTED].boot = 1;
	assert_true(says(data,
			 "debian-6.1-cloud counted: udp-drain, fentry-null: its boots differ, "
			 "where instructions are counted: 130 in boot 0, 137 in boot 1."));
	assert_false(says(data, "instructions differ. Of what"));
	run_data_free(data);
}

/* Makes of a cell a boot of the kernel that counts. */
static void count_as_boot(struct run_data *data, size_t cell, unsigned int boot)
{
	struct cell_record *record = &data->cells[cell];

	free(record->kernel);
	free(record->timing);
	record->kernel = strdup("debian-6.1-cloud");
	record->timing = strdup("counted");
	record->boot = boot;
	if (record->facts)
		fact_set(data, cell, "timing", "icount");
}

/* What the first boot does not have, others may. */
static void boots_behind_one_that_failed_are_named(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	count_as_boot(data, FAILED, 0);
	count_as_boot(data, OLD_COUNTED, 1);
	count_as_boot(data, NEW_COUNTED, 2);
	assert_true(says(data,
			 "debian-6.1-cloud counted: udp-drain, fentry-null: its boots differ, "
			 "where instructions are counted: 130 in boot 1, 137 in boot 2."));
	run_data_free(data);
}

/* So may they of a kernel that is held against another. */
static void kernels_behind_a_boot_that_failed_are_held_against_each_other(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	count_as_boot(data, FAILED, 0);
	count_as_boot(data, OLD_COUNTED, 1);
	assert_true(says(data, "debian-6.1-cloud counted and debian-6.12-cloud counted: "
			       "instructions differ. Of what they depend on"));
	run_data_free(data);
}

/* Nobody's instructions alone: what two sides of a connection do varies from boot to boot. */
static void traffic_that_is_counted_may_differ(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);

	(void)state;
	count_as_boot(data, 0, 1);
	count_as_boot(data, 2, 2);
	assert_true(says(data, "udp-drain, fentry-null: its boots differ"));
	assert_false(says(data, "iperf3, fentry-null: its boots differ"));
	run_data_free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs_that_hung_on_our_own),
		cmocka_unit_test(programs_that_no_event_runs),
		cmocka_unit_test(what_failed_and_what_is_not_supported),
		cmocka_unit_test(a_cell_that_was_not_reached),
		cmocka_unit_test(what_kernels_differ_in_is_named),
		cmocka_unit_test(boots_that_count_and_differ_are_named),
		cmocka_unit_test(boots_behind_one_that_failed_are_named),
		cmocka_unit_test(kernels_behind_a_boot_that_failed_are_held_against_each_other),
		cmocka_unit_test(traffic_that_is_counted_may_differ),
	};

	return cmocka_run_group_tests_name("run_sentences", tests, NULL, NULL);
}
