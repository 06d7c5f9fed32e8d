// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/held_id.h"

#include <sys/wait.h>
#include <unistd.h>

#define LEVEL_IDS 64 /* 1 << XA_CHUNK_SHIFT, of the kernel's include/linux/xarray.h */

/* Without a copy of our memory, whose pages we would write for the first time again. */
static pid_t ended_child(void)
{
	pid_t child = vfork();

	if (!child)
		_exit(0);
	return child;
}

pid_t held_id_take(void)
{
	/* Ids are given out in turn, and begin anew above the first level. */
	for (int i = 0; i <= LEVEL_IDS; i++) {
		pid_t child = ended_child();

		if (child < 0)
			return 0;
		if (child >= LEVEL_IDS)
			return child;
		held_id_release(child);
	}
	return 0;
}

void held_id_release(pid_t held)
{
	if (held)
		waitpid(held, NULL, 0);
}
