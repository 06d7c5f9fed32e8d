/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SETTING_JOURNAL_H
#define BPFTAX_AGENT_SETTING_JOURNAL_H

/*
 * What settings were before they were changed, in a file that outlives whoever changed them.
 *
 *	struct setting_journal left;
 *	int fd = setting_journal_open(path, &left);    // left: what nobody has put back
 *	...
 *	setting_journal_write(fd, &journal);
 *	...
 *	setting_journal_remove(fd, path);
 *
 * Whoever has the descriptor, or a copy of it, holds the file (flock(2)): what stands in one that
 * is held is somebody's who lives.  It is to be where nothing outlives a boot, as settings do not.
 * One write(2) of less than a page: a process that is killed has written all of it or nothing.
 */

#include <stddef.h>

#define SETTING_VALUE_SIZE 64
#define SETTING_PATH_SIZE 128
#define SETTINGS_HELD_MOST 8

/* A setting's file and what stood in it; *value is empty where that stands there again. */
struct setting_held {
	char path[SETTING_PATH_SIZE];
	char value[SETTING_VALUE_SIZE];
};

struct setting_journal {
	char magic[16];
	struct setting_held held[SETTINGS_HELD_MOST];
};

/*
 * The file, made where there is none, held, and as it was left: all of *ret_left is 0 where nothing
 * was.  Where it cannot be had (no rights, held by another, not ours) a file without a name is
 * returned, which ends with its holders.  A negative errno: not even that.
 */
int setting_journal_open(const char *path, struct setting_journal *ret_left);

/* 0, or a negative errno: -EINVAL where fd is not such a file. */
int setting_journal_read(int fd, struct setting_journal *ret);

/* Its magic is written whatever stands in journal's.  0 or a negative errno. */
int setting_journal_write(int fd, const struct setting_journal *journal);

/* Removes the file at path if it is still that of fd. */
void setting_journal_remove(int fd, const char *path);

#endif
