// SPDX-License-Identifier: GPL-2.0-or-later
/* What an atlas makes of runs that are put together by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "estimate/atlas_build.h"

#define CELLS 8

/* A run of one result a cell. */
struct made {
	struct run_data data;
	struct run_report run;
	struct cell_record cells[CELLS];
	struct configuration_record configurations[CELLS];
	struct visit_record visits[CELLS];
	struct report reports[CELLS], *pointers[CELLS];
	struct report_result results[CELLS];
};

static void made_begin(struct made *made, const char *id)
{
	*made = (struct made){ 0 };
	made->data = (struct run_data){ .cells = made->cells, .visits = made->visits };
	strcpy(made->data.run.id, id);
	made->data.run.version = (char *)"1";
	made->run = (struct run_report){ .data = &made->data, .reports = made->pointers };
}

/* What one cell has of one mechanism. */
struct wanted {
	const char *release, *mechanism, *trigger, *hook, *agent;
	double number; /* NaN: unsupported */
};

static struct report_result *made_add(struct made *made, const struct wanted *wanted)
{
	size_t i = made->run.count++;
	struct report_result *result = &made->results[i];
	bool measured = isfinite(wanted->number);

	made->cells[i] = (struct cell_record){
		.id = (int64_t)i + 1,
		.number = (unsigned int)i,
		.architecture = (char *)"x86_64",
		.timing = (char *)"counted",
		.facts = json_pack("{s:s s:s s:s}", "release", wanted->release, "agent_sha256",
				   wanted->agent ? wanted->agent : "a", "qemu", "7.2"),
	};
	made->configurations[i] =
	    (struct configuration_record){ .mechanism = (char *)wanted->mechanism,
					   .program = (char *)"null" };
	made->visits[i] = (struct visit_record){ .cell = (int64_t)i + 1,
						 .mechanism = (char *)wanted->mechanism,
						 .program = (char *)"null",
						 .hook = (char *)wanted->hook,
						 .state = (char *)"kept" };
	*result = (struct report_result){ .role = ROLE_TREATMENT,
					  .record = &made->configurations[i],
					  .workload = workload_of_kind(WORKLOAD_EVENT)->name,
					  .status = measured ? "measured" : "unsupported",
					  .reason = measured ? NULL : "no such thing" };
	result->micro = (struct report_micro){ .present = measured,
					       .trigger = wanted->trigger,
					       .chunks = 10,
					       .agreeing = 10,
					       .holds = true,
					       .least = wanted->number,
					       .most = wanted->number };
	if (measured) {
		result->effects[METRIC_EVENT_INSTRUCTIONS].n = 3;
		result->effects[METRIC_EVENT_INSTRUCTIONS].absolute.estimate = wanted->number;
	}
	made->reports[i] =
	    (struct report){ .data = &made->data, .results = result, .result_count = 1 };
	made->pointers[i] = &made->reports[i];
	made->data.cell_count = made->data.visit_count = made->run.count;
	return result;
}

static void made_end(struct made *made)
{
	for (size_t i = 0; i < made->run.count; i++)
		json_decref(made->cells[i].facts);
}

static const struct atlas_filter everything;

/* The releases, and what a row has on each: NaN for none. */
static void expect_row(const struct atlas *atlas, size_t row, const char *const *releases,
		       const double *numbers)
{
	for (size_t k = 0; k < atlas->kernel_count; k++) {
		const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

		assert_string_equal(atlas->kernels[k].release, releases[k]);
		if (isfinite(numbers[k]))
			assert_true(atlas_is_measured(figure) &&
				    fabs(figure->instructions - numbers[k]) < 1e-9);
		else
			assert_false(atlas_is_measured(figure));
	}
}

static void kernels_go_by_version_and_steps_are_between_neighbours(void **state)
{
	static const char *const releases[] = { "5.10.1-a", "6.1.2-a", "6.12.3-a", "6.9-rc1-b" };
	static const double numbers[] = { 38, NAN, 135, 200 };
	struct atlas *atlas = atlas_new(&everything);
	struct made made;

	(void)state;
	made_begin(&made, "1");
	made_add(&made, &(struct wanted){ "6.12.3-a", "fentry", "t", "f", NULL, 135 });
	made_add(&made, &(struct wanted){ "6.9-rc1-b", "fentry", "t", "f", NULL, 200 });
	made_add(&made, &(struct wanted){ "5.10.1-a", "fentry", "t", "f+0x4", NULL, 38 });
	made_add(&made, &(struct wanted){ "6.1.2-a", "fentry", "t", "f", NULL, NAN });
	assert_int_equal(atlas_add(atlas, &made.run), 0);
	assert_int_equal(atlas_finish(atlas), 0);
	assert_int_equal(atlas->row_count, 1);
	assert_int_equal(atlas->kernel_count, 4);
	expect_row(atlas, 0, releases, numbers);
	/* Over the kernel that has none; and not from one flavour to another. */
	assert_true(fabs(atlas_figure_at(atlas, 0, 2)->step - 97) < 1e-9);
	assert_int_equal(atlas_figure_at(atlas, 0, 2)->before, 0);
	assert_true(isnan(atlas_figure_at(atlas, 0, 3)->step));
	assert_string_equal(atlas_figure_at(atlas, 0, 1)->reason, "no such thing");
	assert_string_equal(atlas->kernels[3].flavour, "b");
	atlas_free(atlas);
	made_end(&made);
}

static void another_trigger_or_hook_is_another_row(void **state)
{
	static const char *const releases[] = { "5.10-a", "6.12-a", "7.3-a" };
	static const double own[] = { NAN, 82, 115 }, other[] = { 89, 95, NAN };
	struct atlas *atlas = atlas_new(&everything);
	struct made made;

	(void)state;
	made_begin(&made, "1");
	made_add(&made, &(struct wanted){ "5.10-a", "raw-tracepoint", "call", "s", NULL, 89 });
	made_add(&made, &(struct wanted){ "6.12-a", "raw-tracepoint", "call", "s", NULL, 95 });
	made_add(&made, &(struct wanted){ "6.12-a", "raw-tracepoint", "loop", "t", NULL, 82 });
	made_add(&made, &(struct wanted){ "7.3-a", "raw-tracepoint", "loop", "t", NULL, 115 });
	assert_int_equal(atlas_add(atlas, &made.run), 0);
	assert_int_equal(atlas_finish(atlas), 0);
	assert_int_equal(atlas->row_count, 2);
	expect_row(atlas, 0, releases, own); /* that of the newest kernel first */
	expect_row(atlas, 1, releases, other);
	assert_true(fabs(atlas_figure_at(atlas, 0, 2)->step - 33) < 1e-9);
	assert_true(isnan(atlas_figure_at(atlas, 0, 1)->step));
	assert_true(atlas_is_elsewhere(atlas, 0, 0));
	assert_true(atlas_is_elsewhere(atlas, 1, 2));
	assert_false(atlas_is_elsewhere(atlas, 0, 1));
	atlas_free(atlas);
	made_end(&made);
}

static void the_newest_number_counts_and_others_are_marked(void **state)
{
	struct atlas *atlas = atlas_new(&everything);
	struct made newer, older;

	(void)state;
	made_begin(&newer, "2");
	made_add(&newer, &(struct wanted){ "6.12-a", "fentry", "t", "f", "b", 135 });
	made_add(&newer, &(struct wanted){ "6.17-a", "fentry", "t", "f", "b", NAN });
	made_begin(&older, "1");
	made_add(&older, &(struct wanted){ "6.12-a", "fentry", "t", "f", "a", 140 });
	made_add(&older, &(struct wanted){ "6.17-a", "fentry", "t", "f", "a", 134 });
	made_add(&older, &(struct wanted){ "6.1-a", "fexit", NULL, NULL, "a", NAN });
	assert_int_equal(atlas_add(atlas, &newer.run), 0);
	assert_int_equal(atlas_add(atlas, &older.run), 0);
	assert_int_equal(atlas_finish(atlas), 0);
	assert_int_equal(atlas->row_count, 2);
	assert_true(fabs(atlas_figure_at(atlas, 0, 1)->instructions - 135) < 1e-9);
	assert_false(atlas_figure_at(atlas, 0, 1)->other_tools);
	/* What was measured before wins over what was not, now. */
	assert_true(fabs(atlas_figure_at(atlas, 0, 2)->instructions - 134) < 1e-9);
	assert_true(atlas_figure_at(atlas, 0, 2)->other_tools);
	assert_null(atlas_figure_at(atlas, 0, 0));
	assert_string_equal(atlas->rows[1].mechanism, "fexit");
	assert_string_equal(atlas_figure_at(atlas, 1, 0)->status, "unsupported");
	assert_int_equal(atlas->runs[0].figures, 1);
	assert_int_equal(atlas->runs[1].figures, 1);
	atlas_free(atlas);
	made_end(&newer);
	made_end(&older);
}

/* Of ranges that have something in common nobody can say that it stepped. */
static void no_step_between_ranges_that_overlap(void **state)
{
	struct atlas *atlas = atlas_new(&everything);
	struct report_result *result;
	struct made made;

	(void)state;
	made_begin(&made, "1");
	result = made_add(&made, &(struct wanted){ "6.1-a", "fentry", "t", "f", NULL, 100 });
	result->micro.most = 120;
	made_add(&made, &(struct wanted){ "6.2-a", "fentry", "t", "f", NULL, 110 });
	made_add(&made, &(struct wanted){ "6.3-a", "fentry", "t", "f", NULL, 121 });
	assert_int_equal(atlas_add(atlas, &made.run), 0);
	assert_int_equal(atlas_finish(atlas), 0);
	assert_false(atlas_is_exact(atlas_figure_at(atlas, 0, 0)));
	assert_true(atlas_is_exact(atlas_figure_at(atlas, 0, 1)));
	assert_true(isnan(atlas_figure_at(atlas, 0, 1)->step));
	assert_true(fabs(atlas_figure_at(atlas, 0, 2)->step - 11) < 1e-9);
	atlas_free(atlas);
	made_end(&made);
}

/* Boots of one run are one figure, with what all of them saw. */
static void boots_that_differ_are_a_range(void **state)
{
	struct atlas *atlas = atlas_new(&everything);
	struct made made;

	(void)state;
	made_begin(&made, "1");
	made_add(&made, &(struct wanted){ "6.1-a", "fentry", "t", "f", NULL, 100 });
	made_add(&made, &(struct wanted){ "6.1-a", "fentry", "t", "f", NULL, 103 });
	assert_int_equal(atlas_add(atlas, &made.run), 0);
	assert_int_equal(atlas_finish(atlas), 0);
	assert_int_equal(atlas->kernel_count, 1);
	assert_false(atlas_is_exact(atlas_figure_at(atlas, 0, 0)));
	assert_true(fabs(atlas_figure_at(atlas, 0, 0)->most - 103) < 1e-9);
	atlas_free(atlas);
	made_end(&made);
}

static void a_filter_keeps_the_others_out(void **state)
{
	char *words[] = { (char *)"map" };
	struct word_list programs = { words, 1 };
	struct atlas *atlas = atlas_new(&(struct atlas_filter){ .programs = &programs });
	struct made made;

	(void)state;
	made_begin(&made, "1");
	made_add(&made, &(struct wanted){ "6.1-a", "fentry", "t", "f", NULL, 100 });
	assert_int_equal(atlas_add(atlas, &made.run), 0);
	assert_int_equal(atlas->figure_count, 0);
	assert_int_equal(atlas_finish(atlas), 0);
	atlas_free(atlas);
	made_end(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kernels_go_by_version_and_steps_are_between_neighbours),
		cmocka_unit_test(another_trigger_or_hook_is_another_row),
		cmocka_unit_test(the_newest_number_counts_and_others_are_marked),
		cmocka_unit_test(no_step_between_ranges_that_overlap),
		cmocka_unit_test(boots_that_differ_are_a_range),
		cmocka_unit_test(a_filter_keeps_the_others_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
