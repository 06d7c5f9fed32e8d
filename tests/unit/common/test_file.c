// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/file.h"
#include "common/cleanup.h"

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static int scratch_make(void **state)
{
	static char path[64];

	strcpy(path, "/tmp/bpftax-test-XXXXXX");
	*state = mkdtemp(path);
	return *state ? 0 : -1;
}

static int scratch_remove(void **state)
{
	return file_remove_tree(*state);
}

static size_t entries(const char *directory)
{
	DIR *stream = opendir(directory);
	size_t count = 0;

	assert_non_null(stream);
	while (readdir(stream))
		count++;
	closedir(stream);
	return count - 2;
}

static void what_is_written_is_read(void **state)
{
	CLEANUP_FREE char *path = file_path("%s/a/b/file", (char *)*state), *bytes = NULL;
	size_t length = 0;

	assert_int_equal(file_make_parents(path, NULL), 0);
	assert_int_equal(file_make_parents(path, NULL), 0);
	assert_int_equal(file_write_atomically(path, "old", 3, NULL), 0);
	assert_int_equal(file_write_atomically(path, "n\0w", 3, NULL), 0);
	assert_int_equal(file_read(path, &bytes, &length, NULL), 0);
	assert_int_equal(length, 3);
	assert_memory_equal(bytes, "n\0w", 4);
}

static void files_without_a_size_are_read_too(void **state)
{
	CLEANUP_FREE char *text = NULL;

	(void)state;
	assert_int_equal(file_read("/proc/self/status", &text, NULL, NULL), 0);
	assert_non_null(strstr(text, "Name:"));
}

static void a_failed_write_leaves_nothing(void **state)
{
	CLEANUP_FREE char *path = file_path("%s/taken", (char *)*state);
	struct error err = { 0 };

	/* A directory with something in it cannot be replaced by a file. */
	CLEANUP_FREE char *inside = file_path("%s/inside", path);

	assert_int_equal(file_make_directory(inside, NULL), 0);
	assert_true(file_write_atomically(path, "x", 1, &err) < 0);
	assert_non_null(strstr(err.text, path));
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_int_equal(entries(*state), 1);
}

/* One that says how large it is, and one that does not end. */
static void too_much_is_not_read(void **state)
{
	CLEANUP_FREE char *path = file_path("%s/large", (char *)*state), *bytes = NULL;
	const char *const paths[] = { path, "/dev/zero" };
	size_t length = 0;

	assert_int_equal(file_write_atomically(path, "12345", 5, NULL), 0);
	assert_int_equal(file_read_most(path, 5, &bytes, &length, NULL), 0);
	assert_int_equal(length, 5);
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		struct error err = { 0 };
		char *none = NULL;

		assert_int_equal(file_read_most(paths[i], 10000, &none, &length, &err), -EFBIG);
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(err.text, "has more than the 10000 bytes"));
		assert_null(none);
	}
}

static void a_missing_file_is_named(void **state)
{
	struct error err = { 0 };
	char *bytes = NULL;

	(void)state;
	assert_int_equal(file_read("/no/such/file", &bytes, NULL, &err), -ENOENT);
	assert_non_null(strstr(err.text, "/no/such/file"));
	assert_null(bytes);
}

static void trees_are_removed(void **state)
{
	CLEANUP_FREE char *top = file_path("%s/top", (char *)*state);
	CLEANUP_FREE char *file = file_path("%s/x/y/file", top);
	CLEANUP_FREE char *link = file_path("%s/link", top);

	assert_int_equal(file_make_parents(file, NULL), 0);
	assert_int_equal(file_write_atomically(file, "x", 1, NULL), 0);
	assert_int_equal(symlink(*state, link), 0);
	assert_int_equal(file_remove_tree(top), 0);
	assert_int_equal(access(top, F_OK), -1);
	assert_int_equal(access(*state, F_OK), 0);
	assert_int_equal(file_remove_tree(top), -ENOENT);
}

#define SCRATCH_TEST(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, scratch_make, scratch_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(what_is_written_is_read),
		SCRATCH_TEST(a_failed_write_leaves_nothing),
		SCRATCH_TEST(trees_are_removed),
		SCRATCH_TEST(too_much_is_not_read),
		cmocka_unit_test(files_without_a_size_are_read_too),
		cmocka_unit_test(a_missing_file_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
