// SPDX-License-Identifier: GPL-2.0-or-later
/* A store that a bpftax of store version 5 made, and what is left of it for those before it. */
#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "store_fixture.h"

/* tests/data/store-5.db (tests/golden/check.py says what is in it) */
#define DELAYS "a76621d22919e336ebf49b17ab1ffc2e"
#define THREADS "d24af691e5e5572f5acd660cebb63b58"
#define KILLED "752a2a6a1c61e66d03145c7d4ccb4e1f"

struct upgrade {
	char directory[64], path[96];
	sqlite3 *database;
};

static int set_up(void **state)
{
	struct upgrade *upgrade = calloc(1, sizeof(*upgrade));
	char command[256];

	strcpy(upgrade->directory, "/tmp/bpftax-test-XXXXXX");
	assert_non_null(mkdtemp(upgrade->directory));
	snprintf(upgrade->path, sizeof(upgrade->path), "%s/store.db", upgrade->directory);
	snprintf(command, sizeof(command), "cp %s %s && chmod u+w %s", STORE_5, upgrade->path,
		 upgrade->path);
	assert_int_equal(system(command), 0);
	assert_int_equal(sqlite3_open(upgrade->path, &upgrade->database), SQLITE_OK);
	*state = upgrade;
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	(void)status;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int tear_down(void **state)
{
	struct upgrade *upgrade = *state;

	sqlite3_close(upgrade->database);
	nftw(upgrade->directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(upgrade);
	return 0;
}

static void sql(struct upgrade *upgrade, const char *statement)
{
	if (sqlite3_exec(upgrade->database, statement, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", statement, sqlite3_errmsg(upgrade->database));
}

/* The rows of a query, a line each; the caller frees. */
static char *rows(sqlite3 *database, const char *query)
{
	sqlite3_stmt *statement;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", query, sqlite3_errmsg(database));
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (int c = 0; c < sqlite3_column_count(statement); c++)
			fprintf(out, "%s%s", c ? "|" : "", sqlite3_column_text(statement, c));
		putc('\n', out);
	}
	sqlite3_finalize(statement);
	fclose(out);
	return text;
}

static void expect_rows(struct upgrade *upgrade, const char *query, const char *expected)
{
	CLEANUP_FREE char *found = rows(upgrade->database, query);

	assert_string_equal(found, expected);
}

static struct store *open_store(struct upgrade *upgrade, enum store_mode mode)
{
	struct store *store = NULL;
	struct error err = { 0 };

	if (store_open(upgrade->path, mode, &store, &err) < 0)
		fail_msg("%s", err.text);
	return store;
}

static struct run_data *load(struct upgrade *upgrade, const char *id)
{
	struct store *store = open_store(upgrade, STORE_READ);
	struct run_data *data = NULL;
	struct error err = { 0 };

	if (store_run_load(store, id, &data, &err) < 0)
		fail_msg("%s", err.text);
	store_close(store);
	return data;
}

/* Columns in the order of their names, and what refers to what: all that a statement can tell. */
static char *shape(sqlite3 *database)
{
	return rows(
	    database,
	    "SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk"
	    " FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
	    " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'"
	    " UNION ALL SELECT t.name, f.\"table\", f.\"from\", f.\"to\", f.on_delete, f.seq"
	    " FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f"
	    " WHERE t.schema = 'main'"
	    " UNION ALL SELECT t.name, i.\"unique\", i.origin, c.name, c.seqno, t.strict"
	    " FROM pragma_table_list AS t, pragma_index_list(t.name) AS i, "
	    "pragma_index_info(i.name)"
	    " AS c WHERE t.schema = 'main' ORDER BY 1, 2, 3, 4, 5, 6");
}

static void an_upgraded_store_is_as_a_new_one(void **state)
{
	struct upgrade *upgrade = *state;
	CLEANUP_FREE char *upgraded = NULL, *made = NULL;
	sqlite3 *other;

	store_close(open_store(upgrade, STORE_READ));
	upgraded = shape(upgrade->database);
	strcat(upgrade->path, "-new");
	{
		struct store *store = open_store(upgrade, STORE_WRITE);

		assert_int_equal(sqlite3_open(upgrade->path, &other), SQLITE_OK);
		made = shape(other);
		sqlite3_close(other);
		store_close(store);
	}
	assert_string_equal(upgraded, made);
	expect_rows(upgrade, "PRAGMA foreign_key_check", "");
	expect_rows(upgrade, "PRAGMA integrity_check", "ok\n");
}

static void a_machine_becomes_a_cell(void **state)
{
	struct run_data *data = load(*state, DELAYS);
	const struct cell_record *cell = data->cells;

	assert_int_equal(data->cell_count, 1);
	assert_int_equal(cell->number, 0);
	assert_string_equal(cell->target, "vm");
	assert_string_equal(cell->kernel, "debian-6.12-cloud");
	assert_string_equal(cell->architecture, "x86_64");
	assert_string_equal(cell->timing, "timed");
	assert_string_equal(cell->state, "done");
	assert_int_equal(cell->cpus, 2);
	assert_string_equal(json_string_value(json_object_get(cell->facts, "release")),
			    "6.12.117+deb12-cloud-amd64");
	for (size_t v = 0; v < data->visit_count; v++)
		assert_int_equal(data->visits[v].cell, cell->id);
	for (size_t r = 0; r < data->result_count; r++)
		assert_int_equal(data->results[r].cell, cell->id);
	assert_int_equal(data->sample_count, 27);
	run_data_free(data);
}

static void treatments_come_from_configurations(void **state)
{
	struct run_data *data = load(*state, DELAYS);

	assert_int_equal(data->treatment_count, 3);
	assert_string_equal(data->treatments[0].kind, "sham");
	assert_string_equal(data->treatments[1].name, "fentry-null");
	assert_string_equal(data->treatments[2].kind, "delay");
	assert_int_equal(data->configurations[1].treatment, data->treatments[0].id);
	assert_true(isnan(data->configurations[3].delay_ns));
	assert_string_equal(data->configurations[5].name, "delay-500ns");
	assert_int_equal(data->configurations[5].treatment, data->treatments[2].id);
	assert_true(data->configurations[5].delay_ns == 500);
	run_data_free(data);
	data = load(*state, THREADS);
	assert_int_equal(data->treatment_count, 4);
	assert_string_equal(data->treatments[1].name, "fentry-null@2threads");
	assert_int_equal(data->treatments[1].threads, 2);
	assert_int_equal(data->treatments[1].programs, 1);
	run_data_free(data);
}

/* It was to count instructions, but no machine of it ever said so. */
static void a_run_that_was_killed_while_it_booted(void **state)
{
	struct run_data *data = load(*state, KILLED);

	assert_int_equal(data->cell_count, 1);
	assert_null(data->cells[0].facts);
	assert_null(data->cells[0].architecture);
	assert_string_equal(data->cells[0].timing, "counted");
	assert_string_equal(data->cells[0].state, "open");
	assert_int_equal(data->cells[0].cpus, 0);
	run_data_free(data);
}

/* The schema of version 5 had them, though no bpftax wrote any. */
static void a_second_boot_is_a_second_cell(void **state)
{
	struct upgrade *upgrade = *state;
	struct run_data *data;

	sql(upgrade, "UPDATE visit SET boot = 3 WHERE block = 1 AND run = '" DELAYS "'");
	data = load(upgrade, DELAYS);
	assert_int_equal(data->cell_count, 2);
	assert_int_equal(data->cells[1].number, 1);
	assert_int_equal(data->cells[1].boot, 3);
	assert_string_equal(data->cells[1].kernel, "debian-6.12-cloud");
	assert_true(json_equal(data->cells[0].facts, data->cells[1].facts));
	for (size_t v = 0; v < data->visit_count; v++)
		assert_int_equal(data->visits[v].cell, data->cells[data->visits[v].block].id);
	run_data_free(data);
	expect_rows(upgrade, "PRAGMA foreign_key_check", "");
}

/* What a study or facts hold in another type than bpftax writes is no reason to lose the store. */
static void what_is_strange_is_absent(void **state)
{
	struct upgrade *upgrade = *state;
	struct run_data *data;

	sql(upgrade, "UPDATE run SET study = '{\"target\": 1, \"kernel\": [], \"exact\": \"x\"}'");
	sql(upgrade, "UPDATE machine SET facts = '{\"cpus\": -1, \"architecture\": {}}'");
	sql(upgrade,
	    "UPDATE configuration SET name = '-stat', statistics = 1, program = '@0threads'"
	    " WHERE name = 'fentry-null' AND run = '" DELAYS "'");
	data = load(upgrade, DELAYS);
	assert_string_equal(data->cells[0].target, "vm");
	assert_null(data->cells[0].kernel);
	assert_null(data->cells[0].architecture);
	assert_int_equal(data->cells[0].cpus, 0);
	assert_string_equal(data->cells[0].timing, "timed");
	assert_string_equal(data->treatments[1].name, "-stat");
	assert_int_equal(data->treatments[1].threads, 1);
	run_data_free(data);
}

/* What the first version did not have. */
static const char as_version_1[] =
    "ALTER TABLE sample DROP COLUMN events; ALTER TABLE sample DROP COLUMN chunks;"
    "ALTER TABLE sample DROP COLUMN chunks_agreeing;"
    "ALTER TABLE sample DROP COLUMN chunks_disturbed;"
    "ALTER TABLE sample DROP COLUMN event_ns; ALTER TABLE sample DROP COLUMN event_bare_ns;"
    "ALTER TABLE sample DROP COLUMN event_slope_ns; ALTER TABLE sample DROP COLUMN load_ns;"
    "ALTER TABLE sample DROP COLUMN body_alone_ns; ALTER TABLE sample DROP COLUMN attach_ns;"
    "ALTER TABLE sample DROP COLUMN detach_ns; ALTER TABLE sample DROP COLUMN vcpu_wait_ns;"
    "ALTER TABLE sample DROP COLUMN selects;"
    "PRAGMA user_version = 1";

static void the_first_version(void **state, enum store_mode mode)
{
	struct upgrade *upgrade = *state;
	struct run_data *data;

	sql(upgrade, as_version_1);
	store_close(open_store(upgrade, mode));
	data = load(upgrade, DELAYS);
	assert_int_equal(data->sample_count, 27);
	assert_true(packed_counter(&data->samples[0].counters, COUNTER_operations) > 0);
	assert_true(isnan(packed_counter(&data->samples[0].counters, COUNTER_vcpu_wait_ns)));
	run_data_free(data);
}

static void the_first_version_to_read(void **state)
{
	the_first_version(state, STORE_READ);
}

static void the_first_version_to_write(void **state)
{
	the_first_version(state, STORE_WRITE);
}

/* Of all or of nothing: a store that cannot become the next version stays what it was. */
static void what_fails_leaves_the_old_store(void **state)
{
	struct upgrade *upgrade = *state;
	struct store *store = NULL;
	struct error err = { 0 };

	sql(upgrade, "CREATE TABLE visit_6 (id)");
	assert_true(store_open(upgrade->path, STORE_READ, &store, &err) < 0);
	assert_non_null(strstr(err.text, "visit_6"));
	expect_rows(upgrade, "PRAGMA user_version", "5\n");
	expect_rows(upgrade, "SELECT count(*) FROM machine", "6\n");
	expect_rows(upgrade, "SELECT count(*) FROM sqlite_schema WHERE name = 'cell'", "0\n");
}

static void expect_in_use(struct upgrade *upgrade, enum store_mode mode)
{
	struct store *store = NULL;
	struct error err = { 0 };

	assert_int_equal(store_open(upgrade->path, mode, &store, &err), -EBUSY);
	assert_non_null(strstr(err.text, "is in use by an older bpftax; wait for it to end"));
}

/* Its run would end at the next row. */
static void what_an_older_one_writes_into_stays_as_it_is(void **state)
{
	struct upgrade *upgrade = *state;

	sql(upgrade, "PRAGMA journal_mode = WAL");
	sql(upgrade, "UPDATE run SET label = 'x' WHERE id = '" DELAYS "'");
	expect_in_use(upgrade, STORE_READ);
	expect_in_use(upgrade, STORE_WRITE);
	expect_rows(upgrade, "PRAGMA user_version", "5\n");
	sql(upgrade, "UPDATE run SET label = 'y' WHERE id = '" DELAYS "'");
	sqlite3_close(upgrade->database);
	upgrade->database = NULL;
	run_data_free(load(upgrade, DELAYS));
	assert_int_equal(sqlite3_open(upgrade->path, &upgrade->database), SQLITE_OK);
	expect_rows(upgrade, "SELECT label FROM run WHERE id = '" DELAYS "'", "y\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_upgraded_store_is_as_a_new_one),
		TEST(a_machine_becomes_a_cell),
		TEST(treatments_come_from_configurations),
		TEST(a_run_that_was_killed_while_it_booted),
		TEST(a_second_boot_is_a_second_cell),
		TEST(what_is_strange_is_absent),
		TEST(the_first_version_to_read),
		TEST(the_first_version_to_write),
		TEST(what_fails_leaves_the_old_store),
		TEST(what_an_older_one_writes_into_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
