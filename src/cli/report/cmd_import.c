// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include "cli/report/store_option.h"
#include "store/transfer.h"

static int open_file(const char *path, int *ret_fd, struct error *err)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;

	if (fd < 0 || fstat(fd, &status) < 0)
		return error_errno(err, ERROR_USAGE, errno, "cannot read '%s'", path);
	if (!S_ISREG(status.st_mode))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is not a file", path);
	*ret_fd = fd;
	fd = -1;
	return 0;
}

static int import_file(struct store *store, const char *path, struct error *err)
{
	char id[RUN_ID_LENGTH + 1];
	enum import_outcome outcome;
	CLEANUP_CLOSE int fd = -1;
	int code = open_file(path, &fd, err);

	if (code == 0)
		code = store_run_import(store, fd, path, id, &outcome, err);
	if (code == 0)
		printf("%.8s  %s\n", id,
		       outcome == IMPORT_ADDED ? "imported" : "already in the store");
	return code;
}

int cmd_import(const struct reading *options, int argc, char **argv)
{
	CLEANUP_STORE struct store *store = NULL;
	struct error err = { 0 };
	int code = argc ? store_open_named(options->store, STORE_WRITE, &store, &err)
			: error_set(&err, ERROR_USAGE, EINVAL,
				    "import which file? usage: bpftax import [OPTION...] FILE...");

	for (int i = 0; i < argc && code == 0; i++)
		code = import_file(store, argv[i], &err);
	return code < 0 ? fail_with(&err) : 0;
}
