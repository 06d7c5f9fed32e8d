// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/tracing_mount.h"
#include "common/cleanup.h"

#include <sched.h>
#include <stdbool.h>
#include <sys/mount.h>

static const struct {
	const char *type, *path, *within; /* a directory that is there when it is mounted */
} files[] = {
	{ "tracefs", "/sys/kernel/tracing", "/sys/kernel/tracing/events" },
	{ "debugfs", "/sys/kernel/debug", "/sys/kernel/debug/kprobes" },
};

static bool is_missing(size_t i)
{
	return access(files[i].within, F_OK) < 0;
}

/* What is mounted on the machine later still comes here; what is mounted here stays here. */
static bool namespace_enter(void)
{
	return !unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL);
}

void tracing_mount_private(void)
{
	if ((!is_missing(0) && !is_missing(1)) || !namespace_enter())
		return;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (is_missing(i))
			mount(files[i].type, files[i].path, files[i].type, 0, NULL);
}
