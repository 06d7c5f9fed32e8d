// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/setting.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* The agent's end of what leads to the guard; the guard has its own end under the same number. */
#define GUARD_FD 63
#define HELD_MOST 8

/* A file and what stood in it; *value is empty where it is so again. */
struct held {
	char path[128];
	char value[SETTING_VALUE_SIZE];
};

struct told {
	struct held file;
	bool stands; /* nothing is going to change it: so it stands there now */
};

static void held_put_back(const struct held *held)
{
	if (*held->path && *held->value)
		sysfile_write(held->path, held->value);
}

/* Its own place wherever that is, else the first that holds nothing; NULL: all are held. */
static struct held *held_place(struct held table[HELD_MOST], const char *path)
{
	struct held *free_one = NULL;

	for (size_t i = 0; i < HELD_MOST; i++) {
		if (!strcmp(table[i].path, path))
			return &table[i];
		if (!free_one && !*table[i].value)
			free_one = &table[i];
	}
	return free_one;
}

/*
 * What stood there before the first change is what it was; whatever becomes of the later ones, it
 * is forgotten when that stands there again, and not before.
 */
static void held_take(struct held table[HELD_MOST], const struct told *told)
{
	struct held *place = held_place(table, told->file.path);

	if (!place)
		return;
	if (!told->stands && !*place->value)
		*place = told->file;
	else if (told->stands && !strcmp(place->value, told->file.value))
		*place->value = '\0';
}

/* Until nobody holds the other end any more. */
static void guard_work(void)
{
	struct held table[HELD_MOST] = { 0 };
	struct told told;

	while (recv(GUARD_FD, &told, sizeof(told), 0) == sizeof(told)) {
		held_take(table, &told);
		send(GUARD_FD, "", 1, MSG_NOSIGNAL);
	}
	for (size_t i = 0; i < HELD_MOST; i++)
		held_put_back(&table[i]);
}

/* Nothing of the agent's may be held open by it, and no Ctrl-C is meant for it. */
static void guard_be(int end)
{
	setsid();
	prctl(PR_SET_NAME, "bpftax-guard");
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	if (dup2(end, GUARD_FD) == GUARD_FD && !close_range(0, GUARD_FD - 1, 0) &&
	    !close_range(GUARD_FD + 1, ~0U, 0))
		guard_work();
	_exit(0);
}

void settings_guard(void)
{
	int ends[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return;
	pid = fork();
	if (!pid)
		guard_be(ends[1]);
	if (pid > 0)
		dup3(ends[0], GUARD_FD, O_CLOEXEC);
	close(ends[0]);
	close(ends[1]);
}

/* In a guest the number may be anything's. */
static bool has_guard(void)
{
	int type = 0;
	socklen_t size = sizeof(type);

	return !getsockopt(GUARD_FD, SOL_SOCKET, SO_TYPE, &type, &size) && type == SOCK_SEQPACKET;
}

/* It has it before the setting changes. */
static void guard_tell(const char *path, const char *value, bool stands)
{
	struct told told = { .stands = stands };
	char heard;

	if (!has_guard())
		return;
	snprintf(told.file.path, sizeof(told.file.path), "%s", path);
	snprintf(told.file.value, sizeof(told.file.value), "%s", value);
	if (send(GUARD_FD, &told, sizeof(told), MSG_NOSIGNAL) == sizeof(told))
		recv(GUARD_FD, &heard, sizeof(heard), 0);
}

int setting_change(const char *path, const char *value, char ret_was[SETTING_VALUE_SIZE])
{
	CLEANUP_FREE char *now = sysfile_read("%s", path);
	char was[SETTING_VALUE_SIZE];
	int written;

	if (!now)
		return -errno;
	snprintf(was, sizeof(was), "%.*s", (int)strcspn(now, "\n"), now);
	if (ret_was)
		memcpy(ret_was, was, sizeof(was));
	guard_tell(path, was, false);
	written = sysfile_write(path, value);
	if (written < 0)
		guard_tell(path, was, true);
	return written;
}

int setting_put_back(const char *path, const char *was)
{
	int written = sysfile_write(path, was);

	if (!written)
		guard_tell(path, was, true);
	return written;
}
