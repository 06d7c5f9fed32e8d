// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Agreement with R to 1e-9, on what oracle.R wrote to oracle.txt.
 *
 *	test_oracle oracle.txt
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "stats/hodges_lehmann.h"
#include "stats/holm.h"
#include "stats/rank_test.h"
#include "stats/student.h"

#define INPUTS_MAXIMUM 256
#define AGREEMENT 1e-9

struct record {
	char kind[16];
	size_t input_count, result_count;
	double input[INPUTS_MAXIMUM], result[INPUTS_MAXIMUM];
};

static const char *data_path;

static void read_numbers(FILE *file, double *numbers, size_t count)
{
	assert_true(count <= INPUTS_MAXIMUM);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fscanf(file, "%lf", &numbers[i]), 1);
}

static bool read_record(FILE *file, struct record *record)
{
	int found =
	    fscanf(file, "%15s %zu %zu", record->kind, &record->input_count, &record->result_count);

	if (found == EOF)
		return false;
	assert_int_equal(found, 3);
	read_numbers(file, record->input, record->input_count);
	read_numbers(file, record->result, record->result_count);
	return true;
}

static void check_results(const struct record *record, const double *ours, size_t count)
{
	assert_int_equal(record->result_count, count);
	for (size_t i = 0; i < count; i++)
		if (!(fabs(ours[i] - record->result[i]) <= AGREEMENT))
			fail_msg("%s of %zu numbers, result %zu: %.17g, R says %.17g", record->kind,
				 record->input_count, i, ours[i], record->result[i]);
}

static void check_signed_rank(const struct record *record)
{
	const double *values = record->input + 2;
	size_t n = record->input_count - 2;
	struct estimate e;
	struct rank_test test;

	assert_int_equal(hodges_lehmann_at_level(values, n, record->input[0], &e), 0);
	assert_int_equal(rank_test_at(values, n, record->input[1], &test), 0);
	check_results(record,
		      (double[]){ e.interval.estimate, e.interval.low, e.interval.high, e.level,
				  test.p, test.p_less, test.p_greater },
		      7);
}

static void check_holm(const struct record *record)
{
	double adjusted[INPUTS_MAXIMUM];

	assert_int_equal(holm_adjust(record->input, record->input_count, adjusted), 0);
	check_results(record, adjusted, record->input_count);
}

static void check_student(const struct record *record)
{
	struct estimate e;

	assert_int_equal(student_estimate(record->input, record->input_count, &e), 0);
	check_results(record, (double[]){ e.interval.estimate, e.interval.low, e.interval.high },
		      3);
}

static size_t check_kind(const char *kind, void (*check)(const struct record *))
{
	FILE *file = fopen(data_path, "r");
	struct record record;
	size_t checked = 0;

	assert_non_null(file);
	while (read_record(file, &record)) {
		if (strcmp(record.kind, kind) != 0)
			continue;
		check(&record);
		checked++;
	}
	fclose(file);
	print_message("%zu sets of kind %s agree with R to %g\n", checked, kind, AGREEMENT);
	return checked;
}

/* No ties, no zeros: wilcox.test(exact = TRUE, conf.int = TRUE). */
static void wilcox_test(void **state)
{
	(void)state;
	assert_int_equal(check_kind("wilcoxon", check_signed_rank), 162);
}

/* Ties, zeros, constant data: the definition, written out in R. */
static void ties_and_zeros(void **state)
{
	(void)state;
	assert_int_equal(check_kind("walsh", check_signed_rank), 330);
}

static void p_adjust(void **state)
{
	(void)state;
	assert_int_equal(check_kind("holm", check_holm), 11);
}

static void t_test(void **state)
{
	(void)state;
	assert_int_equal(check_kind("student", check_student), 5);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilcox_test),
		cmocka_unit_test(ties_and_zeros),
		cmocka_unit_test(p_adjust),
		cmocka_unit_test(t_test),
	};

	if (argc != 2)
		return 2;
	data_path = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
