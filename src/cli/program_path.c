// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/program_path.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "protocol/architectures.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RECORDER "bpftax-recorder.so"

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

char *program_recorder_find(void)
{
	static const char *const places[] = { "src/plugin/" RECORDER,
					      "../libexec/bpftax/" RECORDER };

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		char *path = program_path_beside(places[i]);

		if (path && !access(path, R_OK))
			return path;
		free(path);
	}
	return strdup(LIBEXEC_DIR "/" RECORDER);
}

/* In the build tree, beside an installed program, or where it was configured to be. */
char *program_helper_find(const char *architecture, const char *name)
{
	bool own = !strcmp(architecture, architecture_name_own());
	const struct {
		const char *above, *below;
	} places[] = { { "", "src/agent" }, { "../libexec/bpftax", "" } };
	const char *folder = own ? "" : architecture;
	char *path;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		CLEANUP_FREE char *below =
		    file_path("%s/%s/%s/%s", *places[i].above ? places[i].above : ".", folder,
			      places[i].below, name);

		path = below ? program_path_beside(below) : NULL;
		if (path && !access(path, X_OK))
			return path;
		free(path);
	}
	return file_path(LIBEXEC_DIR "/%s/%s", folder, name);
}
