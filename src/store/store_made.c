// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/store_made.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_directory(struct store *store, const char *path, struct error *err)
{
	if (mkdir(path, 0700) == 0) {
		if (!store->made_directory)
			store->made_directory = strdup(path);
		return 0;
	}
	return errno == EEXIST ? 0
			       : error_errno(err, ERROR_ENVIRONMENT, errno,
					     "cannot make directory '%s' for the store", path);
}

int store_make_directories(struct store *store, struct error *err)
{
	CLEANUP_FREE char *partial = strdup(store->path);

	if (!partial)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot open store '%s'",
				   store->path);
	for (char *slash = strchr(partial + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		int code;

		*slash = '\0';
		code = make_directory(store, partial, err);
		if (code < 0)
			return code;
		*slash = '/';
	}
	store->made = access(store->path, F_OK) < 0 && errno == ENOENT;
	return 0;
}

/*
 * Leaving WAL fails as long as another connection is open, and the lock keeps new ones out until
 * the file is gone.
 */
static bool is_abandoned(struct store *store)
{
	int64_t runs = -1;

	return store->database &&
	       sql_integer(store, "SELECT count(*) FROM run", &runs, NULL) == 0 && runs == 0 &&
	       sql_execute(store, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", NULL) == 0 &&
	       sql_integer(store, "SELECT count(*) FROM run", &runs, NULL) == 0 && runs == 0;
}

/* From the innermost up to the first that was made; one that is used by now stays. */
static void remove_directories(const struct store *store)
{
	CLEANUP_FREE char *partial = strdup(store->path);
	size_t least = store->made_directory ? strlen(store->made_directory) : SIZE_MAX;

	for (char *slash = partial ? strrchr(partial, '/') : NULL;
	     slash && (size_t)(slash - partial) >= least; slash = strrchr(partial, '/')) {
		*slash = '\0';
		if (rmdir(partial) < 0)
			return;
	}
}

void store_close_unmaking(struct store *store)
{
	bool abandoned = store->made && is_abandoned(store);

	if (abandoned)
		unlink(store->path);
	sqlite3_close(store->database);
	if (abandoned)
		remove_directories(store);
}
