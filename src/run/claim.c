// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/claim.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include "common/cleanup.h"

/* unix(7), abstract: a name that begins with NUL is in no file system. */
int run_claim(const char *run_id, struct error *err)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int length =
	    snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "bpftax-run-%s", run_id);
	int taken;
	CLEANUP_CLOSE int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot claim the run");
	if (bind(fd, (struct sockaddr *)&name,
		 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) < 0)
		return errno == EADDRINUSE
			   ? error_set(err, ERROR_USAGE, EBUSY,
				       "run %.8s is under way in another process", run_id)
			   : error_errno(err, ERROR_ENVIRONMENT, errno, "cannot claim the run");
	taken = fd;
	fd = -1;
	return taken;
}
