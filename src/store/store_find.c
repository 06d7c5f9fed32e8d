// SPDX-License-Identifier: GPL-2.0-or-later
/* From what a user types to the id of a run. */
#include "store/store.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include "store/sql.h"

#define PREFIX_MINIMUM 4
#define CANDIDATES_NAMED 5
#define SHORT_ID_LENGTH 8

static int find_newest(struct store *store, char ret_id[RUN_ID_LENGTH + 1], struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code;

	code = sql_prepare(store, &select, err,
			   "SELECT id FROM run ORDER BY started_s DESC, number DESC LIMIT 1", "");
	if (code == 0)
		code = sql_next(store, select, err);
	if (code < 0)
		return code;
	if (code == 0)
		return error_set(err, ERROR_USAGE, ENOENT,
				 "store '%s' holds no run yet; make one with 'bpftax run'",
				 store->path);
	strcpy(ret_id, (const char *)sqlite3_column_text(select, 0));
	return 0;
}

static int check_prefix(const char *prefix, char lower[RUN_ID_LENGTH + 1], struct error *err)
{
	size_t length = strlen(prefix);

	if (length < PREFIX_MINIMUM || length > RUN_ID_LENGTH ||
	    strspn(prefix, "0123456789abcdefABCDEF") != length)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%.40s' is no run: give %d to %d hexadecimal digits of its id "
				 "('bpftax list runs' shows them)",
				 prefix, PREFIX_MINIMUM, RUN_ID_LENGTH);
	for (size_t i = 0; i <= length; i++)
		lower[i] = (char)tolower((unsigned char)prefix[i]);
	return 0;
}

/*
 * Ids in the order of how many leading digits they share with the prefix, then the newest first.
 * SQLite has no such function; a comparison of substrings a length does it.
 */
#define SELECT_NEAREST                                                                             \
	"WITH RECURSIVE digit(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM digit WHERE n < 32)"     \
	" SELECT id, label FROM run ORDER BY (SELECT count(*) FROM digit"                          \
	" WHERE substr(id, 1, n) = substr(?1, 1, n) AND n <= length(?1)) DESC, started_s DESC"     \
	" LIMIT ?2"

static void append_candidate(char *list, size_t size, sqlite3_stmt *select, int digits)
{
	const char *label = (const char *)sqlite3_column_text(select, 1);
	size_t used = strlen(list);

	snprintf(list + used, size - used, "%s%.*s%s%.40s%s", used ? ", " : "", digits,
		 sqlite3_column_text(select, 0), label ? " (" : "", label ? label : "",
		 label ? ")" : "");
}

/* "1a2b3c4d (label), ..." of the runs nearest to the prefix; "" when there are none. */
static int list_nearest(struct store *store, const char *prefix, int limit, int digits, char *list,
			size_t size, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code = sql_prepare(store, &select, err, SELECT_NEAREST, "ti", prefix, (int64_t)limit);

	list[0] = '\0';
	if (code < 0)
		return code;
	while ((code = sql_next(store, select, err)) > 0)
		append_candidate(list, size, select, digits);
	return code;
}

static int no_such_run(struct store *store, const char *prefix, struct error *err)
{
	char list[512];
	int code =
	    list_nearest(store, prefix, CANDIDATES_NAMED, SHORT_ID_LENGTH, list, sizeof(list), err);

	if (code < 0)
		return code;
	if (!list[0])
		return error_set(
		    err, ERROR_USAGE, ENOENT,
		    "no run '%s': store '%s' holds none yet; make one with 'bpftax run'", prefix,
		    store->path);
	return error_set(err, ERROR_USAGE, ENOENT, "no run '%s'; the nearest: %s", prefix, list);
}

static int ambiguous_run(struct store *store, const char *prefix, int count, struct error *err)
{
	int digits = (int)strlen(prefix) + 4;
	char list[512];
	int code;

	digits = digits > RUN_ID_LENGTH ? RUN_ID_LENGTH : digits;
	code = list_nearest(store, prefix, count < CANDIDATES_NAMED ? count : CANDIDATES_NAMED,
			    digits, list, sizeof(list), err);
	if (code < 0)
		return code;
	return error_set(err, ERROR_USAGE, EINVAL, "'%s' begins %d runs: %s%s; give more digits",
			 prefix, count, list, count > CANDIDATES_NAMED ? ", ..." : "");
}

static int find_by_prefix(struct store *store, const char *prefix, char ret_id[RUN_ID_LENGTH + 1],
			  struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	char found[RUN_ID_LENGTH + 1];
	int code, count = 0;

	code = sql_prepare(store, &select, err,
			   "SELECT id FROM run WHERE id >= ?1 AND id < ?1 || 'g'", "t", prefix);
	if (code < 0)
		return code;
	while ((code = sql_next(store, select, err)) > 0 && ++count)
		strcpy(found, (const char *)sqlite3_column_text(select, 0));
	if (code < 0)
		return code;
	if (count == 0)
		return no_such_run(store, prefix, err);
	if (count > 1)
		return ambiguous_run(store, prefix, count, err);
	strcpy(ret_id, found);
	return 0;
}

int store_run_find(struct store *store, const char *id_prefix, char ret_id[RUN_ID_LENGTH + 1],
		   struct error *err)
{
	char prefix[RUN_ID_LENGTH + 1];
	int code;

	if (!id_prefix)
		return find_newest(store, ret_id, err);
	code = check_prefix(id_prefix, prefix, err);
	if (code < 0)
		return code;
	return find_by_prefix(store, prefix, ret_id, err);
}
