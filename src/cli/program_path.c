// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/program_path.h"
#include "common/cleanup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *program_path_beside(const char *below)
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *whole;

	if (length <= 0)
		return NULL;
	path[length] = '\0';
	*strrchr(path, '/') = '\0';
	return asprintf(&whole, "%s/%s", path, below) < 0 ? NULL : whole;
}

/* In the build tree, beside an installed program, or where it was configured to be. */
char *program_helper_find(const char *name)
{
	static const char *const beside[] = { "src/agent", "../libexec/bpftax" };
	char *path;

	for (size_t i = 0; i < ARRAY_SIZE(beside); i++) {
		CLEANUP_FREE char *below = NULL;

		if (asprintf(&below, "%s/%s", beside[i], name) < 0)
			return NULL;
		path = program_path_beside(below);
		if (path && !access(path, X_OK))
			return path;
		free(path);
	}
	return asprintf(&path, LIBEXEC_DIR "/%s", name) < 0 ? NULL : path;
}
