// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/store.h"

#include <errno.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/user_directories.h"

int store_default_path(char **ret_path, struct error *err)
{
	CLEANUP_FREE char *directory = NULL;
	struct error why = { 0 };
	int r = user_state_directory(&directory, &why);
	char *path = r < 0 ? NULL : file_path("%s/bpftax.db", directory);

	if (r < 0)
		return error_set(err, why.kind, -r, "%s, or name the store with --store", why.text);
	if (!path)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_path = path;
	return 0;
}

int store_open_named(const char *path, enum store_mode mode, struct store **ret_store,
		     struct error *err)
{
	CLEANUP_FREE char *standard = NULL;
	int r = path ? 0 : store_default_path(&standard, err);

	return r < 0 ? r : store_open(path ? path : standard, mode, ret_store, err);
}
