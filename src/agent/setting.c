// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/setting.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The journal, of the agent and of its guard. */
#define JOURNAL_FD 63
/* The agent, as its guard has it. */
#define AGENT_FD 62

static void held_put_back(const struct setting_journal *journal)
{
	for (size_t i = 0; i < SETTINGS_HELD_MOST; i++)
		if (*journal->held[i].path && *journal->held[i].value)
			sysfile_write(journal->held[i].path, journal->held[i].value);
}

/* Its own place wherever that is, else the first that holds nothing; NULL: all are held. */
static struct setting_held *held_place(struct setting_journal *journal, const char *path)
{
	struct setting_held *free_one = NULL;

	for (size_t i = 0; i < SETTINGS_HELD_MOST; i++) {
		if (!strcmp(journal->held[i].path, path))
			return &journal->held[i];
		if (!free_one && !*journal->held[i].value)
			free_one = &journal->held[i];
	}
	return free_one;
}

/*
 * What stood there before the first change is what it was; whatever becomes of the later ones, it
 * is forgotten when that stands there again (stands), and not before.
 */
static void held_take(struct setting_held *place, const char *path, const char *value, bool stands)
{
	if (stands && !strcmp(place->value, value))
		*place->value = '\0';
	if (stands || *place->value)
		return;
	snprintf(place->path, sizeof(place->path), "%s", path);
	snprintf(place->value, sizeof(place->value), "%s", value);
}

/* The journal has it before the setting changes.  In a guest the number may be anything's. */
static void journal_take(const char *path, const char *value, bool stands)
{
	struct setting_journal journal;
	struct setting_held *place;

	if (setting_journal_read(JOURNAL_FD, &journal) < 0)
		return;
	place = held_place(&journal, path);
	if (!place)
		return;
	held_take(place, path, value, stands);
	setting_journal_write(JOURNAL_FD, &journal);
}

/* What stands in the journal is put back; it goes when nobody needs it. */
static void journal_end(const char *path)
{
	struct setting_journal journal;

	if (setting_journal_read(JOURNAL_FD, &journal) < 0)
		return;
	held_put_back(&journal);
	setting_journal_write(JOURNAL_FD, &(struct setting_journal){ 0 });
	setting_journal_remove(JOURNAL_FD, path);
}

/* Until the agent is gone, however it ended. */
static void guard_work(const char *path)
{
	struct pollfd agent = { .fd = AGENT_FD, .events = POLLIN };

	while (poll(&agent, 1, -1) < 0 && errno == EINTR)
		;
	journal_end(path);
}

/* Nothing of the agent's may be held open by it, and no Ctrl-C is meant for it. */
static void guard_be(const char *path, int agent)
{
	setsid();
	prctl(PR_SET_NAME, "bpftax-guard");
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	if (dup2(agent, AGENT_FD) == AGENT_FD && !close_range(0, AGENT_FD - 1, 0) &&
	    !close_range(JOURNAL_FD + 1, ~0U, 0))
		guard_work(path);
	_exit(0);
}

/* What one before left is put back first: were this one killed here, it would be again. */
static bool journal_begin(const char *path)
{
	struct setting_journal left;
	CLEANUP_CLOSE int fd = setting_journal_open(path, &left);

	if (fd < 0)
		return false;
	held_put_back(&left);
	return !setting_journal_write(fd, &(struct setting_journal){ 0 }) &&
	       dup3(fd, JOURNAL_FD, O_CLOEXEC) == JOURNAL_FD;
}

void settings_guard(const char *journal)
{
	CLEANUP_CLOSE int agent = (int)syscall(SYS_pidfd_open, getpid(), 0);

	if (journal_begin(journal) && agent >= 0 && !fork())
		guard_be(journal, agent);
}

void settings_end(const char *journal)
{
	journal_end(journal);
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
	journal_take(path, was, false);
	written = sysfile_write(path, value);
	if (written < 0)
		journal_take(path, was, true);
	return written;
}

int setting_put_back(const char *path, const char *was)
{
	int written = sysfile_write(path, was);

	if (!written)
		journal_take(path, was, true);
	return written;
}
