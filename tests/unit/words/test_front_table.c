// SPDX-License-Identifier: GPL-2.0-or-later
/* The columns of the first page's table, over a summary that is put together by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "common/cleanup.h"
#include "words/front_table.h"

#define MANY 30

/* A kernel of two treatments, both timed and with one hit an operation. */
struct made {
	struct summary summary;
	struct summary_kernel kernel;
	struct treatment_record treatments[2];
	struct summary_row rows[2];
	struct summary_figure effects[2][MANY];
	struct summary_workload workloads[MANY];
	struct report_result result;
};

static struct summary_figure figure_of(struct made *made, double amount, double percent)
{
	return (struct summary_figure){ .present = true,
					.amount = { amount, amount - 1, amount + 1 },
					.percent = { percent, percent - 1, percent + 1 },
					.result = &made->result };
}

static void make(struct made *made)
{
	*made =
	    (struct made){ .treatments = { { .name = "fentry-null" }, { .name = "kprobe-null" } },
			   .result = { .status = "measured" } };
	made->kernel = (struct summary_kernel){ .counted = SIZE_MAX,
						.operation_instructions = NAN,
						.operation_ns = 1000,
						.direct = "udp-drain",
						.workloads = made->workloads,
						.rows = made->rows,
						.row_count = 2 };
	made->summary = (struct summary){ .kernels = &made->kernel, .kernel_count = 1 };
	for (size_t r = 0; r < 2; r++)
		made->rows[r] = (struct summary_row){ .treatment = &made->treatments[r],
						      .ns = figure_of(made, 30, 3),
						      .instructions = summary_figure_none(
							  METRIC_OPERATION_INSTRUCTIONS),
						      .effects = made->effects[r],
						      .hits = 1 };
}

static size_t column_of(const struct table *table, const char *heading)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (strcmp(table->headings[c], heading) == 0)
			return c;
	return SIZE_MAX;
}

static bool has_hits_column(const struct made *made)
{
	struct front_style style = { 0 };
	struct table *table = front_table_of_kernel(&made->summary, &style);
	bool has;

	assert_non_null(table);
	has = column_of(table, FRONT_HITS) != SIZE_MAX;
	table_free(table);
	return has;
}

/* In its column of instructions, made to be the kernel's only figure. */
static void check_agreeing(double estimate, double least, double most, double agreeing,
			   const char *wanted)
{
	struct front_style style = { 0 };
	struct made made;
	struct table *table;

	make(&made);
	made.kernel.operation_instructions = 1600;
	made.result.micro = (struct report_micro){
		.present = true, .least = least, .most = most, .chunks = 11, .agreeing = agreeing
	};
	made.rows[0].instructions = figure_of(&made, estimate, 8);
	table = front_table_of_kernel(&made.summary, &style);
	assert_non_null(table);
	assert_string_equal(table->cells[column_of(table, "Instr.")], wanted);
	table_free(table);
}

static void check_count(double estimate, double least, double most, const char *wanted)
{
	check_agreeing(estimate, least, most, 11, wanted);
}

/* The middle of chunks that differ is no number to quote. */
static void test_counts_of_chunks_that_differ(void **state)
{
	(void)state;
	check_agreeing(-223.7, -223.7, -223.7, 1, "~-224");
	check_agreeing(138, 138, 138, 5, "~138");
	check_agreeing(138, 138, 138, 6, "138");
	check_agreeing(132.04, 124.7, 137.3, 1, "124 to 138");
}

/* What is not the same each time has no decimals to show. */
static void test_counts_that_vary(void **state)
{
	(void)state;
	check_count(138, 138, 138, "138");
	check_count(138 + 1e-9, 138, 138, "138");
	check_count(138.25, 138, 138.5, "138.250");
	check_count(132.04, 124.7, 137.3, "124 to 138");
}

/* One hit is claimed of all only where it is known of all that have a figure. */
static void test_hits(void **state)
{
	struct made made;

	(void)state;
	make(&made);
	assert_true(front_hits_are_one(&made.kernel));
	assert_true(has_hits_column(&made));
	made.rows[1].hits = NAN;
	assert_false(front_hits_are_one(&made.kernel));
	assert_true(has_hits_column(&made));
	made.rows[1].ns.present = false;
	assert_true(front_hits_are_one(&made.kernel));
	made.rows[0].hits = NAN;
	assert_false(front_hits_are_one(&made.kernel));
	assert_false(has_hits_column(&made));
	made.rows[0].hits = 1.001;
	assert_false(front_hits_are_one(&made.kernel));
}

/* A share of the emulator's ns does not stand among those of instructions. */
static void test_share(void **state)
{
	struct front_style style = { 0 };
	struct made made;
	struct table *table;
	size_t share;

	(void)state;
	make(&made);
	made.kernel.counted = 1;
	made.kernel.emulated = true;
	made.kernel.operation_instructions = 1500;
	made.rows[0].instructions = figure_of(&made, 138, 9);
	table = front_table_of_kernel(&made.summary, &style);
	assert_non_null(table);
	share = column_of(table, "Share");
	assert_string_equal(table->cells[share], "9.0%");
	assert_null(table->cells[table->column_count + share]);
	table_free(table);
}

/* More workloads than there is room for: none is taken for another. */
static void test_many_workloads(void **state)
{
	struct front_style style = { 0 };
	static const char *const names[MANY] = { [0] = "first", [20] = "later" };
	struct made made;
	struct table *table;

	(void)state;
	make(&made);
	made.kernel.workload_count = MANY;
	for (size_t w = 0; w < MANY; w++) {
		made.workloads[w].name = names[w] ? names[w] : "other";
		made.effects[0][w] = figure_of(&made, NAN, (double)w);
	}
	table = front_table_of_kernel(&made.summary, &style);
	assert_non_null(table);
	assert_int_equal(column_of(table, "later") - column_of(table, "first"), 20);
	assert_memory_equal(table->cells[column_of(table, "first")], "+0.0", 4);
	table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hits),
		cmocka_unit_test(test_counts_that_vary),
		cmocka_unit_test(test_counts_of_chunks_that_differ),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_many_workloads),
	};

	return cmocka_run_group_tests_name("front_table", tests, NULL, NULL);
}
