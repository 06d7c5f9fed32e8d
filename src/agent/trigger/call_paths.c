// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_paths.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define TURN_NAME "bpftax-file"
#define OTHER_NAME "bpftax-other"
#define SPARSE_DIRECTORY "/bpftax-sparse"
#define SPARSE_FILE SPARSE_DIRECTORY "/file"
#define SPARSE_BYTES 65536

/* A guest has no other file system than its root, which is one of memory. */
static const char *turn_path(void)
{
	return getpid() == 1 ? "/" TURN_NAME : "/dev/shm/" TURN_NAME;
}

static const char *other_path(void)
{
	return getpid() == 1 ? "/" OTHER_NAME : "/dev/shm/" OTHER_NAME;
}

void call_open_close(const struct call_files *files)
{
	(void)files;
	close(open("/", O_RDONLY | O_DIRECTORY));
}

void call_file_turn(const struct call_files *files)
{
	static const char bytes[64];
	CLEANUP_CLOSE int file = open(turn_path(), O_RDWR | O_CREAT | O_EXCL, 0600);

	(void)files;
	if (file < 0)
		return;
	if (write(file, bytes, sizeof(bytes)) == sizeof(bytes))
		fsync(file);
	unlink(turn_path());
}

void call_directory_turn(const struct call_files *files)
{
	(void)files;
	mkdir(turn_path(), 0700);
	rmdir(turn_path());
}

void call_node_turn(const struct call_files *files)
{
	(void)files;
	mknod(turn_path(), S_IFREG | 0600, 0);
	unlink(turn_path());
}

void call_rename_turn(const struct call_files *files)
{
	(void)files;
	mkdir(turn_path(), 0700);
	rename(turn_path(), other_path());
	rmdir(other_path());
}

void call_link_turn(const struct call_files *files)
{
	(void)files;
	if (symlink("/", turn_path()) < 0)
		return;
	if (!link(turn_path(), other_path()))
		unlink(other_path());
	unlink(turn_path());
}

/* A ramfs: its pages are read as those of a disk are, from nowhere. */
int call_sparse_open(struct call_files *files)
{
	if (getpid() != 1)
		return -EOPNOTSUPP;
	if (!mkdir(SPARSE_DIRECTORY, 0700) &&
	    mount("ramfs", SPARSE_DIRECTORY, "ramfs", 0, NULL) < 0)
		return -errno;
	files->sparse = open(SPARSE_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (files->sparse < 0 || ftruncate(files->sparse, SPARSE_BYTES) < 0)
		return -errno;
	return 0;
}

void call_sparse_read(const struct call_files *files)
{
	char bytes[64];

	/* In two places: a page that is read again and again is not marked each time. */
	if (pread(files->sparse, bytes, sizeof(bytes), 0) < 0 ||
	    pread(files->sparse, bytes, sizeof(bytes), SPARSE_BYTES / 2) < 0 ||
	    ftruncate(files->sparse, 0) < 0 || ftruncate(files->sparse, SPARSE_BYTES) < 0)
		return;
}
