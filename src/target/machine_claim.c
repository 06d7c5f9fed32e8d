// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/machine_claim.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/file.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define NAME "bpftax-local"
#define WAIT_MS 200
#define COMMAND_MOST 200

/* unix(7): a name that begins with NUL is in no file system. */
static socklen_t name_make(struct sockaddr_un *name)
{
	*name = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(name->sun_path + 1, NAME, strlen(NAME));
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(NAME));
}

static int name_take(int *ret_claim, struct error *err)
{
	struct sockaddr_un name;
	socklen_t length = name_make(&name);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), code = 0;

	if (fd >= 0 && !bind(fd, (struct sockaddr *)&name, length) && !listen(fd, 16)) {
		*ret_claim = fd;
		return 0;
	}
	code = errno;
	cleanup_close(&fd);
	return code == EADDRINUSE
		   ? -EADDRINUSE
		   : error_errno(err, ERROR_ENVIRONMENT, code, "cannot claim this machine");
}

/* Who listens, by its socket; 0: it is gone, or will not say. */
static pid_t holder_find(void)
{
	CLEANUP_CLOSE int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct ucred holder = { 0 };
	socklen_t size = sizeof(holder);
	struct sockaddr_un name;
	socklen_t length = name_make(&name);

	if (fd < 0 || connect(fd, (struct sockaddr *)&name, length) < 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &holder, &size) < 0)
		return 0;
	return holder.pid;
}

/* Its words, as it was called; NULL where that may not be seen. */
static char *command_of(pid_t pid)
{
	CLEANUP_FREE char *path = file_path("/proc/%d/cmdline", pid);
	char *text = NULL;
	size_t length = 0;

	if (!path || file_read(path, &text, &length, NULL) < 0)
		return NULL;
	for (size_t i = 0; i + 1 < length; i++)
		text[i] = text[i] ? text[i] : ' ';
	return text;
}

struct holder {
	char text[COMMAND_MOST + 80]; /* "process 812 measures on this machine (bpftax run)" */
};

static struct holder holder_describe(void)
{
	pid_t pid = holder_find();
	CLEANUP_FREE char *command = pid ? command_of(pid) : NULL;
	struct holder holder = { "another bpftax measures on this machine" };

	if (command && *command)
		snprintf(holder.text, sizeof(holder.text),
			 "process %d measures on this machine (%.*s)", pid, COMMAND_MOST, command);
	return holder;
}

/* Who has had it for so long may hang, or be stopped. */
static int too_long(unsigned int limit_s, struct error *err)
{
	struct holder holder = holder_describe();

	return error_set(
	    err, ERROR_ENVIRONMENT, EBUSY,
	    "%s, and has not ended within %u s: end it, or measure in a guest (--target "
	    "vm)",
	    holder.text, limit_s);
}

int machine_claim(const struct kernel_notify *notify, unsigned int limit_s, int *ret_claim,
		  struct error *err)
{
	uint64_t deadline_ns = deadline_after_ms(1000 * limit_s);
	int code = name_take(ret_claim, err);

	if (code == -EADDRINUSE)
		notify_say(notify, "%s: waiting until it ends", holder_describe().text);
	while (code == -EADDRINUSE) {
		if (notify_stopping(notify))
			return error_set(err, ERROR_RESULT, EINTR, "interrupted");
		if (!deadline_left_ms(deadline_ns))
			return too_long(limit_s, err);
		poll(NULL, 0, WAIT_MS);
		code = name_take(ret_claim, err);
	}
	return code;
}
