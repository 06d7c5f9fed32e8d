// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/file.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_path(const char *format, ...)
{
	va_list args;
	char *path;
	int length;

	va_start(args, format);
	length = vasprintf(&path, format, args);
	va_end(args);
	return length < 0 ? NULL : path;
}

/* What will do if the file does not grow; more than `most` bytes are never asked for. */
static size_t size_guess(int fd, size_t most_bytes)
{
	struct stat info;

	if (fstat(fd, &info) || info.st_size <= 0)
		return 4096;
	return (size_t)info.st_size < most_bytes ? (size_t)info.st_size + 1 : most_bytes + 1;
}

/* pread() fails on pipes and the like, where read() does it. */
static ssize_t some_read(int fd, char *bytes, size_t room, size_t offset)
{
	ssize_t got;

	do {
		got = pread(fd, bytes, room, (off_t)offset);
		if (got < 0 && errno == ESPIPE)
			got = read(fd, bytes, room);
	} while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : got;
}

static int room_double(char **bytes, size_t *capacity)
{
	char *larger = realloc(*bytes, 2 * *capacity + 1);

	if (!larger)
		return -ENOMEM;
	*bytes = larger;
	*capacity *= 2;
	return 0;
}

/* -errno without a sentence. */
static int bytes_collect(int fd, size_t most_bytes, char **ret_bytes, size_t *ret_length)
{
	size_t capacity = size_guess(fd, most_bytes), length = 0;
	CLEANUP_FREE char *bytes = malloc(capacity + 1);
	ssize_t got = bytes ? 1 : -ENOMEM;

	while (got > 0 && (got = some_read(fd, bytes + length, capacity - length, length)) > 0) {
		length += (size_t)got;
		if (length > most_bytes)
			got = -EFBIG;
		else if (length == capacity && room_double(&bytes, &capacity) < 0)
			got = -ENOMEM;
	}
	if (got < 0)
		return (int)got;
	bytes[length] = '\0';
	*ret_bytes = take_pointer(bytes);
	if (ret_length)
		*ret_length = length;
	return 0;
}

int file_read_fd(int fd, char **ret_bytes, size_t *ret_length, struct error *err)
{
	int r = bytes_collect(fd, FILE_LIMIT_BYTES, ret_bytes, ret_length);

	return r < 0 ? error_errno(err, ERROR_ENVIRONMENT, -r, "cannot read a file") : 0;
}

int file_read_most(const char *path, size_t most_bytes, char **ret_bytes, size_t *ret_length,
		   struct error *err)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	int r = fd < 0 ? -errno : bytes_collect(fd, most_bytes, ret_bytes, ret_length);

	if (r == -EFBIG)
		return error_set(err, ERROR_USAGE, EFBIG,
				 "'%s' has more than the %zu bytes that such a file may have", path,
				 most_bytes);
	return r < 0 ? error_errno(err, ERROR_ENVIRONMENT, -r, "cannot read '%s'", path) : 0;
}

int file_read(const char *path, char **ret_bytes, size_t *ret_length, struct error *err)
{
	return file_read_most(path, FILE_LIMIT_BYTES, ret_bytes, ret_length, err);
}

int file_write_all(int fd, const void *bytes, size_t length)
{
	const char *next = bytes;

	while (length) {
		ssize_t put = write(fd, next, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -errno;
		next += put;
		length -= (size_t)put;
	}
	return 0;
}

static int temporary_fill(int fd, const void *bytes, size_t length)
{
	int r = file_write_all(fd, bytes, length);

	if (!r && fchmod(fd, 0644) < 0)
		r = -errno;
	if (!r && fsync(fd) < 0)
		r = -errno;
	return r;
}

int file_write_atomically(const char *path, const void *bytes, size_t length, struct error *err)
{
	CLEANUP_FREE char *temporary = file_path("%s.XXXXXX", path);
	CLEANUP_CLOSE int fd = temporary ? mkostemp(temporary, O_CLOEXEC) : -1;
	int r;

	if (fd < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot write '%s'", path);
	r = temporary_fill(fd, bytes, length);
	if (!r && rename(temporary, path) < 0)
		r = -errno;
	if (!r)
		return 0;
	unlink(temporary);
	return error_errno(err, ERROR_ENVIRONMENT, -r, "cannot write '%s'", path);
}

static int directory_make(const char *path, struct error *err)
{
	if (!mkdir(path, 0755) || errno == EEXIST)
		return 0;
	return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make the directory '%s'", path);
}

int file_make_parents(const char *path, struct error *err)
{
	CLEANUP_FREE char *part = strdup(path);
	int r = 0;

	if (!part)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (char *slash = strchr(part + 1, '/'); !r && slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		r = directory_make(part, err);
		*slash = '/';
	}
	return r;
}

int file_make_directory(const char *path, struct error *err)
{
	int r = file_make_parents(path, err);

	return r < 0 ? r : directory_make(path, err);
}

static int entry_remove(const char *path, const struct stat *info, int type, struct FTW *where)
{
	(void)info;
	(void)type;
	(void)where;
	return remove(path) < 0 ? -errno : 0;
}

int file_remove_tree(const char *path)
{
	int r = nftw(path, entry_remove, 16, FTW_DEPTH | FTW_PHYS);

	return r == -1 ? -errno : r;
}
