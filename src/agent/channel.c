// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/channel.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

int channel_open(struct channel *channel, int in, int out)
{
	channel->in = fdopen(in, "r");
	channel->out = out;
	return channel->in ? 0 : -errno;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		bytes += written;
		length -= (size_t)written;
	}
	return 0;
}

int channel_send(struct channel *channel, json_t *message)
{
	CLEANUP_FREE char *text = json_dumps(message, JSON_COMPACT);
	size_t length;

	json_decref(message);
	if (!text)
		return -ENOMEM;
	length = strlen(text);
	text[length] = '\n'; /* in place of the terminator: one write, one line */
	return write_all(channel->out, text, length + 1);
}

json_t *channel_receive(struct channel *channel)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, channel->in) > 0) {
		json_error_t error;
		json_t *request = json_loads(line, 0, &error);

		if (json_is_object(request))
			return request;
		json_decref(request);
		channel_send(channel, json_pack("{s:s}", "error", "not a JSON object"));
	}
	return NULL;
}
