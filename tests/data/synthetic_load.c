// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "common/cleanup.h"

static struct run_data *load(const char *path, enum synthetic_kind kind)
{
	char id[RUN_ID_LENGTH + 1];
	struct run_data *data = NULL;
	struct store *store = NULL;

	if (synthetic_run_write(path, kind, NULL) < 0 ||
	    store_open(path, STORE_READ, &store, NULL) < 0)
		return NULL;
	if (store_run_find(store, NULL, id, NULL) == 0)
		store_run_load(store, id, &data, NULL);
	store_close(store);
	return data;
}

/* SQLite keeps two files beside a store that was only read. */
static void remove_files(const char *directory)
{
	static const char *const names[] = { "store.db", "store.db-wal", "store.db-shm" };
	char path[64];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		unlink(path);
	}
}

struct run_data *synthetic_run_load(enum synthetic_kind kind)
{
	char directory[] = "/tmp/bpftax-synthetic-XXXXXX", path[64];
	struct run_data *data;

	if (!mkdtemp(directory))
		return NULL;
	snprintf(path, sizeof(path), "%s/store.db", directory);
	data = load(path, kind);
	remove_files(directory);
	if (rmdir(directory) == 0)
		return data;
	run_data_free(data);
	return NULL;
}
