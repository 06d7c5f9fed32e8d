// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/user_directories.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>
#include "common/file.h"

static const char *absolute_or_null(const char *path)
{
	return path && *path == '/' ? path : NULL;
}

/* Of HOME, else of the user database; NULL where neither has one.  Valid until the next call. */
static const char *home_find(void)
{
	const char *home = absolute_or_null(getenv("HOME"));
	const struct passwd *user = home ? NULL : getpwuid(geteuid());

	return home ? home : absolute_or_null(user ? user->pw_dir : NULL);
}

static int directory_find(const char *variable, const char *below_home, char **ret_path,
			  struct error *err)
{
	const char *base = absolute_or_null(getenv(variable));
	const char *home = base ? NULL : home_find();
	char *path;

	if (!base && !home)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "no home directory is known: set HOME or %s to an absolute path",
				 variable);
	path = base ? file_path("%s/bpftax", base) : file_path("%s/%s/bpftax", home, below_home);
	if (!path)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_path = path;
	return 0;
}

int user_cache_directory(char **ret_path, struct error *err)
{
	return directory_find("XDG_CACHE_HOME", ".cache", ret_path, err);
}

int user_state_directory(char **ret_path, struct error *err)
{
	return directory_find("XDG_STATE_HOME", ".local/state", ret_path, err);
}
