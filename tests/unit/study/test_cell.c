// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/cell.h"
#include "study/options.h"
#include "study/plan.h"
#include "study/study_fields.h"
#include "study/study_json.h"

static void make(struct study *study, const char *const *pairs)
{
	study_init(study);
	study->seed = 42;
	study->seed_given = true;
	for (; *pairs; pairs += 2)
		assert_int_equal(
		    option_set(option_find(pairs[0], OPTION_FOR_RUN), pairs[1], study, NULL), 0);
}

#define MAKE(study, ...) make(study, (const char *const[]){ __VA_ARGS__, NULL })

static void assert_cells(const struct cell_list *cells, const char *const *labels, size_t count)
{
	char label[256];

	assert_int_equal(cells->count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(cells->cells[i].id, i);
		assert_string_equal(cell_label(label, sizeof(label), cells, &cells->cells[i]),
				    labels[i]);
	}
}

static void a_plain_study_has_one_cell(void **state)
{
	struct study study;
	struct cell_list cells;
	const struct cell *cell;

	(void)state;
	MAKE(&study, "label", "x");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	assert_cells(&cells, (const char *const[]){ "debian-6.12-cloud" }, 1);
	cell = &cells.cells[0];
	assert_int_equal(cell->timing, TIMING_TIMED);
	assert_int_equal(cell->cpus, 2);
	assert_int_equal(cell->study.seed, 42);
	assert_string_equal(cell->target, "vm");
	assert_string_equal(cell->study.label, "x");
	cells_free(&cells);
	study_free(&study);
}

/* Its kernels are others under the same names; the first keeps the study's seed. */
static void each_architecture_has_cells_of_its_own(void **state)
{
	static const char *const labels[] = { "b x86_64", "a x86_64", "b arm64", "a arm64" };
	struct study study;
	struct cell_list cells;

	(void)state;
	MAKE(&study, "kernel", "b,a", "arch", "x86_64,arm64");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	assert_cells(&cells, labels, ARRAY_SIZE(labels));
	assert_int_equal(cells.cells[0].study.seed, 42);
	for (size_t i = 0; i < cells.count; i++) {
		assert_string_equal(cells.cells[i].architecture, i < 2 ? "x86_64" : "arm64");
		assert_int_equal(cells.cells[i].study.architectures.count, 1);
		for (size_t k = 0; k < i; k++)
			assert_true(cells.cells[i].study.seed != cells.cells[k].study.seed);
	}
	cells_free(&cells);
	study_free(&study);
}

/* What has been fetched for one need not be there for the other. */
static void a_kernel_may_be_of_one_architecture(void **state)
{
	static const char *const labels[] = { "b x86_64", "debian-7.3=1 x86_64", "b arm64",
					      "debian-6.12 arm64" };
	struct study study;
	struct cell_list cells;
	struct error err = { 0 };

	(void)state;
	MAKE(&study, "kernel", "b,debian-7.3:x86_64=1,debian-6.12:arm64", "arch", "x86_64,arm64");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	assert_cells(&cells, labels, ARRAY_SIZE(labels));
	assert_string_equal(study_kernel(&cells.cells[3].study), "debian-6.12");
	cells_free(&cells);
	study_free(&study);

	MAKE(&study, "kernel", "b,debian-6.12:arm64", "arch", "x86_64");
	assert_int_equal(cells_make(&study, &cells, &err), -EINVAL);
	assert_string_equal(err.text, "kernel 'debian-6.12:arm64' is of an architecture that is "
				      "not measured: --arch arm64");
	study_free(&study);
}

static void an_architecture_needs_a_guest(void **state)
{
	struct study study;
	struct cell_list cells;
	struct error err = { 0 };

	(void)state;
	MAKE(&study, "arch", "arm64", "target", "local");
	assert_int_equal(cells_make(&study, &cells, &err), -EINVAL);
	assert_string_equal(err.text, "arch arm64 needs target vm: local is what it is");
	study_free(&study);
}

static void they_go_by_timing_kernel_and_boot(void **state)
{
	static const char *const labels[] = {
		"b counted boot 0", "b counted boot 1", "a counted boot 0", "a counted boot 1",
		"b timed boot 0",   "b timed boot 1",	"a timed boot 0",   "a timed boot 1",
	};
	struct study study;
	struct cell_list cells;

	(void)state;
	MAKE(&study, "kernel", "b,a", "timing", "counted,timed", "boots", "2");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	assert_cells(&cells, labels, ARRAY_SIZE(labels));
	assert_int_equal(cells_count(&cells, TIMING_COUNTED), 4);
	for (size_t i = 0; i < cells.count; i++)
		assert_int_equal(cells.cells[i].study.kernels.count, 1);
	cells_free(&cells);
	study_free(&study);
}

/* Every cell draws its own order, the first that of a study without the others. */
static void seeds_differ_but_for_the_first(void **state)
{
	struct study study;
	struct cell_list cells, again;

	(void)state;
	MAKE(&study, "kernel", "a,b", "boots", "2");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	assert_int_equal(cells_make(&study, &again, NULL), 0);
	assert_int_equal(cells.cells[0].study.seed, 42);
	for (size_t i = 0; i < cells.count; i++) {
		assert_int_equal(cells.cells[i].study.seed, again.cells[i].study.seed);
		assert_true(cells.cells[i].study.seed <= INT64_MAX);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(cells.cells[i].study.seed, cells.cells[j].study.seed);
	}
	cells_free(&cells);
	cells_free(&again);
	study_free(&study);
}

/* Each timing's first cell draws what a study of that timing alone does. */
static void a_timing_begins_with_the_seed(void **state)
{
	struct study study;
	struct cell_list cells;

	(void)state;
	MAKE(&study, "kernel", "a,b", "timing", "counted,timed");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	for (size_t i = 0; i < cells.count; i++)
		assert_int_equal(cells.cells[i].study.seed == 42,
				 !strcmp(cells.cells[i].kernel, "a"));
	assert_int_not_equal(cells.cells[1].study.seed, cells.cells[3].study.seed);
	cells_free(&cells);
	study_free(&study);
}

static void what_counts_has_one_cpu_and_no_delays(void **state)
{
	struct study study;
	struct cell_list cells;
	const struct study *counted, *timed;

	(void)state;
	MAKE(&study, "timing", "counted,timed", "delays", "1us", "cpus", "4");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	counted = &cells.cells[0].study;
	timed = &cells.cells[1].study;
	assert_true(counted->exact && !timed->exact);
	assert_int_equal(counted->cpus, 1);
	assert_int_equal(timed->cpus, 4);
	assert_int_equal(counted->delays.count, 0);
	assert_int_equal(timed->delays.count, 1);
	assert_int_equal(counted->workloads.count, 1);
	assert_string_equal(counted->workloads.words[0], "udp-drain");
	assert_int_equal(timed->workloads.count, 4);
	cells_free(&cells);
	study_free(&study);
}

/* What the exit status goes by: whoever asked for all is not failed by what a kernel has not. */
static void all_mechanisms_are_not_named_ones(void **state)
{
	struct study study;
	struct cell_list cells;

	(void)state;
	MAKE(&study, "kernel", "a,b", "mechanism", "all");
	assert_int_equal(cells_make(&study, &cells, NULL), 0);
	for (size_t i = 0; i < cells.count; i++)
		assert_false(cells.cells[i].study.mechanisms_named);
	cells_free(&cells);
	study_free(&study);
}

static void exact_is_timing_counted(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "timing", "counted");
	assert_true(study.exact);
	assert_int_equal(study.timings.count, 0);
	option_set(option_find("timing", OPTION_FOR_RUN), "timed", &study, NULL);
	assert_false(study.exact);
	option_set(option_find("timing", OPTION_FOR_RUN), "timed,counted", &study, NULL);
	option_set(option_find("exact", OPTION_FOR_RUN), "no", &study, NULL);
	assert_int_equal(study.timings.count, 2);
	option_set(option_find("exact", OPTION_FOR_RUN), "yes", &study, NULL);
	assert_int_equal(study.timings.count, 0);
	study_free(&study);
}

static void assert_refused(const char *sentence, struct study *study)
{
	struct cell_list cells;
	struct error err = { 0 };

	assert_int_equal(cells_make(study, &cells, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, sentence);
	study_free(study);
}

static void what_no_cell_can_have_is_refused(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "target", "local", "boots", "2");
	assert_refused("boots 2 need target vm: local is not booted for a study", &study);
	MAKE(&study, "target", "local", "kernel", "a,b");
	assert_refused("several kernels need target vm: local runs the one that it has", &study);
	MAKE(&study, "kernel", "debian-6.12-cloud", "modules", "/m");
	assert_refused(
	    "modules belong to a kernel given by its path; 'debian-6.12-cloud' has its own",
	    &study);
	MAKE(&study, "kernel", "/k/vmlinux,/l/vmlinux", "modules", "/m");
	assert_refused("modules are of one kernel, and there are 2: leave it out and have each "
		       "kernel's modules beside its image, as modules/",
		       &study);
}

/* What was said for the timed cells is not asked for again. */
static void a_refusal_names_the_cell_that_counts(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "timing", "counted,timed", "program", "none", "delays", "1us,2us");
	assert_refused("a counted cell: program none leaves nothing to measure; name delays, or "
		       "programs",
		       &study);
	MAKE(&study, "timing", "timed,counted", "protocol", "restart");
	assert_refused("a counted cell: timing counted excludes protocol restart: its samples are "
		       "whole seconds of a fresh iperf3; leave one of them out",
		       &study);
	MAKE(&study, "timing", "counted", "protocol", "restart");
	assert_refused("exact excludes protocol restart: its samples are whole seconds of a fresh "
		       "iperf3; leave one of them out",
		       &study);
}

/* Text and JSON give all of it back; a study that has one cell is what it was before. */
static void it_is_read_back(void **state)
{
	struct study study, again;
	CLEANUP_FREE char *text = NULL;
	CLEANUP_FREE char *text_again = NULL;
	json_t *json;

	(void)state;
	MAKE(&study, "kernel", "a,b", "timing", "counted,timed", "boots", "3", "jobs", "2");
	json = study_to_json(&study);
	assert_int_equal(study_from_json(json, &again, NULL), 0);
	text = options_to_ini(&study);
	text_again = options_to_ini(&again);
	assert_string_equal(text, text_again);
	assert_non_null(strstr(text, "kernel = a,b\n"));
	assert_non_null(strstr(text, "timing = counted,timed\n"));
	assert_non_null(strstr(text, "boots = 3\njobs = 2\n"));
	json_decref(json);
	study_free(&study);
	study_free(&again);
}

static void one_cell_is_written_as_ever(void **state)
{
	struct study study;
	json_t *json;

	(void)state;
	MAKE(&study, "exact", "yes");
	json = study_to_json(&study);
	assert_string_equal(json_string_value(json_object_get(json, "kernel")),
			    "debian-6.12-cloud");
	assert_true(json_is_true(json_object_get(json, "exact")));
	assert_null(json_object_get(json, "timing"));
	assert_null(json_object_get(json, "boots"));
	assert_null(json_object_get(json, "jobs"));
	json_decref(json);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_study_has_one_cell),
		cmocka_unit_test(they_go_by_timing_kernel_and_boot),
		cmocka_unit_test(each_architecture_has_cells_of_its_own),
		cmocka_unit_test(a_kernel_may_be_of_one_architecture),
		cmocka_unit_test(an_architecture_needs_a_guest),
		cmocka_unit_test(seeds_differ_but_for_the_first),
		cmocka_unit_test(a_timing_begins_with_the_seed),
		cmocka_unit_test(what_counts_has_one_cpu_and_no_delays),
		cmocka_unit_test(all_mechanisms_are_not_named_ones),
		cmocka_unit_test(exact_is_timing_counted),
		cmocka_unit_test(what_no_cell_can_have_is_refused),
		cmocka_unit_test(a_refusal_names_the_cell_that_counts),
		cmocka_unit_test(it_is_read_back),
		cmocka_unit_test(one_cell_is_written_as_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
