// SPDX-License-Identifier: GPL-2.0-or-later
/* What the first page says of many kernels, over a run and a summary put together by hand. */
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
#include "words/cell_words.h"
#include "words/front_answer.h"
#include "words/front_table.h"

#define MANY 30

struct made {
	struct run_data data;
	struct treatment_record treatment;
	struct run_report run;
	struct cell_group groups[MANY];
	char names[MANY][16];
	struct summary summary;
	struct summary_kernel kernels[MANY];
	struct summary_row rows[MANY];
	struct summary_figure effects[MANY];
	struct summary_workload workload;
	struct report_result result;
};

static void make_kernel(struct made *made, size_t k)
{
	snprintf(made->names[k], sizeof(made->names[k]), "kernel-%02zu", k);
	made->groups[k] =
	    (struct cell_group){ .kernel = made->names[k], .timing = "timed", .boots = 1 };
	made->kernels[k] = (struct summary_kernel){ .counted = SIZE_MAX,
						    .timed = k,
						    .direct = "udp-drain",
						    .rows = &made->rows[k],
						    .row_count = 1 };
	made->rows[k] = (struct summary_row){
		.treatment = &made->treatment,
		.instructions = summary_figure_none(METRIC_OPERATION_INSTRUCTIONS),
		.ns = { .present = true, .amount = { 30, 28, 32 }, .result = &made->result },
		.effects = &made->effects[k],
		.hits = 1,
	};
}

/* Of so many kernels, all timed. */
static void make(struct made *made, size_t count)
{
	*made = (struct made){ .treatment = { .name = "fentry-null", .kind = (char *)"builtin" },
			       .workload = { .name = "iperf3" },
			       .result = { .status = "measured" } };
	made->data = (struct run_data){ .treatments = &made->treatment, .treatment_count = 1 };
	made->run = (struct run_report){ .data = &made->data,
					 .groups = made->groups,
					 .group_count = count };
	made->summary = (struct summary){ &made->run, made->kernels, count };
	for (size_t k = 0; k < count; k++)
		make_kernel(made, k);
}

static size_t count_heading(const struct front_page *page, const char *heading)
{
	size_t count = 0;

	for (size_t p = 0; p < page->count; p++)
		for (size_t c = 0; page->parts[p].table && c < page->parts[p].table->column_count;
		     c++)
			count += !strcmp(page->parts[p].table->headings[c], heading);
	return count;
}

/* Each kernel stands in one table, and no table is wider than the page. */
static void check_width(unsigned int width)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = width };
	struct made made;

	make(&made, MANY);
	assert_int_equal(front_add_answer(&page, &made.summary, &style), 0);
	for (size_t k = 0; k < MANY; k++)
		assert_int_equal(count_heading(&page, made.names[k]), 1);
	for (size_t p = 0; p < page.count; p++)
		assert_true(!width || table_text_width(page.parts[p].table) <= width);
	assert_string_equal(page.parts[0].title, "WHAT TRACING ADDS, IN NS");
	assert_null(page.parts[1].title);
}

static void test_widths(void **state)
{
	(void)state;
	check_width(80);
	check_width(30);
	check_width(0);
}

/* There is no table where it would have nothing in it, and what there is is not kept secret. */
static void test_traffic(void **state)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = 80 };
	struct made made;

	(void)state;
	make(&made, 2);
	for (size_t k = 0; k < 2; k++) {
		made.effects[k] = made.rows[k].ns;
		made.rows[k].ns = summary_figure_none(METRIC_OPERATION_NS);
		made.kernels[k].workloads = &made.workload;
		made.kernels[k].workload_count = 1;
	}
	assert_int_equal(front_add_answer(&page, &made.summary, &style), 0);
	assert_int_equal(page.count, 1);
	assert_string_equal(page.parts[0].title, "WHAT TRACING ADDS");
	assert_null(page.parts[0].table);
	assert_int_equal(page.parts[0].line_count, 1);
	assert_string_equal(page.parts[0].lines[0].text,
			    "Effects on traffic, by kernel: `bpftax report --full`.");
}

/* A figure says which kernel it is of as soon as its timing does not. */
static void test_prefix(void **state)
{
	size_t group_of[] = { 0, 1 };
	struct cell_record records[2] = { { .number = 1 }, { .number = 2, .boot = 1 } };
	struct made made;
	char *prefix;

	(void)state;
	make(&made, 2);
	made.run.count = 2;
	made.run.group_of = group_of;
	made.data.cells = records;
	prefix = cell_prefix_of_timing(&made.run, 1, ": ");
	assert_string_equal(prefix, "kernel-01: ");
	free(prefix);
	made.groups[1].timing = "counted";
	made.groups[1].kernel = made.groups[0].kernel;
	prefix = cell_prefix_of_timing(&made.run, 1, ": ");
	assert_string_equal(prefix, "");
	free(prefix);
	made.run.group_count = 1;
	made.groups[0].boots = 2;
	group_of[1] = 0;
	prefix = cell_prefix_of_timing(&made.run, 1, ": ");
	assert_string_equal(prefix, "kernel-00 boot 1: ");
	free(prefix);
}

static void expect_heading(const struct run_report *run, size_t group, const char *expected)
{
	CLEANUP_FREE char *heading = cell_group_heading(run, group);

	assert_string_equal(heading, expected);
}

/* Paths end in vmlinuz: the releases tell them apart, and where these are one the cells. */
static void images_of_one_name_go_by_their_releases(void **state)
{
	struct cell_record cells[] = { { .number = 0 }, { .number = 1 }, { .number = 2 } };
	struct run_data data = { .cells = cells, .cell_count = 3 };
	struct cell_group groups[] = {
		{ .kernel = "/a/vmlinuz", .release = "6.1", .timing = "counted", .first = 0 },
		{ .kernel = "/b/vmlinuz", .release = "6.12", .timing = "counted", .first = 1 },
		{ .kernel = "/c/bzImage", .release = "6.12", .timing = "counted", .first = 2 },
	};
	struct run_report run = { .data = &data, .groups = groups, .group_count = 3 };

	(void)state;
	expect_heading(&run, 0, "6.1");
	expect_heading(&run, 1, "6.12 (cell 1)");
	expect_heading(&run, 2, "bzImage");
	groups[1].release = NULL;
	expect_heading(&run, 0, "6.1");
	expect_heading(&run, 1, "vmlinuz");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_of_one_name_go_by_their_releases),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_traffic),
		cmocka_unit_test(test_prefix),
	};

	return cmocka_run_group_tests_name("front_kernels", tests, NULL, NULL);
}
