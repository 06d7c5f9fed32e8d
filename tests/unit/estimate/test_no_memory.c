// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A report whose n-th allocation fails, for every n: -ENOMEM, nothing lost, nothing released that
 * was never taken (the sanitizers and glibc's malloc look).  Linked with -Wl,--wrap for each of the
 * allocating functions: only what this project allocates fails, not its libraries.
 */
#include "common/cleanup.h"
#include "estimate/build.h"
#include "estimate/run_report.h"
#include "synthetic_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned long left; /* allocations until one fails; 0: none does */

static bool fails(void)
{
	return left && !--left;
}

#define WRAPPED(result, name, parameters, ...)                                                     \
	result __real_##name parameters;                                                           \
	result __wrap_##name parameters;                                                           \
	result __wrap_##name parameters                                                            \
	{                                                                                          \
		return fails() ? NULL : __real_##name(__VA_ARGS__);                                \
	}

WRAPPED(void *, malloc, (size_t size), size)
WRAPPED(void *, calloc, (size_t count, size_t size), count, size)
WRAPPED(void *, realloc, (void *old, size_t size), old, size)
WRAPPED(void *, reallocarray, (void *old, size_t count, size_t size), old, count, size)
WRAPPED(char *, strdup, (const char *text), text)

/*
 * How many of the allocations that failed nobody noticed.  A median that finds no memory is NaN, as
 * that of nothing is, and its figure absent: such ones there are where there are levels.
 */
static unsigned long report_of(enum synthetic_kind kind)
{
	struct run_data *data = synthetic_run_load(kind);
	unsigned long unnoticed = 0, n = 0;
	bool failed = true;

	while (failed) {
		struct report *report = NULL;
		struct error err = { 0 };
		int code;

		left = ++n;
		code = report_build(data, &report, &err);
		failed = !left;
		left = 0;
		unnoticed += failed && code == 0;
		assert_true(code == 0 || code == -ENOMEM);
		if (code == 0)
			report_free(report);
	}
	run_data_free(data);
	assert_true(n > 20);
	return unnoticed;
}

/* The report of a whole run, whose cells are taken out of it first; each of many fails. */
static void of_a_run_of_cells(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);
	bool failed = true;

	(void)state;
	for (unsigned long n = 1; failed; n += n / 16 + 1) {
		struct run_report *run = NULL;
		struct error err = { 0 };
		int code;

		left = n;
		code = run_report_build(data, &run, &err);
		failed = !left;
		left = 0;
		assert_true(code == 0 || code == -ENOMEM);
		run_report_free(run);
	}
	run_data_free(data);
}

static void of_a_run_of_blocks(void **state)
{
	(void)state;
	report_of(SYNTHETIC_SWITCH);
}

static void of_a_restart_run(void **state)
{
	(void)state;
	report_of(SYNTHETIC_RESTART);
}

static void of_micro(void **state)
{
	(void)state;
	assert_int_equal(report_of(SYNTHETIC_MICRO), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_micro),
		cmocka_unit_test(of_a_restart_run),
		cmocka_unit_test(of_a_run_of_blocks),
		cmocka_unit_test(of_a_run_of_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
