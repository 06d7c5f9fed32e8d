/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_JSON_LINE_H
#define BPFTAX_JSON_LINE_H

/*
 * One JSON object a line, over any descriptor that poll() knows: pipe, socket, serial port.
 *
 *	struct line_reader reader;
 *	json_t *message;
 *
 *	line_reader_init(&reader, fd);
 *	while (json_line_read(&reader, deadline_after_ms(1000), &message, &err) == 0)
 *		...
 *	line_reader_clear(&reader);
 *
 * A deadline that passes loses nothing: the bytes that have come stay in the reader and the next
 * call goes on with them.  Deadlines are those of common/deadline.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>
#include "common/error.h"

/* No line of ours is longer; a longer one is a broken peer and would eat the memory. */
#define LINE_LIMIT_BYTES ((size_t)64 << 20)

struct line_reader {
	int fd; /* not owned */
	char *data;
	size_t start;	/* first byte not handed out */
	size_t scanned; /* no newline in [start, scanned) */
	size_t used;
	size_t capacity;
	size_t limit_bytes; /* LINE_LIMIT_BYTES unless the caller lowers it */
};

void line_reader_init(struct line_reader *reader, int fd);

/* Frees the buffer; the descriptor stays open. */
void line_reader_clear(struct line_reader *reader);

/* Whether a whole line waits in the buffer, so that poll() on the descriptor would be wrong. */
bool line_reader_has_line(struct line_reader *reader);

/*
 * Takes the next line, without its newline (and without a carriage return before it); the caller
 * frees it.  -ETIMEDOUT past the deadline, -EPIPE at the end of the stream, -EMSGSIZE when the line
 * is longer than the limit, or what read() said.
 */
int line_reader_next(struct line_reader *reader, uint64_t deadline_ns, char **ret_line,
		     struct error *err);

/*
 * Writes length bytes and a newline, waiting where the descriptor is full.  -ETIMEDOUT, -EPIPE or
 * what write() said; after a failure part of the line may have gone out.
 */
int line_write(int fd, const char *line, size_t length, uint64_t deadline_ns, struct error *err);

/* The object in this text; anything else is -EPROTO.  The caller owns the reference. */
int json_line_parse(const char *line, json_t **ret_message, struct error *err);

/* line_reader_next() and json_line_parse() in one. */
int json_line_read(struct line_reader *reader, uint64_t deadline_ns, json_t **ret_message,
		   struct error *err);

/* Writes the message as one line; see line_write(). */
int json_line_write(int fd, const json_t *message, uint64_t deadline_ns, struct error *err);

#endif
