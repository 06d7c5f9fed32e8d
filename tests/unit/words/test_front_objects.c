// SPDX-License-Identifier: GPL-2.0-or-later
/* The matrix of an object's programs by kernels, over a summary put together by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "common/cleanup.h"
#include "words/front_objects.h"
#include "words/object_words.h"

#define KERNELS 11
#define PROGRAMS 3

enum program { COSTS, LOADS_LATER, NEVER_RUN };

static const char *const series[KERNELS] = { "7.3",  "5.10", "6.1", "6.12", "6.16", "6.17",
					     "6.18", "6.19", "7.0", "7.1",  "7.2" };

struct made {
	struct run_data data;
	struct treatment_record treatments[PROGRAMS];
	struct run_report run;
	struct cell_group groups[KERNELS];
	size_t group_of[KERNELS];
	struct report reports[KERNELS], *report_pointers[KERNELS];
	char names[KERNELS][32], releases[KERNELS][32];
	struct summary summary;
	struct summary_kernel kernels[KERNELS];
	struct summary_row rows[KERNELS][PROGRAMS];
	struct report_result results[KERNELS][PROGRAMS];
	json_t *loads, *refused;
};

static void make_result(struct made *made, size_t k, enum program program)
{
	struct report_result *result = &made->results[k][program];
	bool refused = program == LOADS_LATER && !strcmp(series[k], "5.10");

	*result = (struct report_result){ .configuration = made->treatments[program].name,
					  .workload = "micro",
					  .status = "measured",
					  .look = refused ? made->refused : made->loads };
	if (refused)
		result->status = "unsupported", result->reason = "does not load: no bpf_loop";
	else if (program == NEVER_RUN)
		result->status = "no-workload", result->reason = "no workload here runs it";
	made->rows[k][program] = (struct summary_row){
		.treatment = &made->treatments[program],
		.instructions = { .present = !result->reason,
				  .amount = { 100 + (double)k, NAN, NAN },
				  .result = result },
		.unmeasured = result->reason ? result : NULL,
	};
}

static void make_kernel(struct made *made, size_t k)
{
	snprintf(made->names[k], sizeof(made->names[k]), "debian-%s-cloud", series[k]);
	snprintf(made->releases[k], sizeof(made->releases[k]), "%s.9-cloud-amd64", series[k]);
	made->groups[k] = (struct cell_group){ .kernel = made->names[k],
					       .release = made->releases[k],
					       .timing = "counted",
					       .first = k,
					       .boots = 1 };
	made->group_of[k] = k;
	made->kernels[k] = (struct summary_kernel){
		.counted = k, .timed = SIZE_MAX, .rows = made->rows[k], .row_count = PROGRAMS
	};
	made->reports[k] = (struct report){ .data = &made->data,
					    .results = made->results[k],
					    .result_count = PROGRAMS };
	made->report_pointers[k] = &made->reports[k];
	for (int p = 0; p < PROGRAMS; p++)
		make_result(made, k, p);
}

static int set_up(void **state)
{
	static const char *const names[] = { "costs", "loads_later", "never_run" };
	struct made *made = *state = calloc(1, sizeof(*made));

	made->loads = json_pack("{s:b s:{s:i s:i}}", "loads", 1, "verifier", "processed", 812,
				"limit", 1000000);
	made->refused = json_pack("{s:b s:s}", "loads", 0, "log", "; bpf_loop();\nunknown func");
	for (int p = 0; p < PROGRAMS; p++)
		made->treatments[p] =
		    (struct treatment_record){ .name = (char *)names[p], .kind = (char *)"object" };
	made->data =
	    (struct run_data){ .treatments = made->treatments, .treatment_count = PROGRAMS };
	made->run = (struct run_report){ .data = &made->data,
					 .groups = made->groups,
					 .group_count = KERNELS,
					 .group_of = made->group_of,
					 .reports = made->report_pointers,
					 .count = KERNELS };
	made->summary = (struct summary){ &made->run, made->kernels, KERNELS };
	for (size_t k = 0; k < KERNELS; k++)
		make_kernel(made, k);
	return 0;
}

static int tear_down(void **state)
{
	struct made *made = *state;

	json_decref(made->loads);
	json_decref(made->refused);
	free(made);
	return 0;
}

static const char *cell(const struct table *table, size_t row, size_t column)
{
	return table->cells[row * table->column_count + column];
}

static bool says(const struct front_part *part, const char *words)
{
	for (size_t i = 0; i < part->line_count; i++)
		if (strstr(part->lines[i].text, words))
			return true;
	return false;
}

/* Eleven kernels stand beside each other in 80 columns, the oldest first. */
static void narrow(void **state)
{
	struct made *made = *state;
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };
	const struct table *table;

	assert_true(front_has_matrix(&made->summary));
	assert_int_equal(front_add_matrix(&page, &made->summary, &style), 0);
	assert_int_equal(page.count, 1);
	table = page.parts[0].table;
	assert_int_equal(table->column_count, 1 + KERNELS);
	assert_true(table_text_width(table) <= 80);
	assert_string_equal(table->headings[1], "5.10");
	assert_string_equal(table->headings[KERNELS], "7.3");
	assert_string_equal(cell(table, COSTS, 1), "101");
	assert_string_equal(cell(table, COSTS, KERNELS), "100");
	assert_string_equal(cell(table, LOADS_LATER, 1), "a");
	assert_string_equal(cell(table, NEVER_RUN, KERNELS), "b");
}

static void wide(void **state)
{
	struct made *made = *state;
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 200 };

	assert_int_equal(front_add_matrix(&page, &made->summary, &style), 0);
	assert_string_equal(cell(page.parts[0].table, LOADS_LATER, 1), "no load a");
	assert_string_equal(cell(page.parts[0].table, NEVER_RUN, 1), "not run b");
}

static void sentences(void **state)
{
	struct made *made = *state;
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };
	const struct front_part *part;

	assert_int_equal(front_add_matrix(&page, &made->summary, &style), 0);
	part = &page.parts[0];
	assert_true(says(part, "does not load: no bpf_loop"));
	assert_true(says(part, "| ; bpf_loop();"));
	assert_true(says(part, "costs, never_run: load on each kernel (smallest: "
			       "5.10.9-cloud-amd64)."));
	assert_true(says(part, "loads_later: loads on 6.1 and later (smallest: "
			       "6.1.9-cloud-amd64), not on 5.10."));
}

/* On which kernel a program does not load, and nothing of those where that is not known. */
static void what_is_not_known(void **state)
{
	struct made *made = *state;
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };

	for (size_t k = 0; k < KERNELS; k++) {
		struct report_result *result = &made->results[k][LOADS_LATER];

		result->status = k == 2 ? "unsupported" : "failed";
		result->reason = k == 2 ? "does not load: no bpf_loop" : "killed";
		result->look = k < 4 ? made->refused : NULL;
		made->rows[k][LOADS_LATER].instructions.present = false;
		made->rows[k][LOADS_LATER].unmeasured = result;
	}
	assert_int_equal(front_add_matrix(&page, &made->summary, &style), 0);
	assert_true(says(&page.parts[0], "loads_later: does not load on 6.1; not known: "));
	assert_false(says(&page.parts[0], "on no kernel"));
}

static void verifier(void **state)
{
	struct made *made = *state;
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };

	assert_int_equal(front_add_verifier(&page, &made->summary, &style), 0);
	assert_int_equal(page.count, 1);
	assert_string_equal(cell(page.parts[0].table, NEVER_RUN, 1), "812");
	assert_null(cell(page.parts[0].table, LOADS_LATER, 1));
	assert_true(says(&page.parts[0], "0.081 % of the limit of 1000000"));
}

/* A mark is never taken for a figure, however many there are. */
static void marks(void **state)
{
	struct object_notes notes = { 0 };
	char reasons[30][8], mark[NOTE_MARK_SIZE];
	struct report_result results[30] = { 0 };

	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(reasons[i], sizeof(reasons[i]), "%d", i);
		results[i].status = "failed";
		results[i].reason = reasons[i];
		object_note_mark(&notes, &results[i], mark);
	}
	assert_string_equal(mark, "ad");
	assert_string_equal(object_note_mark(&notes, &results[26], mark), "aa");
	assert_string_equal(object_note_mark(&notes, &results[25], mark), "z");
	object_notes_release(&notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(narrow, set_up, tear_down),
		cmocka_unit_test_setup_teardown(wide, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sentences, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_known, set_up, tear_down),
		cmocka_unit_test_setup_teardown(verifier, set_up, tear_down),
		cmocka_unit_test(marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
