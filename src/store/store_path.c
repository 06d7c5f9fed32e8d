// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the store is by default, by the XDG base directory specification. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include "common/cleanup.h"

#define STORE_NAME "bpftax/bpftax.db"

char *store_default_path(void)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	char *path = NULL;

	/* The specification: a relative XDG_STATE_HOME is to be ignored. */
	if (state && state[0] == '/') {
		if (asprintf(&path, "%s/" STORE_NAME, state) < 0)
			return NULL;
		return path;
	}
	if (asprintf(&path, "%s/.local/state/" STORE_NAME, home ? home : "") < 0)
		return NULL;
	return path;
}
