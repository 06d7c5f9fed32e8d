// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/schema.h"

#include <errno.h>

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

int schema_identify(struct store *store, struct error *err)
{
	int64_t application = 0, version = 0, tables = 0;
	int code;

	code = sql_integer(store, "PRAGMA application_id", &application, err);
	if (code == 0)
		code = sql_integer(store, "PRAGMA user_version", &version, err);
	if (code == 0)
		code = sql_integer(store, "SELECT count(*) FROM sqlite_schema", &tables, err);
	if (code < 0)
		return code;
	if (application == 0 && version == 0 && tables == 0)
		return 0;
	if (application != STORE_APPLICATION)
		return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
				 "'%s' is another program's database; choose another --store",
				 store->path);
	if (version > STORE_VERSION)
		return error_set(
		    err, ERROR_ENVIRONMENT, ENOTSUP,
		    "store '%s' has version %lld, this bpftax knows up to %d; use a newer "
		    "bpftax or another --store",
		    store->path, (long long)version, STORE_VERSION);
	return 1;
}

/* Version 2 has the counters of the micro measurement. */
static const char upgrade_from_1[] =
    "ALTER TABLE sample ADD COLUMN events REAL CHECK (events > 0);"
    "ALTER TABLE sample ADD COLUMN chunks REAL CHECK (chunks >= 0);"
    "ALTER TABLE sample ADD COLUMN chunks_agreeing REAL CHECK (chunks_agreeing >= 0);"
    "ALTER TABLE sample ADD COLUMN chunks_disturbed REAL CHECK (chunks_disturbed >= 0);"
    "ALTER TABLE sample ADD COLUMN event_ns REAL;"
    "ALTER TABLE sample ADD COLUMN event_bare_ns REAL CHECK (event_bare_ns >= 0);"
    "ALTER TABLE sample ADD COLUMN event_slope_ns REAL;"
    "PRAGMA user_version = 2";

/* Version 3 has the latencies of attaching, and the body's own time. */
static const char upgrade_from_2[] =
    "ALTER TABLE sample ADD COLUMN body_alone_ns REAL CHECK (body_alone_ns >= 0);"
    "ALTER TABLE sample ADD COLUMN load_ns REAL CHECK (load_ns >= 0);"
    "ALTER TABLE sample ADD COLUMN attach_ns REAL CHECK (attach_ns >= 0);"
    "ALTER TABLE sample ADD COLUMN detach_ns REAL CHECK (detach_ns >= 0);"
    "PRAGMA user_version = 3";

/* Version 4 has how long the guest's CPUs waited for the host's. */
static const char upgrade_from_3[] =
    "ALTER TABLE sample ADD COLUMN vcpu_wait_ns REAL CHECK (vcpu_wait_ns >= 0);"
    "PRAGMA user_version = 4";

/* Version 5 has how often the receiver called select(). */
static const char upgrade_from_4[] =
    "ALTER TABLE sample ADD COLUMN selects REAL CHECK (selects >= 0);"
    "PRAGMA user_version = 5";

/* Version 6 has cells and treatments. */
static const char upgrade_from_5[] =
#include "upgrade_6.sql.inc"
#include "adopt.sql.inc"
    "PRAGMA user_version = 6";

/* What brings a version to the next, by the version that it is for. */
static const char *const upgrades[STORE_VERSION] = {
	[1] = upgrade_from_1, [2] = upgrade_from_2, [3] = upgrade_from_3,
	[4] = upgrade_from_4, [5] = upgrade_from_5,
};

/*
 * In one transaction; another process may have been faster, so look again inside it.  Without
 * foreign keys, which cannot be changed within one: a table that others refer to is made anew.
 */
int schema_upgrade(struct store *store, struct error *err)
{
	int64_t version = 0;
	int code = sql_execute(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", err);

	if (code < 0)
		return code;
	code = sql_integer(store, "PRAGMA user_version", &version, err);
	for (int64_t from = version; code == 0 && from >= 1 && from < STORE_VERSION; from++)
		code = sql_execute(store, upgrades[from], err);
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
	if (code < 0) {
		sql_execute(store, "ROLLBACK", NULL);
		return code;
	}
	return sql_execute(store, "COMMIT", err);
}
