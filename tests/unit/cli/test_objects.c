// SPDX-License-Identifier: GPL-2.0-or-later
/* What rows call an object's file: two of one name are told apart by their folders. */
#include "cli/objects.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] = { "old", "new", "old/new" };
static const char *const paths[] = { "my.bpf.o",    "old/my.bpf.o", "new/my.bpf.o",
				     "new/other.o", "old/new/my.o", "./my.bpf.o",
				     NULL };

static int files_make(void **state)
{
	char directory[] = "/tmp/bpftax-objects-XXXXXX";

	if (!mkdtemp(directory) || chdir(directory) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		mkdir(folders[i], 0755);
	for (size_t i = 0; paths[i]; i++) {
		FILE *file = fopen(paths[i], "w");

		if (!file)
			return -1;
		fputs("an object", file);
		fclose(file);
	}
	*state = strdup(directory);
	return *state ? 0 : -1;
}

static int files_remove(void **state)
{
	for (size_t i = 0; paths[i]; i++)
		unlink(paths[i]);
	for (size_t i = ARRAY_SIZE(folders); i > 0; i--)
		rmdir(folders[i - 1]);
	rmdir(*state);
	free(*state);
	return 0;
}

/* Files with the names that they are to have, up to NULL. */
static void called(const char *const named[][2])
{
	struct word_list list = { calloc(8, sizeof(*list.words)), 0 };
	struct object_files files = {};
	struct error err = {};

	for (; named[list.count][0]; list.count++)
		list.words[list.count] = strdup(named[list.count][0]);
	assert_int_equal(objects_load(&list, &files, &err), 0);
	assert_int_equal(files.count, list.count);
	for (size_t i = 0; i < files.count; i++)
		assert_string_equal(files.objects[i].file, named[i][1]);
	objects_free(&files);
	word_list_clear(&list);
}

static void files_of_one_name_have_their_folders(void **state)
{
	static const char *const apart[][2] = { { "old/my.bpf.o", "my" },
						{ "new/other.o", "other" },
						{ NULL, NULL } };
	static const char *const alike[][2] = { { "my.bpf.o", "my" },
						{ "old/my.bpf.o", "old:my" },
						{ "new/my.bpf.o", "new:my" },
						{ "new/other.o", "other" },
						{ NULL, NULL } };
	static const char *const folders_alike[][2] = { { "new/my.bpf.o", "new:my" },
							{ "old/new/my.o", "new:my" },
							{ "./my.bpf.o", "my" },
							{ NULL, NULL } };

	(void)state;
	called(apart);
	called(alike);
	called(folders_alike);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_of_one_name_have_their_folders, files_make,
						files_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
