// SPDX-License-Identifier: GPL-2.0-or-later
/* Programs of somebody's objects: their names and treatments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/study_fields.h"
#include "study/treatment.h"
#include "study/options.h"

#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void add(struct object_program_list *list, const char *file, const char *name)
{
	json_t *description =
	    json_pack("{s:[{s:s, s:s, s:s, s:s}, {s:s, s:s, s:s}]}", "programs", "name", name,
		      "section", "fentry/f", "mechanism", "fentry", "function", "f", "name", file,
		      "section", "xdp/x", "reason", "no");
	struct error err;

	assert_int_equal(object_programs_add(list, file, SHA256, description, &err), 0);
	json_decref(description);
}

static void names(void **state)
{
	struct object_program_list list = {};
	struct error err;

	(void)state;
	add(&list, "old", "count");
	add(&list, "new", "count");
	assert_int_equal(object_programs_name(&list, &err), 0);
	assert_string_equal(list.programs[0].name, "old:count");
	assert_string_equal(list.programs[1].name, "old");
	assert_string_equal(list.programs[1].mechanism, "xdp");
	assert_string_equal(list.programs[2].name, "new:count");
	object_programs_free(&list);
}

static void names_are_clean(void **state)
{
	struct object_program_list list = {};
	struct error err;

	(void)state;
	add(&list, "x", "a\033[31m/b;c");
	add(&list, "y", "baseline");
	assert_int_equal(object_programs_name(&list, &err), 0);
	assert_string_equal(list.programs[0].name, "a??31m?b?c");
	assert_string_equal(list.programs[2].name, "y:baseline");
	object_programs_free(&list);
}

/* What is cleaned or cut away told them apart. */
static void names_that_become_one_are_numbered(void **state)
{
	static const char *const programs[] = { "a\001b", "a\002b", "a;b", "a.b", "a?b.2" };
	static const char *const wanted[] = { "a?b", "a?b.2", "a?b.3", "a.b", "a?b.2.2" };
	struct object_program_list list = {};
	char longer[2][200];
	struct error err;

	(void)state;
	for (size_t i = 0; i < 5; i++)
		add(&list, (char[]){ (char)('0' + i), '\0' }, programs[i]);
	for (size_t i = 0; i < 2; i++) {
		memset(longer[i], 'l', sizeof(longer[i]));
		longer[i][150] = (char)('0' + i);
		longer[i][199] = '\0';
		add(&list, (char[]){ (char)('5' + i), '\0' }, longer[i]);
	}
	assert_int_equal(object_programs_name(&list, &err), 0);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(list.programs[2 * i].name, wanted[i]);
	assert_int_equal(strlen(list.programs[10].name), 96);
	assert_int_equal(strlen(list.programs[12].name), 98);
	object_programs_free(&list);
}

static void one_twice(void **state)
{
	struct object_program_list list = {};
	struct error err;

	(void)state;
	add(&list, "same", "count");
	add(&list, "same", "count");
	assert_int_equal(object_programs_name(&list, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "same:count"));
	object_programs_free(&list);
}

static void what_means_nothing(void **state)
{
	struct object_program_list list = {};
	json_t *description = json_pack("{s:[{s:s}]}", "programs", "name", "a");
	struct error err;

	(void)state;
	assert_int_equal(object_programs_add(&list, "f", SHA256, description, &err), -EPROTO);
	json_decref(description);
	object_programs_free(&list);
}

/* Alone, and on one CPU, whatever the program is called. */
static void treatments(void **state)
{
	struct object_program_list list = {};
	struct treatment_list treatments;
	struct study study;
	struct error err;

	(void)state;
	study_init_cost(&study);
	add(&list, "my", "count@4threads");
	assert_int_equal(object_programs_name(&list, &err), 0);
	assert_int_equal(treatments_make(&study, &list, &treatments), 0);
	assert_int_equal(treatments.count, 3);
	assert_int_equal(treatments_measured(&treatments), 2);
	assert_string_equal(treatments.treatments[1].name, "count?4threads");
	assert_int_equal(treatments.treatments[1].variant.threads, 1);
	assert_ptr_equal(treatments.treatments[1].object, &list.programs[0]);
	treatments_free(&treatments);
	object_programs_free(&list);
	study_free(&study);
}

/* Each on its hook, and then on many functions; one is what is measured anyway.  add() has another
 * program behind it. */
static void treatments_on_many_functions(void **state)
{
	static const char *const names[] = { "f:same", "f:same@100functions", "f:same@vfs_*",
					     "g:same", "g:same@100functions", "g:same@vfs_*" };
	struct object_program_list list = {};
	struct treatment_list treatments;
	struct study study;
	struct error err;

	(void)state;
	study_init_cost(&study);
	assert_int_equal(
	    option_set(option_find("functions", OPTION_FOR_COST), "1,100,vfs_*", &study, &err), 0);
	add(&list, "f", "same");
	add(&list, "g", "same");
	assert_int_equal(object_programs_name(&list, &err), 0);
	assert_int_equal(treatments_make(&study, &list, &treatments), 0);
	assert_int_equal(treatments_measured(&treatments), 2 * ARRAY_SIZE(names));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct treatment *scaled = &treatments.treatments[i < 3 ? 1 + i : 4 + i];

		assert_string_equal(scaled->name, names[i]);
	}
	treatments_free(&treatments);
	object_programs_free(&list);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(names_are_clean),
		cmocka_unit_test(names_that_become_one_are_numbered),
		cmocka_unit_test(one_twice),
		cmocka_unit_test(what_means_nothing),
		cmocka_unit_test(treatments),
		cmocka_unit_test(treatments_on_many_functions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
