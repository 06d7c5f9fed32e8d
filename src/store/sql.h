/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_SQL_H
#define BPFTAX_STORE_SQL_H

/*
 * The few verbs of SQLite that the store needs, with our errors.  Private to src/store.
 *
 *	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
 *
 *	code = sql_prepare(store, &insert, err, "INSERT INTO note (run, text) VALUES (?, ?)",
 *			   "tt", run, text);
 *	if (code < 0)
 *		return code;
 *	return sql_finish(store, insert, err);
 */

#include <sqlite3.h>
#include <stdbool.h>
#include "common/cleanup.h"
#include "common/error.h"

struct store {
	sqlite3 *database;
	char *path;
	bool made;	      /* by this process: see store_made.h */
	char *made_directory; /* the outermost that was made for it, or NULL */
};

static inline void cleanup_statement(sqlite3_stmt **statement)
{
	sqlite3_finalize(*statement);
}

#define CLEANUP_STATEMENT CLEANUP(cleanup_statement)

/*
 * Fills *err with a sentence for SQLite's extended result `result` and returns a negative errno:
 * -EBUSY when locked, -EROFS when read-only, -EBADMSG when it is no database or damaged, -ENOSPC,
 * -ENOMEM, otherwise -EIO.
 */
int sql_error(const struct store *store, int result, struct error *err);

/*
 * Prepares `sql` and binds one argument for each letter of `types`: t text (const char *, may be
 * NULL), i integer (int64_t), r real (double; NaN becomes NULL), j JSON (const json_t *, may be
 * NULL; stored compact).  The texts are copied.
 */
int sql_prepare(struct store *store, sqlite3_stmt **ret_statement, struct error *err,
		const char *sql, const char *types, ...);

/* Steps once: 1 when there is a row, 0 at the end, or a negative errno. */
int sql_next(struct store *store, sqlite3_stmt *statement, struct error *err);

/* Steps to the end of a statement that yields nothing of interest. */
int sql_finish(struct store *store, sqlite3_stmt *statement, struct error *err);

/* Executes statements without arguments. */
int sql_execute(struct store *store, const char *sql, struct error *err);

/* The one integer that `sql` yields. */
int sql_integer(struct store *store, const char *sql, int64_t *ret_value, struct error *err);

/* A copy of a text column, or NULL for SQL's NULL (or no memory); the caller frees. */
char *sql_text(sqlite3_stmt *statement, int column);

/* A real column, NaN for NULL. */
double sql_real(sqlite3_stmt *statement, int column);

#endif
