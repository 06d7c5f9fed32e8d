// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/setting_journal.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Another layout, another word. */
#define MAGIC "bpftax-setting1"

/* Whether it is a file of ours alone; nobody else is to say what is written into settings. */
static bool is_ours(int fd)
{
	struct stat found;

	return !fstat(fd, &found) && S_ISREG(found.st_mode) && found.st_uid == geteuid() &&
	       !(found.st_mode & (S_IWGRP | S_IWOTH));
}

static bool is_still_at(int fd, const char *path)
{
	struct stat held, there;

	return !fstat(fd, &held) && !lstat(path, &there) && held.st_dev == there.st_dev &&
	       held.st_ino == there.st_ino;
}

/* A holder that was just ending may have removed it before it was held: -ESTALE. */
static int named_open(const char *path)
{
	CLEANUP_CLOSE int fd =
	    open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	int held = fd;

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) < 0)
		return -errno;
	if (!is_ours(fd))
		return -EPERM;
	if (!is_still_at(fd, path))
		return -ESTALE;
	fd = -1;
	return held;
}

static int nameless_open(void)
{
	int fd = memfd_create("settings", MFD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* What is no journal becomes an empty one. */
static int journal_prepare(int fd, struct setting_journal *ret_left)
{
	if (setting_journal_read(fd, ret_left) == 0)
		return 0;
	*ret_left = (struct setting_journal){ 0 };
	return setting_journal_write(fd, ret_left);
}

int setting_journal_open(const char *path, struct setting_journal *ret_left)
{
	int fd;

	do
		fd = named_open(path);
	while (fd == -ESTALE);
	if (fd >= 0 && journal_prepare(fd, ret_left) == 0)
		return fd;
	if (fd >= 0) { /* no space there */
		setting_journal_remove(fd, path);
		close(fd);
	}
	fd = nameless_open();
	if (fd >= 0)
		journal_prepare(fd, ret_left);
	return fd;
}

int setting_journal_read(int fd, struct setting_journal *ret)
{
	ssize_t size = pread(fd, ret, sizeof(*ret), 0);

	if (size < 0)
		return -errno;
	if (size != sizeof(*ret) || memcmp(ret->magic, MAGIC, sizeof(ret->magic)) != 0)
		return -EINVAL;
	for (size_t i = 0; i < SETTINGS_HELD_MOST; i++) {
		ret->held[i].path[SETTING_PATH_SIZE - 1] = '\0';
		ret->held[i].value[SETTING_VALUE_SIZE - 1] = '\0';
	}
	return 0;
}

int setting_journal_write(int fd, const struct setting_journal *journal)
{
	struct setting_journal written = *journal;
	ssize_t size;

	memcpy(written.magic, MAGIC, sizeof(written.magic));
	size = pwrite(fd, &written, sizeof(written), 0);
	return size < 0 ? -errno : size == sizeof(written) ? 0 : -ENOSPC;
}

void setting_journal_remove(int fd, const char *path)
{
	if (is_still_at(fd, path))
		unlink(path);
}
