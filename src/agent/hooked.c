// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/hooked.h"

#include <unistd.h>

void hooked_init(struct hooked *hooked, const struct hook *hook)
{
	*hooked = (struct hooked){ .hook = *hook, .program_fd = -1, .event_fd = -1, .link_fd = -1 };
}

static void descriptor_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void hooked_close(struct hooked *hooked)
{
	descriptor_close(&hooked->link_fd);
	descriptor_close(&hooked->event_fd);
}
