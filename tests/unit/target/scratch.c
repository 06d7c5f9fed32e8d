// SPDX-License-Identifier: GPL-2.0-or-later
#include "scratch.h"

#include <stdlib.h>
#include <string.h>
#include "common/file.h"

int scratch_make(void **state)
{
	static char path[64];

	strcpy(path, "/tmp/bpftax-test-XXXXXX");
	*state = mkdtemp(path);
	return *state ? setenv("XDG_CACHE_HOME", path, 1) : -1;
}

int scratch_remove(void **state)
{
	return file_remove_tree(*state);
}
