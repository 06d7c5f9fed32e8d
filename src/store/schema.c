// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/schema.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "store/counter_column.h"

#define STORE_APPLICATION 1112557140 /* "BPFT" */

static const char schema_sql[] =
#include "schema.sql.inc"
    ;

static const char adopt_sql[] =
#include "adopt.sql.inc"
    ;

int schema_adopt(struct store *store, struct error *err)
{
	return sql_execute(store, adopt_sql, err);
}

/* What a file says of itself. */
struct identity {
	int64_t application, version, tables;
};

/* Of one moment: another process may be making the store, in one transaction. */
static int identity_read(struct store *store, struct identity *identity, struct error *err)
{
	int code = sql_execute(store, "SAVEPOINT identity", err);

	if (code < 0)
		return code;
	code = sql_integer(store, "PRAGMA application_id", &identity->application, err);
	if (code == 0)
		code = sql_integer(store, "PRAGMA user_version", &identity->version, err);
	if (code == 0)
		code = sql_integer(store, "SELECT count(*) FROM sqlite_schema", &identity->tables,
				   err);
	sql_execute(store, "RELEASE identity", NULL);
	return code;
}

int schema_identify(struct store *store, struct error *err)
{
	struct identity identity = { 0 };
	int code = identity_read(store, &identity, err);

	if (code < 0)
		return code;
	if (identity.application == 0 && identity.version == 0 && identity.tables == 0)
		return 0;
	if (identity.application != STORE_APPLICATION)
		return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
				 "'%s' is another program's database; choose another --store",
				 store->path);
	if (identity.version > STORE_VERSION)
		return error_set(
		    err, ERROR_ENVIRONMENT, ENOTSUP,
		    "store '%s' has version %lld, this bpftax knows up to %d; use a newer "
		    "bpftax or another --store",
		    store->path, (long long)identity.version, STORE_VERSION);
	return 1;
}

/* The tables that came with a version, beside the counters. */
static const char upgrade_6[] =
#include "upgrade_6.sql.inc"
#include "adopt.sql.inc"
    ;

static const char upgrade_8[] =
#include "upgrade_8.sql.inc"
    ;

static const char upgrade_9[] =
    "ALTER TABLE run ADD COLUMN interruptions INTEGER CHECK (interruptions > 0)";

static const char upgrade_10[] =
#include "upgrade_10.sql.inc"
    ;

static const char upgrade_11[] =
#include "upgrade_11.sql.inc"
    ;

static const char *const upgrades[STORE_VERSION + 1] = {
	[6] = upgrade_6, [8] = upgrade_8, [9] = upgrade_9, [10] = upgrade_10, [11] = upgrade_11,
};

static const struct counter_column {
	int since;
	const char *add;
} counter_columns[] = {
#define COUNTER(identifier, unit, since, check, meaning)                                           \
	{ since, "ALTER TABLE sample ADD COLUMN " COUNTER_COLUMN(identifier, check) },
#include "protocol/counter_list.h"
#undef COUNTER
};

static int set_version(struct store *store, int version, struct error *err)
{
	char statement[64];

	snprintf(statement, sizeof(statement), "PRAGMA user_version = %d", version);
	return sql_execute(store, statement, err);
}

/* From the version before it. */
static int upgrade_to(struct store *store, int version, struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < ARRAY_SIZE(counter_columns) && code == 0; i++)
		if (counter_columns[i].since == version)
			code = sql_execute(store, counter_columns[i].add, err);
	if (code == 0 && upgrades[version])
		code = sql_execute(store, upgrades[version], err);
	return code < 0 ? code : set_version(store, version, err);
}

/* What writes a store of an earlier version cannot go on in this one. */
#define FIRST_WITH_CELLS 6

/* One that cannot be asked is taken for one that others may have open. */
static bool is_wal(struct store *store)
{
	CLEANUP_STATEMENT sqlite3_stmt *statement = NULL;
	CLEANUP_FREE char *mode = NULL;

	if (sql_prepare(store, &statement, NULL, "PRAGMA journal_mode", "") < 0 ||
	    sql_next(store, statement, NULL) != 1)
		return true;
	mode = sql_text(statement, 0);
	return !mode || !strcmp(mode, "wal");
}

static int in_use(struct store *store, struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, EBUSY,
			 "store '%s' is in use by an older bpftax; wait for it to end",
			 store->path);
}

/*
 * An older bpftax that is writing would fail at its next row.  Leaving WAL, in which it writes,
 * fails as long as another connection is open; who opened the store since then has put it back.
 */
static int begin_alone(struct store *store, struct error *err)
{
	int code = sql_execute(store, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", err);

	if (code == -EBUSY)
		return in_use(store, err);
	if (code < 0 || !is_wal(store))
		return code;
	sql_execute(store, "ROLLBACK", NULL);
	return in_use(store, err);
}

static int begin_upgrade(struct store *store, struct error *err)
{
	int64_t version = 0;
	int code = sql_execute(store, "PRAGMA foreign_keys = OFF", err);

	if (code == 0)
		code = sql_integer(store, "PRAGMA user_version", &version, err);
	if (code < 0)
		return code;
	return version < FIRST_WITH_CELLS ? begin_alone(store, err)
					  : sql_execute(store, "BEGIN IMMEDIATE", err);
}

/*
 * In one transaction; another process may have been faster, so look again inside it.  Without
 * foreign keys, which cannot be changed within one: a table that others refer to is made anew.
 */
int schema_upgrade(struct store *store, struct error *err)
{
	int64_t version = 0;
	int code = begin_upgrade(store, err);

	if (code < 0)
		return code;
	code = sql_integer(store, "PRAGMA user_version", &version, err);
	for (int64_t from = version; code == 0 && from >= 1 && from < STORE_VERSION; from++)
		code = upgrade_to(store, (int)from + 1, err);
	if (code < 0) {
		sql_execute(store, "ROLLBACK", NULL);
		return code;
	}
	return sql_execute(store, "COMMIT", err);
}

/* In one transaction; another process may have been faster, so look again inside it. */
int schema_create(struct store *store, struct error *err)
{
	int code = sql_execute(store, "BEGIN IMMEDIATE", err);

	if (code < 0)
		return code;
	code = schema_identify(store, err);
	if (code == 0)
		code = sql_execute(store, schema_sql, err);
	if (code == 0)
		code = set_version(store, STORE_VERSION, err);
	if (code < 0) {
		sql_execute(store, "ROLLBACK", NULL);
		return code;
	}
	return sql_execute(store, "COMMIT", err);
}
