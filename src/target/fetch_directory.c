// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/fetch_directory.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".part-"

static int directory_open(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Held by nobody: its process is gone. */
static bool is_orphan(const char *path)
{
	CLEANUP_CLOSE int fd = directory_open(path);

	return fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB);
}

static void orphans_remove(const char *parent)
{
	DIR *stream = opendir(parent);
	const struct dirent *entry;

	while (stream && (entry = readdir(stream))) {
		CLEANUP_FREE char *path = file_path("%s/%s", parent, entry->d_name);

		if (!strncmp(entry->d_name, PREFIX, strlen(PREFIX)) && path && is_orphan(path))
			file_remove_tree(path);
	}
	if (stream)
		closedir(stream);
}

static int locked_make(const char *parent, struct fetch_directory *directory)
{
	directory->path = file_path("%s/" PREFIX "XXXXXX", parent);
	if (!directory->path)
		return -ENOMEM;
	if (!mkdtemp(directory->path)) {
		int code = errno;

		free(take_pointer(directory->path));
		return -code;
	}
	directory->lock_fd = directory_open(directory->path);
	if (directory->lock_fd < 0 || flock(directory->lock_fd, LOCK_EX) < 0)
		return -errno;
	return chmod(directory->path, 0755) < 0 ? -errno : 0;
}

/* The parent's lock is held meanwhile: a new directory that has no lock yet is no orphan. */
int fetch_directory_make(const char *parent, struct fetch_directory *ret_directory,
			 struct error *err)
{
	CLEANUP_CLOSE int parent_fd = -1;
	int r = file_make_directory(parent, err);

	if (r < 0)
		return r;
	parent_fd = directory_open(parent);
	if (parent_fd < 0 || flock(parent_fd, LOCK_EX) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot lock '%s'", parent);
	orphans_remove(parent);
	r = locked_make(parent, ret_directory);
	return r < 0 ? error_errno(err, ERROR_ENVIRONMENT, -r, "cannot write into '%s'", parent)
		     : 0;
}

#define LOCK_POLL_US 100000

/* Without waiting for ever: the user may have enough. */
static int lock_wait(int fd, const char *name, const struct kernel_notify *notify)
{
	bool told = false;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return -errno;
		if (notify_stopping(notify))
			return -EINTR;
		if (!told)
			notify_say(notify, "%s is being fetched already: waiting for it", name);
		told = true;
		usleep(LOCK_POLL_US);
	}
	return 0;
}

int fetch_lock(const char *parent, const char *name, const struct kernel_notify *notify,
	       struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/.lock-%s", parent, name);
	int r = file_make_directory(parent, err), fd;

	if (r < 0)
		return r;
	fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644) : -1;
	r = fd < 0 ? -errno : lock_wait(fd, name, notify);
	if (!r)
		return fd;
	if (fd >= 0)
		close(fd);
	if (r == -EINTR)
		return error_set(err, ERROR_RESULT, EINTR, "interrupted");
	return error_errno(err, ERROR_ENVIRONMENT, -r, "cannot lock '%s'", path ? path : parent);
}

int fetch_directory_publish(struct fetch_directory *directory, const char *final, struct error *err)
{
	int r = file_make_parents(final, err);

	if (r < 0)
		return r;
	if (!rename(directory->path, final)) {
		free(take_pointer(directory->path));
		return 0;
	}
	if (errno == EEXIST || errno == ENOTEMPTY)
		return 0;
	return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make '%s'", final);
}

/*
 * A rename first: what is being removed has no name that anybody would use.  The new name is a
 * directory's that was made for it, as two threads may remove at once.
 */
int fetch_directory_discard(const char *final, struct error *err)
{
	const char *slash = strrchr(final, '/');
	CLEANUP_FREE char *hidden = file_path("%.*s/" PREFIX "XXXXXX", (int)(slash - final), final);
	int r = !hidden ? -ENOMEM : mkdtemp(hidden) ? 0 : -errno;

	if (!r && rename(final, hidden) < 0) {
		r = -errno;
		rmdir(hidden);
	}
	if (!r)
		r = file_remove_tree(hidden);
	return r < 0 ? error_errno(err, ERROR_ENVIRONMENT, -r, "cannot remove '%s'", final) : 0;
}

void fetch_directory_clear(struct fetch_directory *directory)
{
	if (directory->path)
		file_remove_tree(directory->path);
	free(take_pointer(directory->path));
	cleanup_close(&directory->lock_fd);
	directory->lock_fd = -1;
}
