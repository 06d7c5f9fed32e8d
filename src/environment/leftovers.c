// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/leftovers.h"
#include "environment/processes.h"
#include "environment/root_file.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <string.h>
#include <unistd.h>

#define OURS "bpftax"
/* Arguments follow each other by NUL; QEMU is named after its run (target/qemu.c). */
#define GUEST_NAME "\0-name\0bpftax-"
/* The agent's (agent/setting.h). */
#define JOURNAL "/run/bpftax-settings"

static bool is_called(const char *root, const char *pid, const char *beginning)
{
	CLEANUP_FREE char *command = root_file_line(root, "/proc/%s/comm", pid);

	return command && !strncmp(command, beginning, strlen(beginning));
}

static bool is_our_guest(const char *root, const char *pid)
{
	CLEANUP_FREE char *path = file_path("%s/proc/%s/cmdline", root, pid);
	CLEANUP_FREE char *words = NULL;
	size_t length = 0;

	return is_called(root, pid, "qemu-") && path && !file_read(path, &words, &length, NULL) &&
	       memmem(words, length, GUEST_NAME, sizeof(GUEST_NAME) - 1);
}

/* A guard outlives its agent by a second or two, to put settings back: it is at work, not left. */
static bool is_guard(const char *root, const char *pid)
{
	return is_called(root, pid, OURS "-guard");
}

/* bpftax itself may have any parent; its agents, and what these start, have one of ours. */
static bool is_left(const char *root, const char *pid, void *context)
{
	CLEANUP_FREE char *status = file_path("/proc/%s/status", pid);
	CLEANUP_FREE char *parent = status ? root_file_value(root, status, "PPid:") : NULL;

	(void)context;
	return parent && !is_called(root, parent, OURS) && !is_guard(root, pid) &&
	       (is_called(root, pid, OURS "-") || is_our_guest(root, pid));
}

static bool measures_here(const char *root, const char *pid, void *context)
{
	(void)context;
	return is_called(root, pid, OURS "-");
}

/* An agent that lives, or its guard, will put back itself what stands there. */
static bool journal_is_left(const char *root)
{
	json_t *living = processes_that(root, measures_here, NULL);
	bool is_held = json_array_size(living);

	json_decref(living);
	return !is_held && root_file_access(root, JOURNAL, F_OK);
}

json_t *leftovers_find(const char *root)
{
	json_t *found = processes_that(root, is_left, NULL);

	if (journal_is_left(root))
		json_array_append_new(found, json_string("settings in " JOURNAL));
	return found;
}
