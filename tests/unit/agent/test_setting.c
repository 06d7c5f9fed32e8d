// SPDX-License-Identifier: GPL-2.0-or-later
/* Settings of the kernel that are changed for a while, in files that stand for them. */
#include "agent/setting.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct files {
	char first[40], second[40], journal[40];
};

/* As of a kernel that does not take a value. */
static bool writes_fail;

int __real_sysfile_write(const char *path, const char *text);
int __wrap_sysfile_write(const char *path, const char *text);
int __wrap_sysfile_write(const char *path, const char *text)
{
	return writes_fail ? -EINVAL : __real_sysfile_write(path, text);
}

static void file_make(char path[40], const char *text)
{
	CLEANUP_CLOSE int fd = -1;

	strcpy(path, "/tmp/bpftax-setting-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static int setup(void **state)
{
	struct files *files = calloc(1, sizeof(*files));

	file_make(files->first, "0\n");
	file_make(files->second, "1\n");
	file_make(files->journal, "");
	*state = files;
	return 0;
}

static int teardown(void **state)
{
	struct files *files = *state;

	unlink(files->first);
	unlink(files->second);
	unlink(files->journal);
	free(files);
	return 0;
}

static char first_of(const char *path)
{
	CLEANUP_FREE char *text = sysfile_read("%s", path);

	assert_non_null(text);
	return text[0];
}

static void expect_soon(const char *path, char value)
{
	for (int i = 0; i < 1000 && first_of(path) != value; i++)
		usleep(10000);
	assert_int_equal(first_of(path), value);
}

/* What an agent does before somebody kills it. */
static void agent_killed_after(void (*work)(const struct files *files), const struct files *files)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		settings_guard(files->journal);
		work(files);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void change_both(const struct files *files)
{
	setting_change(files->first, "7", NULL);
	setting_change(files->first, "8", NULL);
	setting_change(files->second, "5", NULL);
}

static void what_a_killed_agent_had_changed_is_put_back(void **state)
{
	const struct files *files = *state;

	agent_killed_after(change_both, files);
	expect_soon(files->first, '0');
	expect_soon(files->second, '1');
}

/* Somebody else may have changed it since. */
static void put_one_back(const struct files *files)
{
	char was[SETTING_VALUE_SIZE];

	setting_change(files->first, "7", was);
	setting_put_back(files->first, was);
	sysfile_write(files->first, "9");
	setting_change(files->second, "5", NULL);
}

static void what_it_had_put_back_is_left_alone(void **state)
{
	const struct files *files = *state;

	agent_killed_after(put_one_back, files);
	expect_soon(files->second, '1');
	assert_int_equal(first_of(files->first), '9');
}

/* The first one's place is free by the time that the second one is put back. */
static void put_both_back(const struct files *files)
{
	char first[SETTING_VALUE_SIZE], second[SETTING_VALUE_SIZE];

	setting_change(files->first, "7", first);
	setting_change(files->second, "5", second);
	setting_put_back(files->first, first);
	setting_put_back(files->second, second);
	sysfile_write(files->second, "9");
	setting_change(files->first, "7", NULL);
}

static void so_it_is_in_whatever_order(void **state)
{
	const struct files *files = *state;

	agent_killed_after(put_both_back, files);
	expect_soon(files->first, '0');
	usleep(100000); /* files are put back in the order of the table: the other one last */
	assert_int_equal(first_of(files->second), '9');
}

static void second_change_fails(const struct files *files)
{
	char was[SETTING_VALUE_SIZE];

	setting_change(files->first, "7", NULL);
	writes_fail = true;
	if (setting_change(files->first, "8", was) != -EINVAL || strcmp(was, "7") != 0)
		_exit(1);
}

static void a_second_change_that_fails_forgets_nothing(void **state)
{
	const struct files *files = *state;

	agent_killed_after(second_change_fails, files);
	expect_soon(files->first, '0');
}

/* Nothing was changed, and somebody else may do it. */
static void only_change_fails(const struct files *files)
{
	writes_fail = true;
	setting_change(files->first, "7", NULL);
	writes_fail = false;
	sysfile_write(files->first, "9");
	setting_change(files->second, "5", NULL);
}

static void of_an_only_change_that_fails_nothing_is_put_back(void **state)
{
	const struct files *files = *state;

	agent_killed_after(only_change_fails, files);
	expect_soon(files->second, '1');
	assert_int_equal(first_of(files->first), '9');
}

static void put_inner_back(const struct files *files)
{
	char outer[SETTING_VALUE_SIZE], inner[SETTING_VALUE_SIZE];

	setting_change(files->first, "7", outer);
	setting_change(files->first, "8", inner);
	setting_put_back(files->first, inner);
}

static void one_put_back_of_two_forgets_nothing(void **state)
{
	const struct files *files = *state;

	agent_killed_after(put_inner_back, files);
	expect_soon(files->first, '0');
}

static void a_setting_that_is_none_is_not_changed(void **state)
{
	char was[SETTING_VALUE_SIZE] = "before";

	(void)state;
	assert_int_equal(setting_change("/nonexistent/setting", "1", was), -ENOENT);
	assert_string_equal(was, "before");
}

/* As in a guest. */
static void without_a_guard_it_is_changed_all_the_same(void **state)
{
	const struct files *files = *state;
	char was[SETTING_VALUE_SIZE];

	assert_int_equal(setting_change(files->second, "4", was), 0);
	assert_string_equal(was, "1");
	assert_int_equal(first_of(files->second), '4');
	assert_int_equal(setting_put_back(files->second, was), 0);
	assert_int_equal(first_of(files->second), '1');
}

/* As agent and guard leave it that were killed together: held by nobody. */
static void journal_leave(const struct files *files, const char *was)
{
	struct setting_journal journal;
	CLEANUP_CLOSE int fd = setting_journal_open(files->journal, &journal);

	strcpy(journal.held[3].path, files->first);
	strcpy(journal.held[3].value, was);
	assert_int_equal(setting_journal_write(fd, &journal), 0);
	sysfile_write(files->first, "7");
}

static void ends_in_good_order(const struct files *files)
{
	char was[SETTING_VALUE_SIZE];

	setting_change(files->second, "5", was);
	setting_put_back(files->second, was);
	settings_end(files->journal);
}

static void what_agent_and_guard_left_is_put_back_by_the_next(void **state)
{
	const struct files *files = *state;

	journal_leave(files, "0");
	agent_killed_after(ends_in_good_order, files);
	assert_int_equal(first_of(files->first), '0');
	assert_int_equal(access(files->journal, F_OK), -1);
}

static void the_guard_takes_the_journal_away(void **state)
{
	const struct files *files = *state;

	agent_killed_after(change_both, files);
	for (int i = 0; i < 1000 && !access(files->journal, F_OK); i++)
		usleep(10000);
	assert_int_equal(access(files->journal, F_OK), -1);
	assert_int_equal(first_of(files->first), '0');
}

/* Of one who lives, and of a second who has a journal without a name then. */
static void what_another_holds_is_left_alone(void **state)
{
	const struct files *files = *state;
	struct setting_journal journal;
	CLEANUP_CLOSE int fd = -1;

	journal_leave(files, "0");
	fd = setting_journal_open(files->journal, &journal);
	assert_string_equal(journal.held[3].value, "0");
	agent_killed_after(change_both, files);
	expect_soon(files->second, '1');
	assert_int_equal(first_of(files->first), '7');
	assert_int_equal(access(files->journal, F_OK), 0);
}

static void put_back_by_nobody(const struct files *files)
{
	agent_killed_after(ends_in_good_order, files);
	assert_int_equal(first_of(files->first), '7');
}

static void what_others_may_write_is_not_believed(void **state)
{
	const struct files *files = *state;

	journal_leave(files, "0");
	assert_int_equal(chmod(files->journal, 0666), 0);
	put_back_by_nobody(files);
}

static void neither_is_a_link_nor_what_is_no_journal(void **state)
{
	struct files link = *(const struct files *)*state;

	journal_leave(*state, "0");
	strcat(link.journal, "-link");
	assert_int_equal(symlink(((const struct files *)*state)->journal, link.journal), 0);
	put_back_by_nobody(&link);
	unlink(link.journal);
	sysfile_write(((const struct files *)*state)->journal, "something else, of another layout");
	put_back_by_nobody(*state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_guard_it_is_changed_all_the_same),
		TEST(what_a_killed_agent_had_changed_is_put_back),
		TEST(what_it_had_put_back_is_left_alone),
		TEST(so_it_is_in_whatever_order),
		TEST(a_second_change_that_fails_forgets_nothing),
		TEST(of_an_only_change_that_fails_nothing_is_put_back),
		TEST(one_put_back_of_two_forgets_nothing),
		TEST(a_setting_that_is_none_is_not_changed),
		TEST(what_agent_and_guard_left_is_put_back_by_the_next),
		TEST(the_guard_takes_the_journal_away),
		TEST(what_another_holds_is_left_alone),
		TEST(what_others_may_write_is_not_believed),
		TEST(neither_is_a_link_nor_what_is_no_journal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
