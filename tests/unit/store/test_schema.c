// SPDX-License-Identifier: GPL-2.0-or-later
/* The schema and the lists in C agree. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store_fixture.h"

#define COLUMNS_BEFORE_COUNTERS 5

static void counters_are_the_columns(void **state)
{
	struct fixture *fixture = *state;
	sqlite3_stmt *statement;
	sqlite3 *database;
	int index = 0;

	assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
	sqlite3_prepare_v2(database,
			   "SELECT name, type, \"notnull\" FROM pragma_table_info('sample')"
			   " ORDER BY cid",
			   -1, &statement, NULL);
	for (; sqlite3_step(statement) == SQLITE_ROW; index++) {
		int counter = index - COLUMNS_BEFORE_COUNTERS;

		if (counter < 0 || counter == COUNTER_COUNT) /* the packed chunks */
			continue;
		assert_in_range(counter, 0, COUNTER_COUNT - 1);
		assert_string_equal((const char *)sqlite3_column_text(statement, 0),
				    counter_names[counter].name);
		assert_string_equal((const char *)sqlite3_column_text(statement, 1), "REAL");
		assert_int_equal(sqlite3_column_int(statement, 2), 0);
	}
	assert_int_equal(index, COLUMNS_BEFORE_COUNTERS + COUNTER_COUNT + 1);
	sqlite3_finalize(statement);
	sqlite3_close(database);
}

static bool takes(sqlite3 *database, const char *counter, int value)
{
	char statement[128];

	snprintf(statement, sizeof(statement), "UPDATE sample SET %s = %d", counter, value);
	return sqlite3_exec(database, statement, NULL, NULL, NULL) == SQLITE_OK;
}

/* A difference may be less than nothing; a chunk without events is none. */
static void counters_are_checked(void **state)
{
	struct fixture *fixture = *state;
	sqlite3 *database;

	fixture_sample(fixture, fixture_visit(fixture, 0), 0, 1);
	assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
	for (int i = 0; i < COUNTER_COUNT; i++) {
		bool difference = i == COUNTER_event_ns || i == COUNTER_event_slope_ns;

		assert_int_equal(takes(database, counter_names[i].name, -1), difference);
		assert_int_equal(takes(database, counter_names[i].name, 0), i != COUNTER_events);
		assert_true(takes(database, counter_names[i].name, 1));
	}
	sqlite3_close(database);
}

static void tables_are_strict(void **state)
{
	struct fixture *fixture = *state;
	sqlite3_stmt *statement;
	sqlite3 *database;
	int tables = 0;

	assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
	sqlite3_prepare_v2(database,
			   "SELECT name, strict FROM pragma_table_list WHERE schema ="
			   " 'main' AND name NOT LIKE 'sqlite_%'",
			   -1, &statement, NULL);
	for (; sqlite3_step(statement) == SQLITE_ROW; tables++)
		assert_int_equal(sqlite3_column_int(statement, 1), 1);
	assert_int_equal(tables, 11);
	sqlite3_finalize(statement);
	sqlite3_close(database);
}

/* Each of these is wrong for a reason of its own, and must be refused. */
static const char *const refused[] = {
	"UPDATE run SET protocol = 'random'",
	"UPDATE run SET study = '{'",
	"UPDATE run SET id = 'ABC'",
	"UPDATE run SET started_s = 'yesterday'",
	"UPDATE run SET interrupted = 2",
	"UPDATE visit SET state = 'dropped', reason = NULL",
	"UPDATE visit SET baseline = 2",
	"UPDATE visit SET cell = 999",
	"UPDATE sample SET operations = -1",
	"UPDATE sample SET configuration = 999",
	"INSERT INTO result (run, cell, configuration, workload, status)"
	" SELECT id, 1, 1, 'iperf3', 'failed' FROM run",
	"INSERT INTO result (run, cell, configuration, workload, status, reason)"
	" SELECT id, 1, 1, 'iperf3', 'splendid', 'x' FROM run",
	"INSERT INTO result (run, cell, configuration, workload, status)"
	" SELECT id, 999, 1, 'iperf3', 'measured' FROM run",
	"INSERT INTO plan (run, cell, workload, plan) SELECT id, 999, 'iperf3', '{}' FROM run",
	"UPDATE cell SET facts = '[1]'",
	"UPDATE cell SET timing = 'guessed'",
	"UPDATE cell SET state = 'failed', reason = NULL",
	"UPDATE cell SET cpus = 0",
	"INSERT INTO cell (run, number, boot) SELECT run, number, 1 FROM cell",
	"UPDATE treatment SET kind = 'placebo'",
	"UPDATE treatment SET threads = 0",
	"INSERT INTO object (run, number, name, sha256, bytes) SELECT id, 0, 'a', 'short', x'00' "
	"FROM run",
	"INSERT INTO object (run, number, name, sha256, bytes) SELECT id, 0, 'a', printf('%064d', "
	"0), NULL FROM run",
	"UPDATE configuration SET treatment = 999",
	"UPDATE configuration SET delay_ns = -1",
	"INSERT INTO configuration (run, name, mechanism, program, statistics)"
	" SELECT id, 'baseline', '', 'null', 0 FROM run",
};

static void checks_refuse(void **state)
{
	struct fixture *fixture = *state;
	int64_t visit = fixture_visit(fixture, 0);
	sqlite3 *database;

	fixture_sample(fixture, visit, 0, 1);
	assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
	sqlite3_exec(database, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (sqlite3_exec(database, refused[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
			fail_msg("accepted: %s (%s)", refused[i], sqlite3_errmsg(database));
	sqlite3_close(database);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counters_are_the_columns, fixture_set_up,
						fixture_tear_down),
		cmocka_unit_test_setup_teardown(counters_are_checked, fixture_set_up,
						fixture_tear_down),
		cmocka_unit_test_setup_teardown(tables_are_strict, fixture_set_up,
						fixture_tear_down),
		cmocka_unit_test_setup_teardown(checks_refuse, fixture_set_up, fixture_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
