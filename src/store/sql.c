// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/sql.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

struct sql_failure {
	int result;
	int code;
	const char *what; /* is wrong with the store, and what to do */
};

static const struct sql_failure sql_failures[] = {
	{ SQLITE_BUSY, EBUSY,
	  "is locked by another program; wait until it ends or choose another --store" },
	{ SQLITE_LOCKED, EBUSY,
	  "is locked by another program; wait until it ends or choose another --store" },
	{ SQLITE_READONLY, EROFS, "cannot be written; make it writable or choose another --store" },
	{ SQLITE_PERM, EACCES, "may not be opened; change its mode or choose another --store" },
	{ SQLITE_NOTADB, EBADMSG, "is not a database at all; choose another --store" },
	{ SQLITE_CORRUPT, EBADMSG,
	  "is damaged; recover it with 'sqlite3 FILE .recover' or choose another "
	  "--store" },
	{ SQLITE_FULL, ENOSPC, "has no space left on its disk" },
	{ SQLITE_NOMEM, ENOMEM, "needs more memory than there is" },
};

int sql_error(const struct store *store, int result, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(sql_failures); i++) {
		const struct sql_failure *failure = &sql_failures[i];

		if (failure->result == (result & 0xff)) {
			return error_set(err, ERROR_ENVIRONMENT, failure->code, "store '%s' %s",
					 store->path, failure->what);
		}
	}
	return error_set(err, ERROR_ENVIRONMENT, EIO, "store '%s': %s", store->path,
			 store->database ? sqlite3_errmsg(store->database)
					 : sqlite3_errstr(result));
}

/* Written twice, as the first time tells its length: a buffer that grows would have it in memory
 * three times. */
static int bind_json(sqlite3_stmt *statement, int index, const json_t *value)
{
	static const size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;
	size_t length = value ? json_dumpb(value, NULL, 0, flags) : 0;
	char *text = length ? malloc(length) : NULL;

	if (!text)
		return value ? SQLITE_NOMEM : sqlite3_bind_null(statement, index);
	json_dumpb(value, text, length, flags);
	return sqlite3_bind_text64(statement, index, text, length, free, SQLITE_UTF8);
}

static int bind_one(sqlite3_stmt *statement, int index, char type, va_list *args)
{
	switch (type) {
	case 't':
		return sqlite3_bind_text(statement, index, va_arg(*args, const char *), -1,
					 SQLITE_TRANSIENT);
	case 'i':
		return sqlite3_bind_int64(statement, index, va_arg(*args, int64_t));
	case 'r':
		return sqlite3_bind_double(statement, index, va_arg(*args, double));
	case 'j':
		return bind_json(statement, index, va_arg(*args, const json_t *));
	default:
		return SQLITE_MISUSE;
	}
}

int sql_prepare(struct store *store, sqlite3_stmt **ret_statement, struct error *err,
		const char *sql, const char *types, ...)
{
	CLEANUP_STATEMENT sqlite3_stmt *statement = NULL;
	va_list args;
	int result;

	result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
	va_start(args, types);
	for (int i = 0; types[i] && result == SQLITE_OK; i++)
		result = bind_one(statement, i + 1, types[i], &args);
	va_end(args);
	if (result != SQLITE_OK)
		return sql_error(store, result, err);
	*ret_statement = take_pointer(statement);
	return 0;
}

int sql_next(struct store *store, sqlite3_stmt *statement, struct error *err)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_ROW)
		return 1;
	if (result == SQLITE_DONE)
		return 0;
	return sql_error(store, result, err);
}

int sql_finish(struct store *store, sqlite3_stmt *statement, struct error *err)
{
	int code;

	do
		code = sql_next(store, statement, err);
	while (code > 0);
	return code;
}

int sql_execute(struct store *store, const char *sql, struct error *err)
{
	int result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);

	return result == SQLITE_OK ? 0 : sql_error(store, result, err);
}

int sql_integer(struct store *store, const char *sql, int64_t *ret_value, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *statement = NULL;
	int code = sql_prepare(store, &statement, err, sql, "");

	if (code < 0)
		return code;
	code = sql_next(store, statement, err);
	if (code > 0)
		*ret_value = sqlite3_column_int64(statement, 0);
	return code < 0 ? code : 0;
}

char *sql_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? strdup((const char *)text) : NULL;
}

double sql_real(sqlite3_stmt *statement, int column)
{
	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return NAN;
	return sqlite3_column_double(statement, column);
}
