// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/progress.h"

#define SECOND UINT64_C(1000000000)

static void bars(void **state)
{
	char text[256];

	(void)state;
	assert_string_equal(
	    progress_bar_format(text, sizeof(text), 79, "iperf3 fentry-map", 0.429, 150.2),
	    "[########------------] 42 %, 2:31 left  iperf3 fentry-map");
	assert_string_equal(progress_bar_format(text, sizeof(text), 79, "x", 0, NAN),
			    "[--------------------] 0 %  x");
	assert_string_equal(progress_bar_format(text, sizeof(text), 79, "x", 1, 0),
			    "[####################] 100 %, 0:00 left  x");
	assert_string_equal(progress_bar_format(text, sizeof(text), 12, "x", 0.5, 1),
			    "[##########-");
}

static void shares_out_of_range(void **state)
{
	char text[256];

	(void)state;
	assert_string_equal(progress_line_format(text, sizeof(text), "x", 1.7, -3),
			    "100 %, 0:00 left: x");
	assert_string_equal(progress_line_format(text, sizeof(text), "x", NAN, INFINITY), "0 %: x");
	assert_string_equal(progress_line_format(text, sizeof(text), "x", -1, 3600),
			    "0 %, 60:00 left: x");
}

static void half_widths(void **state)
{
	char text[64];

	(void)state;
	assert_string_equal(progress_width_format(text, sizeof(text), NAN, 1), "");
	assert_string_equal(progress_width_format(text, sizeof(text), 1.27, 0), ", +-1.3 %");
	assert_string_equal(progress_width_format(text, sizeof(text), 12.7, .5),
			    ", +-13 % (0.5 % ends it)");
}

/* What is written to a stream that is no terminal, over a minute. */
static char *lines(bool quiet)
{
	struct progress progress = { 0 };
	FILE *stream = tmpfile();
	char *text = calloc(1, 1024);

	assert_non_null(stream);
	progress_init(&progress, stream, quiet);
	progress_say(&progress, "begins");
	for (uint64_t s = 0; s < 40; s++)
		progress_show(&progress, (1000 + s) * SECOND, "x", (double)s / 40, 40 - (double)s);
	progress_end(&progress);
	rewind(stream);
	assert_true(fread(text, 1, 1023, stream) < 1023);
	fclose(stream);
	return text;
}

static void a_line_now_and_then_when_piped(void **state)
{
	char *text = lines(false);

	(void)state;
	assert_string_equal(text, "begins\n0 %, 0:40 left: x\n37 %, 0:25 left: x\n"
				  "75 %, 0:10 left: x\n");
	free(text);
}

/* A guest names its kernel, and a line of its console may be told. */
static void what_is_told_cannot_drive_the_terminal(void **state)
{
	struct progress progress = { 0 };
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	(void)state;
	progress_init(&progress, stream, false);
	progress_say(&progress, "6.12\033[2J\n");
	progress_show(&progress, SECOND, "6.12\033[2J\n", 0, NAN);
	progress_end(&progress);
	fclose(stream);
	assert_string_equal(text, "6.12\\x1b[2J\\x0a\n0 %: 6.12\\x1b[2J\\x0a\n");
	free(text);
}

static void nothing_when_quiet(void **state)
{
	char *text = lines(true);

	(void)state;
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars),
		cmocka_unit_test(shares_out_of_range),
		cmocka_unit_test(half_widths),
		cmocka_unit_test(a_line_now_and_then_when_piped),
		cmocka_unit_test(what_is_told_cannot_drive_the_terminal),
		cmocka_unit_test(nothing_when_quiet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
