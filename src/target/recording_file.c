// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/recording_file.h"
#include "common/file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEBIBYTE ((size_t)1 << 20)

static int too_large(size_t size, struct error *err)
{
	return error_set(
	    err, ERROR_RESULT, EFBIG,
	    "its recording has %zu MiB, where at most %zu are read: so many "
	    "instructions ran; a loop with fewer rounds has one, and figures need none",
	    size / MEBIBYTE, FILE_LIMIT_BYTES / MEBIBYTE);
}

int recording_file_take(int fd, char **ret_bytes, size_t *ret_size, struct error *err)
{
	struct stat file;
	int r;

	if (fstat(fd, &file) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot read a file in memory");
	r = (size_t)file.st_size > FILE_LIMIT_BYTES ? too_large((size_t)file.st_size, err)
						    : file_read_fd(fd, ret_bytes, ret_size, err);
	if ((!r || r == -EFBIG) && ftruncate(fd, 0) < 0)
		r = error_errno(err, ERROR_ENVIRONMENT, errno, "cannot empty a file in memory");
	return r;
}
