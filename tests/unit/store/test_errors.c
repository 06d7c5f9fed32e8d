// SPDX-License-Identifier: GPL-2.0-or-later
/* Each thing that is wrong with a store or a run's id is told in a sentence, and nothing is left.
 */
#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/schema.h"
#include "store_fixture.h"

#define NOBODY 65534

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void expect_failure(const char *path, enum store_mode mode, int code, int kind,
			   const char *words)
{
	struct store *store = (struct store *)&store;
	struct store *untouched = store;
	struct error err = { 0 };

	assert_int_equal(store_open(path, mode, &store, &err), -code);
	assert_ptr_equal(store, untouched);
	assert_int_equal(err.kind, kind);
	if (!strstr(err.text, words) || !strstr(err.text, path))
		fail_msg("'%s' does not say '%s'", err.text, words);
	assert_null(strchr(err.text, '\n'));
}

static void sql(const char *path, const char *statement)
{
	sqlite3 *database;

	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, statement, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static char *beside(struct fixture *fixture, const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s/%s", fixture->directory, name);
	return path;
}

static const char letter[] =
    "Dear sir, this is not a database, however long it may be, and it is long enough to be taken "
    "for one by those who only count bytes.\n";

static void not_a_database(void **state)
{
	char *path = beside(*state, "letter.txt");
	struct stat status;

	write_file(path, letter);
	expect_failure(path, STORE_READ, EBADMSG, ERROR_ENVIRONMENT, "not a database");
	expect_failure(path, STORE_WRITE, EBADMSG, ERROR_ENVIRONMENT, "not a database");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, sizeof(letter) - 1);
}

/* A store for a run that never began is none. */
static void made_for_nothing(void **state)
{
	char path[200], directory[160];
	struct store *one = NULL, *other = NULL;
	struct fixture *fixture = *state;
	struct error err = { 0 };

	snprintf(directory, sizeof(directory), "%s", beside(fixture, "made"));
	fixture->run.study = json_object();
	snprintf(path, sizeof(path), "%s/deep/x.db", directory);
	assert_int_equal(store_open(path, STORE_WRITE, &one, &err), 0);
	assert_int_equal(access(path, F_OK), 0);
	store_close(one);
	assert_int_equal(access(directory, F_OK), -1);

	/* Somebody else has it open meanwhile: it stays. */
	assert_int_equal(store_open(path, STORE_WRITE, &one, &err), 0);
	assert_int_equal(store_open(path, STORE_WRITE, &other, &err), 0);
	store_close(one);
	assert_int_equal(store_run_begin(other, &fixture->run, &err), 0);
	store_close(other);
	assert_int_equal(access(path, F_OK), 0);

	/* One that was there before stays as well, with a run or without. */
	assert_int_equal(store_open(path, STORE_WRITE, &one, &err), 0);
	assert_int_equal(store_run_discard(one, fixture->run.id, &err), 0);
	store_close(one);
	assert_int_equal(access(path, F_OK), 0);
	json_decref(fixture->run.study);
	assert_int_equal(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/deep", directory);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(directory), 0);
}

static void another_programs_database(void **state)
{
	char *path = beside(*state, "other.db");

	sql(path, "CREATE TABLE bookmarks (url)");
	expect_failure(path, STORE_WRITE, EBADMSG, ERROR_ENVIRONMENT, "another program");
}

static void newer_version(void **state)
{
	struct fixture *fixture = *state;
	char statement[64], words[64];

	snprintf(statement, sizeof(statement), "PRAGMA user_version = %d", STORE_VERSION + 1);
	snprintf(words, sizeof(words), "has version %d", STORE_VERSION + 1);
	sql(fixture->path, statement);
	expect_failure(fixture->path, STORE_READ, ENOTSUP, ERROR_ENVIRONMENT, words);
	expect_failure(fixture->path, STORE_WRITE, ENOTSUP, ERROR_ENVIRONMENT, "newer bpftax");
}

/* Foreign keys let it pass: the configuration is there, but another run's. */
static void sample_of_another_run(void **state)
{
	struct fixture *fixture = *state;
	struct run_data *data = NULL;
	struct error err = { 0 };

	fixture_sample(fixture, fixture_visit(fixture, 0), 0, 1);
	sql(fixture->path,
	    "INSERT INTO run (id, study_name, protocol, command_line, version, study, seed,"
	    " started_s) SELECT 'ffffffffffffffffffffffffffffffff', study_name, protocol,"
	    " command_line, version, study, seed, started_s FROM run;"
	    "UPDATE configuration SET run = 'ffffffffffffffffffffffffffffffff'"
	    " WHERE name = 'fentry-null'");
	assert_int_equal(store_run_load(fixture->store, fixture->run.id, &data, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "is damaged"));
	assert_null(data);
}

/* The header is whole, so it opens; what follows is not. */
static void damaged(void **state)
{
	struct fixture *fixture = *state;
	char rubbish[4096];
	struct store *store = NULL;
	struct run_data *data = NULL;
	struct error err = { 0 };
	FILE *file;
	int code;

	store_close(fixture->store);
	fixture->store = NULL;
	memset(rubbish, 0xa5, sizeof(rubbish));
	file = fopen(fixture->path, "r+");
	assert_non_null(file);
	assert_int_equal(fseek(file, 4096, SEEK_SET), 0);
	for (int page = 0; page < 8; page++)
		assert_int_equal(fwrite(rubbish, sizeof(rubbish), 1, file), 1);
	fclose(file);
	code = store_open(fixture->path, STORE_READ, &store, &err);
	if (code == 0)
		code = store_run_load(store, fixture->run.id, &data, &err);
	store_close(store);
	assert_int_equal(code, -EBADMSG);
	assert_non_null(strstr(err.text, "is damaged"));
	assert_null(data);
}

static void missing_and_empty(void **state)
{
	char *path = beside(*state, "none.db");

	expect_failure(path, STORE_READ, ENOENT, ERROR_USAGE, "no store");
	assert_int_equal(access(path, F_OK), -1);
	write_file(path, "");
	expect_failure(path, STORE_READ, ENOENT, ERROR_USAGE, "is empty");
}

static void path_through_a_file(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = NULL;
	struct error err = { 0 };

	write_file(beside(fixture, "file"), "x");
	assert_int_equal(
	    store_open(beside(fixture, "file/sub/store.db"), STORE_WRITE, &store, &err), -ENOTDIR);
	assert_non_null(strstr(err.text, "cannot make directory"));
	expect_failure(fixture->directory, STORE_WRITE, EISDIR, ERROR_ENVIRONMENT, "cannot open");
}

static void locked(void **state)
{
	struct fixture *fixture = *state;
	sqlite3 *other;
	struct error err = { 0 };

	assert_int_equal(sqlite3_open(fixture->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_note_add(fixture->store, fixture->run.id, "x", &err), -EBUSY);
	assert_non_null(strstr(err.text, "locked"));
	sqlite3_close(other);
	assert_int_equal(store_note_add(fixture->store, fixture->run.id, "x", &err), 0);
}

/* Runs `check` as a user without rights; root would pass every permission check. */
static void as_nobody(void (*check)(struct fixture *), struct fixture *fixture)
{
	int status;
	pid_t child;

	if (geteuid() != 0) {
		check(fixture);
		return;
	}
	child = fork();
	if (child == 0) {
		if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
			_exit(2);
		check(fixture);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void expect_unwritable_directory(struct fixture *fixture)
{
	char *path = beside(fixture, "closed/store.db");
	struct store *store = NULL;
	struct error err = { 0 };

	expect_failure(path, STORE_WRITE, EACCES, ERROR_ENVIRONMENT, "Permission denied");
	assert_int_equal(access(path, F_OK), -1);
	path = beside(fixture, "closed/sub/store.db");
	assert_int_equal(store_open(path, STORE_WRITE, &store, &err), -EACCES);
	assert_non_null(strstr(err.text, "cannot make directory"));
}

static void unwritable_directory(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(chmod(fixture->directory, 0755), 0);
	assert_int_equal(mkdir(beside(fixture, "closed"), 0555), 0);
	as_nobody(expect_unwritable_directory, fixture);
}

static void expect_read_only(struct fixture *fixture)
{
	struct run_data *data = NULL;
	struct store *store = NULL;
	struct error err = { 0 };

	expect_failure(fixture->path, STORE_WRITE, EROFS, ERROR_ENVIRONMENT, "cannot be written");
	if (store_open(fixture->path, STORE_READ, &store, &err) < 0 ||
	    store_run_load(store, fixture->run.id, &data, &err) < 0)
		fail_msg("%s", err.text);
	run_data_free(data);
	store_close(store);
}

/* Can be read, file and directory alike without the right to write, and says why not written. */
static void read_only(void **state)
{
	struct fixture *fixture = *state;
	char directory[160];

	store_close(fixture->store);
	fixture->store = NULL;
	snprintf(fixture->path, sizeof(fixture->path), "%s/what? 50%% #1.db", fixture->directory);
	snprintf(directory, sizeof(directory), "%s/new/dir/bpftax.db", fixture->directory);
	assert_int_equal(rename(directory, fixture->path), 0);
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	as_nobody(expect_read_only, fixture);
	assert_int_equal(chmod(fixture->directory, 0755), 0);
}

static void expect_not_found(struct fixture *fixture, const char *prefix, int code,
			     const char *words)
{
	char id[RUN_ID_LENGTH + 1] = "untouched";
	struct error err = { 0 };

	assert_int_equal(store_run_find(fixture->store, prefix, id, &err), -code);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(id, "untouched");
	if (!strstr(err.text, words))
		fail_msg("'%s' does not say '%s'", err.text, words);
}

static void finding_a_run(void **state)
{
	struct fixture *fixture = *state;
	char id[RUN_ID_LENGTH + 1];
	struct error err;

	sql(fixture->path,
	    "INSERT INTO run SELECT 10, 'abcd1111222233334444555566667777', 'one', "
	    "study_name, protocol, command_line, version, study, seed, started_s - 1,"
	    " duration_s, interrupted, interruptions FROM run WHERE number = 1;"
	    "INSERT INTO run SELECT 11, 'abcd1112222233334444555566667777', NULL, "
	    "study_name, protocol, command_line, version, study, seed, started_s - 2,"
	    " duration_s, interrupted, interruptions FROM run WHERE number = 1");
	assert_int_equal(store_run_find(fixture->store, NULL, id, &err), 0);
	assert_string_equal(id, fixture->run.id);
	assert_int_equal(store_run_find(fixture->store, "ABCD1111", id, &err), 0);
	assert_string_equal(id, "abcd1111222233334444555566667777");
	expect_not_found(fixture, "abcd", EINVAL, "begins 2 runs: abcd1111 (one), abcd1112");
	expect_not_found(fixture, "abcd9", ENOENT, "nearest: abcd1111 (one), abcd1112");
	expect_not_found(fixture, "abc", EINVAL, "4 to 32");
	expect_not_found(fixture, "latest", EINVAL, "hexadecimal");
}

static void no_run_at_all(void **state)
{
	struct fixture *fixture = *state;

	sql(fixture->path, "PRAGMA foreign_keys = ON; DELETE FROM run");
	expect_not_found(fixture, NULL, ENOENT, "holds no run yet");
	expect_not_found(fixture, "abcd", ENOENT, "holds none yet");
}

static void default_path(void **state)
{
	char *path;

	(void)state;
	setenv("HOME", "/home/u", 1);
	setenv("XDG_STATE_HOME", "relative", 1);
	assert_int_equal(store_default_path(&path, NULL), 0);
	assert_string_equal(path, "/home/u/.local/state/bpftax/bpftax.db");
	free(path);
	setenv("XDG_STATE_HOME", "/state", 1);
	assert_int_equal(store_default_path(&path, NULL), 0);
	assert_string_equal(path, "/state/bpftax/bpftax.db");
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(made_for_nothing),
		TEST(not_a_database),
		TEST(another_programs_database),
		TEST(newer_version),
		TEST(missing_and_empty),
		TEST(missing_and_empty),
		TEST(sample_of_another_run),
		TEST(damaged),
		TEST(path_through_a_file),
		TEST(locked),
		TEST(unwritable_directory),
		TEST(read_only),
		TEST(finding_a_run),
		TEST(no_run_at_all),
		cmocka_unit_test(default_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
