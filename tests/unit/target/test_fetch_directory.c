// SPDX-License-Identifier: GPL-2.0-or-later
/* A fetch is whole or not there, one at a time. */
#include "target/fetch_directory.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "scratch.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void work_start(const char *parent, struct fetch_directory *work)
{
	CLEANUP_FREE char *file = NULL;

	assert_int_equal(fetch_directory_make(parent, work, NULL), 0);
	file = file_path("%s/x", work->path);
	assert_int_equal(file_write_atomically(file, "1", 1, NULL), 0);
}

static void a_fetch_appears_when_it_is_complete(void **state)
{
	CLEANUP_FREE char *final = file_path("%s/NAME/1", (char *)*state), *half = NULL;
	CLEANUP_FREE char *orphan = file_path("%s/.part-orphan", (char *)*state);
	struct fetch_directory first = FETCH_DIRECTORY_INIT, second = FETCH_DIRECTORY_INIT;

	assert_int_equal(mkdir(orphan, 0755), 0);
	work_start(*state, &first);
	assert_int_equal(access(orphan, F_OK), -1); /* nobody held it */
	work_start(*state, &second);
	assert_int_equal(access(first.path, F_OK), 0); /* held by us */
	half = strdup(second.path);
	assert_int_equal(access(final, F_OK), -1);
	assert_int_equal(fetch_directory_publish(&first, final, NULL), 0);
	assert_int_equal(fetch_directory_publish(&second, final, NULL), 0);
	fetch_directory_clear(&first);
	fetch_directory_clear(&second);
	assert_int_equal(access(final, F_OK), 0);
	assert_int_equal(access(half, F_OK), -1);
}

/* Who waits is told once, and may have enough. */
struct waiting {
	unsigned int told, asked;
};

static void waiting_told(void *context, const char *line)
{
	assert_non_null(strstr(line, "debian-6.12-cloud is being fetched already"));
	((struct waiting *)context)->told++;
}

static bool waiting_stops(void *context)
{
	return ++((struct waiting *)context)->asked == 2;
}

/* In one process as between two: the second fetch finds what the first has made. */
static void one_fetches_at_a_time(void **state)
{
	struct waiting waiting = { 0 };
	const struct kernel_notify notify = { waiting_told, &waiting, waiting_stops, &waiting };
	struct error err = { 0 };
	int first = fetch_lock(*state, "debian-6.12-cloud", &notify, &err);
	int other = fetch_lock(*state, "debian-6.1-cloud", &notify, &err);

	assert_true(first >= 0 && other >= 0);
	assert_int_equal(fetch_lock(*state, "debian-6.12-cloud", &notify, &err), -EINTR);
	assert_int_equal(waiting.told, 1);
	assert_int_equal(waiting.asked, 2);
	close(first);
	first = fetch_lock(*state, "debian-6.12-cloud", &notify, &err);
	assert_true(first >= 0);
	close(first);
	close(other);
}

#define REMOVERS 8

static void *remove_one(void *context)
{
	const char *path = context;

	return (void *)(intptr_t)fetch_directory_discard(path, NULL);
}

static char *filled_directory(const char *parent, int number)
{
	char *path = file_path("%s/%d", parent, number);

	assert_int_equal(file_make_directory(path, NULL), 0);
	for (int i = 0; i < 100; i++) {
		CLEANUP_FREE char *file = file_path("%s/%d", path, i);

		assert_int_equal(file_write_atomically(file, "x", 1, NULL), 0);
	}
	return path;
}

/* Threads of one process: the name that hides what is being removed is each one's own. */
static void several_are_removed_at_once(void **state)
{
	pthread_t threads[REMOVERS];
	char *paths[REMOVERS];

	for (int i = 0; i < REMOVERS; i++)
		paths[i] = filled_directory(*state, i);
	for (int i = 0; i < REMOVERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, remove_one, paths[i]), 0);
	for (int i = 0; i < REMOVERS; i++) {
		void *removed;

		pthread_join(threads[i], &removed);
		assert_int_equal((intptr_t)removed, 0);
		assert_int_equal(access(paths[i], F_OK), -1);
		free(paths[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(several_are_removed_at_once),
		SCRATCH_TEST(one_fetches_at_a_time),
		SCRATCH_TEST(a_fetch_appears_when_it_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
