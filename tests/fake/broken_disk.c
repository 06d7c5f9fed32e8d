// SPDX-License-Identifier: GPL-2.0-or-later
#include "broken_disk.h"

#include <sqlite3.h>
#include <stddef.h>

/* SQLite hands these functions no context. */
static sqlite3_vfs *usual;
static sqlite3_vfs broken;
static const sqlite3_io_methods *usual_methods; /* of every file on a disk */
static sqlite3_io_methods broken_methods;
static unsigned long writes_left;
static int result;

static int write_some(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
	if (!writes_left)
		return result;
	writes_left--;
	return usual_methods->xWrite(file, bytes, count, offset);
}

static int sync_some(sqlite3_file *file, int flags)
{
	return writes_left || result == SQLITE_FULL ? usual_methods->xSync(file, flags)
						    : SQLITE_IOERR_FSYNC;
}

static int open_one(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
		    int *ret_flags)
{
	int opened = usual->xOpen(usual, name, file, flags, ret_flags);

	(void)vfs;
	if (opened != SQLITE_OK)
		return opened;
	usual_methods = file->pMethods;
	broken_methods = *usual_methods;
	broken_methods.xWrite = write_some;
	broken_methods.xSync = sync_some;
	file->pMethods = &broken_methods;
	return SQLITE_OK;
}

int broken_disk_install(unsigned long writes, int failure)
{
	int code = sqlite3_initialize();

	if (code != SQLITE_OK)
		return code;
	writes_left = writes;
	result = failure;
	usual = sqlite3_vfs_find(NULL);
	broken = *usual;
	broken.zName = "broken-disk";
	broken.xOpen = open_one;
	return sqlite3_vfs_register(&broken, 1);
}
