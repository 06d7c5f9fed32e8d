// SPDX-License-Identifier: GPL-2.0-or-later
/* The tables by kernel, in terminals of every width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "synthetic_load.h"
#include "words/kernel_tables.h"

#define NARROWEST 20
#define WIDEST 220

static bool has_column(const struct table *table, const char *heading)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (strcmp(table->headings[c], heading) == 0)
			return true;
	return false;
}

static bool is_counted(const struct table *table)
{
	return strstr(table->title, "(instructions)") != NULL;
}

/* Names, and of a table that counts the difference, are no kernels. */
static size_t kernels_in(const struct table *table)
{
	return table->column_count - 1 - has_column(table, "Difference");
}

static void check_width(const struct kernel_tables *tables, unsigned int width)
{
	size_t differences = 0, counted = 0;

	for (size_t i = 0; i < tables->count; i++) {
		const struct table *table = tables->tables[i].table;

		assert_true(table_text_width(table) <= width || kernels_in(table) == 1);
		differences += has_column(table, "Difference");
		counted += is_counted(table);
		assert_false(has_column(table, "Difference") && !is_counted(table));
	}
	assert_true(counted > 0);
	assert_int_equal(differences, 1);
}

/* Its column takes its room as the others do, also where each kernel has a table of its own. */
static void the_difference_at_every_width(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);
	struct run_report *run = NULL;
	struct error err;

	(void)state;
	assert_int_equal(run_report_build(data, &run, &err), 0);
	for (unsigned int width = NARROWEST; width <= WIDEST; width++) {
		struct kernel_table_style style = { .width = width };
		struct kernel_tables tables;

		assert_int_equal(kernel_tables_build(run, &style, &tables), 0);
		check_width(&tables, width);
		kernel_tables_release(&tables);
	}
	run_report_free(run);
	run_data_free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_difference_at_every_width),
	};

	return cmocka_run_group_tests_name("kernel_tables", tests, NULL, NULL);
}
