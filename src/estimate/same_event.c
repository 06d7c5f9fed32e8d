// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/same_event.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* "udp_recvmsg" of "udp_recvmsg+0x9". */
static bool same_hook(const char *a, const char *b)
{
	size_t length = a ? strcspn(a, "+") : 0;

	return !a || !b || (length == strcspn(b, "+") && strncmp(a, b, length) == 0);
}

enum event_likeness same_event(const struct report_result *a, const struct report_result *b)
{
	if (!same_text(a->micro.trigger, b->micro.trigger))
		return EVENT_OTHER_TRIGGER;
	return same_hook(a->hook, b->hook) ? EVENT_SAME : EVENT_OTHER_HOOK;
}
