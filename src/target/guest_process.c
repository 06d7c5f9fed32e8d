// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/guest_process.h"
#include "target/last_lines.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/process.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

#define SLICE_MS 100
#define MONITOR_LIMIT_MS 60000 /* at once, but on a host that has no CPU for QEMU */
#define QUIT_LIMIT_MS 500
#define DEATH_LIMIT_MS 3000 /* from the end of a channel to that of the process */
#define TAIL_LINES 8
#define OLD_CODE                                                                                   \
	"; QEMU can be the reason, which before 10.0, where it emulates several CPUs, may run "    \
	"code that the kernel has just replaced: try again, or with a newer QEMU or one CPU"

void guest_init(struct guest *guest)
{
	*guest = (struct guest){
		.channel_fds = { -1, -1 }, .qmp_fd = -1, .console_fd = -1, .errors_fd = -1
	};
}

static void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int socket_pair(int *ret_ours, int *ret_theirs)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	*ret_ours = pair[0];
	*ret_theirs = pair[1];
	return 0;
}

static int channels_make(struct guest *guest, int *virtio, int *serial, int *qmp)
{
	int r = socket_pair(&guest->channel_fds[GUEST_VIRTIO], virtio);

	if (!r)
		r = socket_pair(&guest->channel_fds[GUEST_SERIAL], serial);
	if (!r)
		r = socket_pair(&guest->qmp_fd, qmp);
	guest->console_fd = memfd_create("console", MFD_CLOEXEC);
	guest->errors_fd = memfd_create("qemu-errors", MFD_CLOEXEC);
	if (!r && (guest->console_fd < 0 || guest->errors_fd < 0))
		r = -errno;
	for (int i = 0; i < GUEST_CHANNELS; i++)
		line_reader_init(&guest->readers[i], guest->channel_fds[i]);
	return r;
}

static int qemu_run(struct guest *guest, const struct qemu_options *options,
		    const char *const *argv, const struct process_fd *fds, size_t count,
		    struct error *err)
{
	int r = process_start(&(struct process_options){ .argv = argv,
							 .fds = fds,
							 .fds_count = count,
							 .die_with_parent = true,
							 .new_session = true },
			      &guest->pid, err);

	if (r == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "QEMU is not installed: 'apt-get install %s' (or use --target "
				 "local)",
				 options->architecture->qemu_package);
	return r;
}

/* Those that there are, to the front; their number is the result. */
static size_t fds_that_are(struct process_fd *fds, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (fds[i].parent >= 0)
			fds[kept++] = fds[i];
	return kept;
}

static int qemu_start(struct guest *guest, const struct qemu_options *options,
		      const struct guest_files *files, struct error *err)
{
	CLEANUP_CLOSE int virtio = -1, serial = -1, qmp = -1;
	CLEANUP(qemu_command_clear) struct qemu_command command = { 0 };
	int r = channels_make(guest, &virtio, &serial, &qmp);
	struct process_fd fds[] = {
		{ guest->errors_fd, 1 },
		{ guest->errors_fd, 2 },
		{ virtio, QEMU_FD_VIRTIO },
		{ serial, QEMU_FD_SERIAL },
		{ qmp, QEMU_FD_QMP },
		{ guest->console_fd, QEMU_FD_CONSOLE },
		{ files->initrd, QEMU_FD_INITRD },
		{ files->kernel, QEMU_FD_KERNEL },
		{ files->recorder, QEMU_FD_RECORDER },
		{ files->recording, QEMU_FD_RECORDING },
	};
	size_t count = fds_that_are(fds, ARRAY_SIZE(fds));

	if (r < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -r, "cannot make channels to a guest");
	r = qemu_command_build(options, &command, err);
	return r < 0 ? r : qemu_run(guest, options, command.argv, fds, count, err);
}

int guest_launch(struct guest *guest, const struct qemu_options *options,
		 const struct guest_files *files, struct error *err)
{
	int r = qemu_start(guest, options, files, err);

	if (r < 0)
		return r;
	r = qmp_open(&guest->qmp, guest->qmp_fd, deadline_after_ms(MONITOR_LIMIT_MS), err);
	if (r == -EPIPE)
		return guest_explain(guest, EPIPE, "QEMU did not start", err);
	guest->may_run_old_code = qemu_may_run_old_code(options, guest->qmp.version);
	return r;
}

/* Firmware and line noise may speak first on the serial port; an object begins with a brace. */
static int channel_try(struct guest *guest, enum guest_channel channel, char **ret_line,
		       struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	int r;

	do {
		cleanup_free(&line);
		line = NULL;
		r = line_reader_next(&guest->readers[channel], 0, &line, err);
	} while (!r && line[0] != '{');
	if (r < 0)
		return r;
	guest->channel = channel;
	*ret_line = take_pointer(line);
	return 0;
}

int guest_first_line(struct guest *guest, char **ret_line, struct error *err)
{
	struct pollfd fds[] = { { .fd = guest->channel_fds[GUEST_VIRTIO], .events = POLLIN },
				{ .fd = guest->channel_fds[GUEST_SERIAL], .events = POLLIN },
				{ .fd = guest->qmp_fd, .events = POLLIN } };
	int r = -ETIMEDOUT;

	poll(fds, ARRAY_SIZE(fds), SLICE_MS);
	for (int i = 0; i < GUEST_CHANNELS && r < 0; i++)
		r = channel_try(guest, i, ret_line, err);
	return r;
}

static void status_take(struct guest *guest)
{
	if (!guest->ended && process_ended(guest->pid, &guest->status))
		guest->ended = true;
}

int guest_explain(struct guest *guest, int code, const char *what, struct error *err)
{
	CLEANUP_FREE char *errors = last_lines(guest->errors_fd, 2);
	CLEANUP_FREE char *console = last_lines(guest->console_fd, TAIL_LINES);
	CLEANUP_FREE char *words = last_words(guest->console_fd);
	bool complained = words && *words;
	bool old_code = guest->may_run_old_code && (complained || code == ETIMEDOUT);

	return error_set(
	    err, ERROR_ENVIRONMENT, code, "%s%s%.300s%s%s%s%s%s%s", what, complained ? " (" : "",
	    words ? words : "", complained ? ")" : "", old_code ? OLD_CODE : "",
	    errors && *errors ? "; QEMU says: " : "", errors ? errors : "",
	    console && *console ? "; the console's last lines: " : "", console ? console : "");
}

static const char *death_name(struct guest *guest)
{
	if (guest->qmp.panicked)
		return "the guest's kernel panicked";
	if (guest->qmp.internal_error)
		return "the accelerator cannot run this guest (internal error)";
	if (guest->ended && guest->status > 128)
		return "QEMU was killed";
	if (guest->ended && guest->status)
		return "QEMU failed";
	return "the guest ended unexpectedly";
}

int guest_alive(struct guest *guest, struct error *err)
{
	uint64_t deadline_ns = deadline_after_ms(DEATH_LIMIT_MS);

	qmp_drain(&guest->qmp);
	status_take(guest);
	if (!guest->qmp.closed && !guest->ended && !guest->qmp.panicked &&
	    !guest->qmp.internal_error)
		return 0;
	/* With its monitor closed or its guest in panic QEMU ends: its status tells more. */
	while (!guest->ended && !guest->qmp.internal_error && deadline_left_ms(deadline_ns)) {
		poll(NULL, 0, 10);
		status_take(guest);
	}
	return guest_explain(guest, EPIPE, death_name(guest), err);
}

static void qemu_quit(struct guest *guest)
{
	json_t *nothing = NULL;

	if (!guest->qmp.closed && guest->qmp.version[0])
		qmp_command(&guest->qmp, "quit", deadline_after_ms(QUIT_LIMIT_MS), &nothing, NULL);
	json_decref(nothing);
	if (!process_wait(guest->pid, QUIT_LIMIT_MS))
		process_stop(guest->pid, QUIT_LIMIT_MS);
	guest->ended = true;
}

void guest_end(struct guest *guest)
{
	if (guest->pid > 0 && !guest->ended)
		qemu_quit(guest);
	qmp_close(&guest->qmp);
	for (int i = 0; i < GUEST_CHANNELS; i++) {
		line_reader_clear(&guest->readers[i]);
		fd_close(&guest->channel_fds[i]);
	}
	fd_close(&guest->qmp_fd);
	fd_close(&guest->console_fd);
	fd_close(&guest->errors_fd);
	guest_init(guest);
}
