// SPDX-License-Identifier: GPL-2.0-or-later
/* What is told of an atlas that is put together by hand: headings, signs, and room for columns. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "words/atlas_layout.h"

#define KERNELS 6
#define ROWS 2

struct made {
	struct atlas atlas;
	struct atlas_kernel kernels[KERNELS];
	struct atlas_row rows[ROWS];
	struct atlas_figure figures[ROWS * KERNELS];
	size_t places[ROWS * KERNELS];
	struct atlas_run run;
};

/* 100 on the first three kernels, 142 on the others; the second row has nothing but reasons. */
static void make(struct made *made)
{
	static const char *const releases[KERNELS] = { "5.10.0-46-cloud", "6.1.0-1-cloud",
						       "6.12.3-cloud",	  "6.12.4-cloud",
						       "7.2.1-cloud",	  "7.3-rc7-cloud" };
	static const char cloud[] = "cloud", x86[] = "x86_64", map[] = "map";

	*made = (struct made){ .rows = { { "fentry", map, "loop", "f" },
					 { "fexit", map, NULL, NULL } } };
	made->atlas = (struct atlas){ .runs = &made->run,
				      .run_count = 1,
				      .kernels = made->kernels,
				      .kernel_count = KERNELS,
				      .rows = made->rows,
				      .row_count = ROWS,
				      .figures = made->figures,
				      .figure_count = ROWS * KERNELS,
				      .places = made->places };
	for (size_t i = 0; i < (size_t)ROWS * KERNELS; i++) {
		struct atlas_figure *figure = &made->figures[i];
		double number = i % KERNELS < 3 ? 100 : 142;

		*figure = (struct atlas_figure){ .kernel = i % KERNELS,
						 .row = i / KERNELS,
						 .status = "measured",
						 .instructions = number,
						 .least = number,
						 .most = number,
						 .agreeing = 10,
						 .chunks = 10,
						 .linear = true,
						 .step = NAN };
		made->places[i] = i + 1;
		if (i < KERNELS)
			made->kernels[i] = (struct atlas_kernel){ .release = releases[i],
								  .architecture = x86,
								  .flavour = cloud };
		else
			*figure = (struct atlas_figure){ .kernel = i % KERNELS,
							 .row = 1,
							 .status = "unsupported",
							 .reason = "CONFIG_X is not set in it",
							 .instructions = NAN,
							 .step = NAN };
	}
	made->figures[3].step = 42;
}

static void expect_heading(const struct made *made, size_t kernel, const char *expected)
{
	char text[ATLAS_TEXT_SIZE];

	atlas_heading(text, &made->atlas, kernel);
	assert_string_equal(text, expected);
}

static void headings_are_as_short_as_tells_them_apart(void **state)
{
	struct made made;

	(void)state;
	make(&made);
	expect_heading(&made, 0, "5.10");
	expect_heading(&made, 1, "6.1");
	expect_heading(&made, 2, "6.12.3");
	expect_heading(&made, 3, "6.12.4");
	expect_heading(&made, 5, "7.3");
}

static void expect_cell(const struct made *made, size_t row, size_t kernel, const char *expected)
{
	char text[ATLAS_TEXT_SIZE];

	atlas_cell_text(text, &made->atlas, row, kernel);
	assert_string_equal(text, expected);
}

static void what_is_to_be_known_of_a_number_stands_at_it(void **state)
{
	struct made made;
	char step[ATLAS_TEXT_SIZE];

	(void)state;
	make(&made);
	expect_cell(&made, 0, 0, "100");
	expect_cell(&made, 1, 0, "x");
	made.figures[0].other_tools = true;
	expect_cell(&made, 0, 0, "100*");
	made.figures[1].most = 103.2;
	expect_cell(&made, 0, 1, "100-104~");
	made.figures[2].agreeing = 8;
	expect_cell(&made, 0, 2, "100~");
	made.places[3] = 0;
	expect_cell(&made, 0, 3, ".");
	made.figures[KERNELS].status = "failed";
	expect_cell(&made, 1, 0, "!");
	atlas_step_text(step, &made.figures[3]);
	assert_string_equal(step, "+42");
	made.figures[3].step = 41.6667;
	atlas_step_text(step, &made.figures[3]);
	assert_string_equal(step, "~+42");
	atlas_step_text(step, &made.figures[4]);
	assert_string_equal(step, "");
}

static void expect_layout(const struct made *made, size_t width, const char *expected)
{
	CLEANUP(atlas_layout_release) struct atlas_layout layout = { 0 };
	const struct atlas_part part = { 0, KERNELS, made->rows[0].program };
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	assert_int_equal(atlas_layout_make(&made->atlas, &part, width, &layout), 0);
	for (size_t i = 0; i < layout.count; i++)
		text_buffer_add(&text, "%s%s", layout.columns[i].begins ? "|" : " ",
				layout.columns[i].heading);
	assert_string_equal(text_buffer_get(&text), expected);
}

static void kernels_without_a_change_share_a_column_where_room_is_scarce(void **state)
{
	struct made made;

	(void)state;
	make(&made);
	expect_layout(&made, 80, "|5.10 6.1 6.12.3 6.12.4 7.2 7.3");
	expect_layout(&made, 36, "|5.10-6.12.3 6.12.4-7.3");
	expect_layout(&made, 24, "|5.10-6.12.3|6.12.4-7.3");
}

static void mechanisms_of_one_reason_are_one_line(void **state)
{
	struct made made;
	char **lines = NULL;
	size_t count = 0;

	(void)state;
	make(&made);
	made.figures[KERNELS].reason = "CONFIG_X is not set in 5.10.0-46-cloud";
	made.figures[KERNELS + 1].reason = "CONFIG_X is not set in 6.1.0-1-cloud";
	made.figures[0].reason = made.figures[KERNELS].reason;
	assert_int_equal(atlas_reasons(&made.atlas, 0, &lines, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(lines[0],
			    "fentry, fexit (5.10, 6.1): CONFIG_X is not set in this kernel");
	assert_string_equal(lines[1],
			    "fexit (6.12.3, 6.12.4, 7.2, 7.3): CONFIG_X is not set in it");
	text_words_free(lines, count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_as_short_as_tells_them_apart),
		cmocka_unit_test(what_is_to_be_known_of_a_number_stands_at_it),
		cmocka_unit_test(kernels_without_a_change_share_a_column_where_room_is_scarce),
		cmocka_unit_test(mechanisms_of_one_reason_are_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
