// SPDX-License-Identifier: GPL-2.0-or-later
/* Opening, checking and making a store. */
#include "store/store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "store/schema.h"
#include "store/sql.h"
#include "store/store_made.h"

#define STORE_BUSY_TIMEOUT_MS 2000

static void cleanup_store(struct store **store)
{
	store_close(*store);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_close_unmaking(store);
	free(store->made_directory);
	free(store->path);
	free(store);
}

/* The path as a URI of a file that nobody changes; SQLite then needs no -shm beside it. */
static char *immutable_uri(const char *path)
{
	char *uri = malloc(3 * strlen(path) + sizeof("file:?immutable=1"));
	char *end;

	if (!uri)
		return NULL;
	end = stpcpy(uri, "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			end += sprintf(end, "%%%02x", (unsigned char)*path);
		else
			*end++ = *path;
	}
	strcpy(end, "?immutable=1");
	return uri;
}

/*
 * Why a file could not be opened or made.  SQLite tries again read-only and then remembers that
 * attempt's ENOENT, where the directory was what refused the first.
 */
static int opening_failure(const struct store *store)
{
	int cause = store->database ? sqlite3_system_errno(store->database) : ENOMEM;
	const char *slash = strrchr(store->path, '/');
	CLEANUP_FREE char *directory = NULL;

	if (cause != ENOENT)
		return cause ? cause : EIO;
	directory = slash ? strndup(store->path, (size_t)(slash - store->path) + 1) : strdup(".");
	if (directory && access(directory, W_OK | X_OK) < 0)
		return errno;
	return cause;
}

static int database_open(struct store *store, const char *name, int flags, struct error *err)
{
	/* One thread uses a store: without locks a million rows take half the time. */
	int result = sqlite3_open_v2(name, &store->database,
				     flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);

	if (result != SQLITE_OK) {
		int cause = opening_failure(store);

		return error_set(err, ERROR_ENVIRONMENT, cause,
				 "cannot open store '%s': %s; choose another --store", store->path,
				 strerror(cause));
	}
	sqlite3_busy_timeout(store->database, STORE_BUSY_TIMEOUT_MS);
	return 0;
}

/* SQLite opens lazily: the first statement finds out whether the file can be read at all. */
static int database_probe(struct store *store)
{
	return sqlite3_exec(store->database, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
}

static bool has_unfinished_log(const struct store *store)
{
	CLEANUP_FREE char *log = NULL;

	return asprintf(&log, "%s-wal", store->path) < 0 || access(log, F_OK) == 0;
}

static bool lacks_shared_memory(int result)
{
	return (result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY;
}

/*
 * A WAL database in a directory that we may not write needs its -shm file, which cannot be made.
 * When no log waits beside it the file itself holds everything and is opened as immutable.
 */
static int database_open_readable(struct store *store, struct error *err)
{
	CLEANUP_FREE char *uri = NULL;
	int result, code;

	code = database_open(store, store->path, SQLITE_OPEN_READONLY, err);
	if (code < 0)
		return code;
	result = database_probe(store);
	if (result == SQLITE_OK)
		return 0;
	if (!lacks_shared_memory(result) || has_unfinished_log(store))
		return sql_error(store, result, err);
	sqlite3_close(store->database);
	store->database = NULL;
	uri = immutable_uri(store->path);
	if (!uri)
		return sql_error(store, SQLITE_NOMEM, err);
	return database_open(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
}

static int database_open_writable(struct store *store, struct error *err)
{
	int code = store_make_directories(store, err);

	if (code < 0)
		return code;
	code = database_open(store, store->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
	if (code < 0)
		return code;
	if (sqlite3_db_readonly(store->database, "main"))
		return sql_error(store, SQLITE_READONLY, err);
	return 0;
}

/*
 * WAL with synchronous=NORMAL: a committed sample outlives the death of this process at once, and
 * the database can never be torn; only a power cut may take the last seconds.  FULL would wait
 * for the disk between two windows, on a machine that is being measured.
 */
static int store_prepare_writing(struct store *store, struct error *err)
{
	int code = schema_identify(store, err);

	if (code == 0)
		code = schema_create(store, err);
	else if (code > 0)
		code = schema_upgrade(store, err);
	if (code < 0)
		return code;
	return sql_execute(store,
			   "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
			   "PRAGMA foreign_keys = ON",
			   err);
}

/* An older store lacks columns that reading asks for: it is brought up to date first. */
static int upgrade_for_reading(struct store *store, struct error *err)
{
	int64_t version = STORE_VERSION;
	int code = sql_integer(store, "PRAGMA user_version", &version, err);

	if (code < 0 || version >= STORE_VERSION)
		return code;
	sqlite3_close(store->database);
	store->database = NULL;
	code = database_open_writable(store, err);
	return code < 0 ? code : schema_upgrade(store, err);
}

static int open_for_reading(struct store *store, struct error *err)
{
	int code;

	if (access(store->path, F_OK) < 0 && errno == ENOENT)
		return error_set(
		    err, ERROR_USAGE, ENOENT,
		    "there is no store '%s' yet; 'bpftax run' makes it, --store names another",
		    store->path);
	code = database_open_readable(store, err);
	if (code < 0)
		return code;
	code = schema_identify(store, err);
	if (code == 0)
		return error_set(
		    err, ERROR_USAGE, ENOENT,
		    "store '%s' is empty; 'bpftax run' fills it, --store names another",
		    store->path);
	return code < 0 ? code : upgrade_for_reading(store, err);
}

static int open_for_writing(struct store *store, struct error *err)
{
	struct stat status;
	int code;

	code = database_open_writable(store, err);
	if (code == 0)
		code = store_prepare_writing(store, err);
	if (code < 0 && store->made && stat(store->path, &status) == 0 && status.st_size == 0)
		unlink(store->path);
	return code;
}

int store_open(const char *path, enum store_mode mode, struct store **ret_store, struct error *err)
{
	CLEANUP(cleanup_store) struct store *store = calloc(1, sizeof(*store));
	int code;

	if (!store || !(store->path = strdup(path)))
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot open store '%s'", path);
	code = mode == STORE_READ ? open_for_reading(store, err) : open_for_writing(store, err);
	if (code < 0)
		return code;
	*ret_store = take_pointer(store);
	return 0;
}
