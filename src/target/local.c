// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/target_kinds.h"
#include "target/last_lines.h"
#include "target/machine_claim.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/json_line.h"
#include "common/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

/* This machine's own kernel: the agent is a child that speaks over its standard streams. */

#define SLICE_MS 100
#define SEND_LIMIT_MS 60000
#define CLAIM_LIMIT_S 1800 /* most runs are over by then */
#define STOP_GRACE_MS 3000 /* it puts back what it changed when its input ends */

struct local {
	const struct target_config *config;
	pid_t pid;
	int socket;
	int errors; /* what it wrote to standard error */
	int claim;  /* on this machine */
	struct line_reader reader;
};

static int agent_start(struct local *local, int agent_socket, struct error *err)
{
	const char *const argv[] = { local->config->agent_path, "--stdio", NULL };
	const struct process_fd fds[] = { { agent_socket, 0 },
					  { agent_socket, 1 },
					  { local->errors, 2 } };

	/* Its own session: a Ctrl-C is for the coordinator, which ends the agent in good order. */
	return process_start(
	    &(struct process_options){
		.argv = argv, .fds = fds, .fds_count = ARRAY_SIZE(fds), .new_session = true },
	    &local->pid, err);
}

static int channel_make(struct local *local, int *ret_agent_socket, struct error *err)
{
	int pair[2];

	local->errors = memfd_create("agent-errors", MFD_CLOEXEC);
	if (local->errors < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make a channel");
	local->socket = pair[0];
	line_reader_init(&local->reader, local->socket);
	*ret_agent_socket = pair[1];
	return 0;
}

static int claim(struct local *local, struct error *err)
{
	const struct target_config *config = local->config;
	const struct kernel_notify notify = { .say = config->say,
					      .say_context = config->say_context,
					      .stopping = config->stopping,
					      .stopping_context = config->stopping_context };

	return machine_claim(&notify, CLAIM_LIMIT_S, &local->claim, err);
}

static int local_start(struct target *target, const struct target_config *config, struct error *err)
{
	struct local *local = calloc(1, sizeof(*local));
	CLEANUP_CLOSE int agent_socket = -1;
	int r;

	if (!local)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*local = (struct local){ .config = config, .socket = -1, .errors = -1, .claim = -1 };
	target->state = local;
	r = claim(local, err);
	if (!r)
		r = channel_make(local, &agent_socket, err);
	if (!r)
		r = agent_start(local, agent_socket, err);
	if (r < 0)
		return r;
	target->facts =
	    (struct target_facts){ .accelerator = "none", .timing = "native", .channel = "pipe" };
	return 0;
}

static int local_send(struct target *target, const char *line, size_t length, struct error *err)
{
	struct local *local = target->state;

	return line_write(local->socket, line, length, deadline_after_ms(SEND_LIMIT_MS), err);
}

static int death_explain(const struct local *local, struct error *err)
{
	CLEANUP_FREE char *tail = last_lines(local->errors, 8);

	return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the agent ended unexpectedly%s%s",
			 tail && *tail ? "; its last lines: " : "", tail ? tail : "");
}

static int local_receive(struct target *target, uint64_t deadline_ns, char **ret_line,
			 struct error *err)
{
	struct local *local = target->state;
	const struct target_config *config = local->config;
	int r;

	do {
		r = line_reader_next(&local->reader,
				     deadline_earlier(deadline_ns, deadline_after_ms(SLICE_MS)),
				     ret_line, err);
		if (r == -ETIMEDOUT && config->stopping &&
		    config->stopping(config->stopping_context))
			return error_set(err, ERROR_RESULT, EINTR, "interrupted");
	} while (r == -ETIMEDOUT && deadline_left_ms(deadline_ns));
	return r == -EPIPE ? death_explain(local, err) : r;
}

static void local_stop(struct target *target)
{
	struct local *local = target->state;

	if (!local)
		return;
	/* The end of its input is how an agent is told to put all back and leave. */
	if (local->socket >= 0)
		shutdown(local->socket, SHUT_WR);
	if (local->pid > 0 && !process_wait(local->pid, STOP_GRACE_MS))
		process_stop(local->pid, STOP_GRACE_MS);
	line_reader_clear(&local->reader);
	if (local->socket >= 0)
		close(local->socket);
	if (local->errors >= 0)
		close(local->errors);
	cleanup_close(&local->claim);
	free(local);
}

const struct target_ops target_local = {
	.start = local_start,
	.send = local_send,
	.receive = local_receive,
	.stop = local_stop,
};
