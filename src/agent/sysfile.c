// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>

/* These files have no size to ask for: read until nothing comes. */
static char *descriptor_read(int fd)
{
	size_t used = 0, size = 4096;
	CLEANUP_FREE char *text = malloc(size);

	while (text) {
		ssize_t got = read(fd, text + used, size - used - 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return NULL;
		if (!got)
			break;
		used += (size_t)got;
		if (size - used < 2) {
			char *larger = realloc(text, size *= 2);

			if (!larger)
				return NULL;
			text = larger;
		}
	}
	if (text)
		text[used] = '\0';
	return take_pointer(text);
}

__attribute__((format(printf, 1, 0))) static char *path_read(const char *format, va_list args)
{
	char path[PATH_MAX];
	CLEANUP_CLOSE int fd = -1;

	vsnprintf(path, sizeof(path), format, args);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? NULL : descriptor_read(fd);
}

char *sysfile_read(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = path_read(format, args);
	va_end(args);
	return text;
}

int sysfile_write(const char *path, const char *text)
{
	CLEANUP_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	return write(fd, text, strlen(text)) < 0 ? -errno : 0;
}

int sysfile_read_number(uint64_t *ret_value, const char *format, ...)
{
	CLEANUP_FREE char *text = NULL;
	char *end;
	uint64_t value;
	va_list args;

	va_start(args, format);
	text = path_read(format, args);
	va_end(args);
	if (!text)
		return -errno;
	value = strtoull(text, &end, 0);
	if (end == text)
		return -EINVAL;
	*ret_value = value;
	return 0;
}

const char *tracefs_path(void)
{
	if (!access("/sys/kernel/tracing/events", F_OK))
		return "/sys/kernel/tracing";
	if (!access("/sys/kernel/debug/tracing/events", F_OK))
		return "/sys/kernel/debug/tracing";
	return NULL;
}
