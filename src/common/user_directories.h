/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMON_USER_DIRECTORIES_H
#define BPFTAX_COMMON_USER_DIRECTORIES_H

/*
 * Where a user's files live, by the XDG base directory specification.
 *
 *	CLEANUP_FREE char *state = NULL;
 *
 *	r = user_state_directory(&state, &err);		// "/home/u/.local/state/bpftax"
 *
 * A variable that holds no absolute path is ignored, as the specification has it.  Without HOME
 * the home directory is the one of the user database.  Nothing is made.  The caller frees the path.
 * -ENOENT, ERROR_ENVIRONMENT, with the variables that would help, where no home is known at all.
 */

#include "common/error.h"

/* $XDG_CACHE_HOME/bpftax or ~/.cache/bpftax. */
int user_cache_directory(char **ret_path, struct error *err);

/* $XDG_STATE_HOME/bpftax or ~/.local/state/bpftax. */
int user_state_directory(char **ret_path, struct error *err);

#endif
