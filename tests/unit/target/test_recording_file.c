// SPDX-License-Identifier: GPL-2.0-or-later
/* The file in memory that the plugin writes to: it is taken whole and empty then, or too large. */
#include "target/recording_file.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int file_of(const char *text)
{
	int fd = memfd_create("recording", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	return fd;
}

static void it_is_empty_when_it_was_taken(void **state)
{
	CLEANUP_CLOSE int fd = file_of("a recording");
	CLEANUP_FREE char *bytes = NULL;
	struct error err;
	size_t size;

	(void)state;
	assert_int_equal(recording_file_take(fd, &bytes, &size, &err), 0);
	assert_int_equal(size, strlen("a recording"));
	assert_string_equal(bytes, "a recording");
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
}

/* A hole takes no memory: nothing of it may be read to find that out. */
static void one_that_is_too_large_is_thrown_away(void **state)
{
	CLEANUP_CLOSE int fd = file_of("a recording");
	char *bytes = NULL;
	struct error err;
	size_t size = 7;

	(void)state;
	assert_int_equal(ftruncate(fd, (off_t)FILE_LIMIT_BYTES + ((off_t)1 << 29)), 0);
	assert_int_equal(recording_file_take(fd, &bytes, &size, &err), -EFBIG);
	assert_int_equal(err.kind, ERROR_RESULT);
	assert_non_null(
	    strstr(err.text, "its recording has 1536 MiB, where at most 1024 are read"));
	assert_null(bytes);
	assert_int_equal(size, 7);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_empty_when_it_was_taken),
		cmocka_unit_test(one_that_is_too_large_is_thrown_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
