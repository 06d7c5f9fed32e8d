// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/json_line.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_STEP_BYTES ((size_t)64 << 10)

void line_reader_init(struct line_reader *reader, int fd)
{
	*reader = (struct line_reader){ .fd = fd, .limit_bytes = LINE_LIMIT_BYTES };
}

void line_reader_clear(struct line_reader *reader)
{
	free(reader->data);
	line_reader_init(reader, reader->fd);
}

static char *newline_find(struct line_reader *reader)
{
	char *newline = NULL;

	if (reader->scanned < reader->used)
		newline =
		    memchr(reader->data + reader->scanned, '\n', reader->used - reader->scanned);
	reader->scanned = newline ? (size_t)(newline - reader->data) : reader->used;
	return newline;
}

bool line_reader_has_line(struct line_reader *reader)
{
	return newline_find(reader);
}

static int line_take(struct line_reader *reader, const char *newline, char **ret_line,
		     struct error *err)
{
	const char *start = reader->data + reader->start;
	size_t length = (size_t)(newline - start);
	char *line;

	reader->start += length + 1;
	reader->scanned = reader->start;
	if (length > reader->limit_bytes)
		return error_set(err, ERROR_ENVIRONMENT, EMSGSIZE,
				 "a line of %zu bytes came, more than the limit of %zu", length,
				 reader->limit_bytes);
	if (length && start[length - 1] == '\r')
		length--;
	line = strndup(start, length);
	if (!line)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_line = line;
	return 0;
}

/* Moves what is left to the front and makes room for another read. */
static int room_make(struct line_reader *reader, struct error *err)
{
	size_t held = reader->used - reader->start;
	size_t capacity = reader->capacity ? reader->capacity : READ_STEP_BYTES;
	char *data;

	if (held > reader->limit_bytes)
		return error_set(err, ERROR_ENVIRONMENT, EMSGSIZE,
				 "a line longer than the limit of %zu bytes came",
				 reader->limit_bytes);
	if (reader->start) {
		memmove(reader->data, reader->data + reader->start, held);
		reader->scanned -= reader->start;
		reader->used = held;
		reader->start = 0;
	}
	while (capacity - held < READ_STEP_BYTES / 2)
		capacity *= 2;
	if (capacity == reader->capacity)
		return 0;
	data = realloc(reader->data, capacity);
	if (!data)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	reader->data = data;
	reader->capacity = capacity;
	return 0;
}

static int wait_for(int fd, short events, uint64_t deadline_ns, struct error *err)
{
	struct pollfd pollfd = { .fd = fd, .events = events };
	int ready;

	do {
		ready = poll(&pollfd, 1, deadline_left_ms(deadline_ns));
	} while (ready < 0 && errno == EINTR);
	if (ready < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot wait for a descriptor");
	if (!ready)
		return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT, "no answer in time");
	return 0;
}

static int bytes_read(struct line_reader *reader, uint64_t deadline_ns, struct error *err)
{
	ssize_t got;
	int r = wait_for(reader->fd, POLLIN, deadline_ns, err);

	if (r < 0)
		return r;
	got = read(reader->fd, reader->data + reader->used, reader->capacity - reader->used);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (got < 0 && errno != ECONNRESET && errno != EIO)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot read a message");
	if (got <= 0)
		return error_set(err, ERROR_ENVIRONMENT, EPIPE, "the other end closed the stream");
	reader->used += (size_t)got;
	return 0;
}

int line_reader_next(struct line_reader *reader, uint64_t deadline_ns, char **ret_line,
		     struct error *err)
{
	const char *newline;
	int r;

	while (!(newline = newline_find(reader))) {
		r = room_make(reader, err);
		if (r < 0)
			return r;
		r = bytes_read(reader, deadline_ns, err);
		if (r < 0)
			return r;
	}
	return line_take(reader, newline, ret_line, err);
}

/* A socket whose peer is gone must not end the program by SIGPIPE. */
static ssize_t write_some(int fd, const char *bytes, size_t length)
{
	ssize_t put = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (put < 0 && errno == ENOTSOCK)
		put = write(fd, bytes, length);
	return put;
}

static int bytes_write(int fd, const char *bytes, size_t length, uint64_t deadline_ns,
		       struct error *err)
{
	while (length) {
		int r = wait_for(fd, POLLOUT, deadline_ns, err);
		ssize_t put;

		if (r < 0)
			return r;
		put = write_some(fd, bytes, length);
		if (put < 0 && errno != EINTR && errno != EAGAIN)
			return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot send a message");
		if (put > 0) {
			bytes += put;
			length -= (size_t)put;
		}
	}
	return 0;
}

int line_write(int fd, const char *line, size_t length, uint64_t deadline_ns, struct error *err)
{
	CLEANUP_FREE char *whole = malloc(length + 1);

	if (!whole)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	memcpy(whole, line, length);
	whole[length] = '\n';
	return bytes_write(fd, whole, length + 1, deadline_ns, err);
}

int json_line_parse(const char *line, json_t **ret_message, struct error *err)
{
	json_error_t where;
	json_t *message = json_loads(line, JSON_REJECT_DUPLICATES, &where);

	if (!message)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "a message is not JSON (%s at byte %d): %.60s", where.text,
				 where.position, line);
	if (!json_is_object(message)) {
		json_decref(message);
		return error_set(err, ERROR_ENVIRONMENT, EPROTO, "a message is no object: %.60s",
				 line);
	}
	*ret_message = message;
	return 0;
}

int json_line_read(struct line_reader *reader, uint64_t deadline_ns, json_t **ret_message,
		   struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	int r = line_reader_next(reader, deadline_ns, &line, err);

	return r < 0 ? r : json_line_parse(line, ret_message, err);
}

int json_line_write(int fd, const json_t *message, uint64_t deadline_ns, struct error *err)
{
	CLEANUP_FREE char *line = json_dumps(message, JSON_COMPACT | JSON_REAL_PRECISION(17));

	if (!line)
		return error_set(err, ERROR_ENVIRONMENT, EINVAL, "a message cannot be written");
	return line_write(fd, line, strlen(line), deadline_ns, err);
}
