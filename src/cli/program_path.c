// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/program_path.h"

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
