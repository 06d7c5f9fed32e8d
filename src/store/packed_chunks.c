// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/packed_chunks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "common/cleanup.h"

#define FORMAT_VERSION 1
#define NUMBER_BYTES_MOST 9 /* 63 bits */

static void number_put(FILE *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		putc((int)(number & 0x7f) | 0x80, out);
	putc((int)number, out);
}

/* Small differences of either sign are small numbers. */
static uint64_t zigzag(int64_t difference)
{
	return difference < 0 ? ~((uint64_t)difference << 1) : (uint64_t)difference << 1;
}

static int64_t unzigzag(uint64_t number)
{
	return number & 1 ? (int64_t) ~(number >> 1) : (int64_t)(number >> 1);
}

static int pass_put(FILE *out, const struct chunk_pass *pass, uint64_t *previous_ns)
{
	if (pass->elapsed_ns > CHUNK_NUMBER_MOST)
		return -ERANGE;
	number_put(out, zigzag((int64_t)pass->elapsed_ns - (int64_t)*previous_ns) << 1 |
			    pass->disturbed);
	*previous_ns = pass->elapsed_ns;
	return 0;
}

static int list_put(FILE *out, const struct chunk_list *list)
{
	uint64_t previous_ns = 0;
	int code = list->count > CHUNK_LIST_MOST ? -ERANGE : 0;

	number_put(out, list->count);
	for (size_t i = 0; i < list->count && code == 0; i++)
		code = pass_put(out, &list->passes[i], &previous_ns);
	return code;
}

static int line_put(FILE *out, const struct chunk_line *line)
{
	uint64_t bare_ns = 0, attached_ns = 0;
	int code = line->count > CHUNK_LINE_MOST ? -ERANGE : 0;

	number_put(out, line->count);
	for (size_t i = 0; i < line->count && code == 0; i++) {
		if (line->events[i] > CHUNK_NUMBER_MOST)
			return -ERANGE;
		number_put(out, line->events[i]);
		code = pass_put(out, &line->bare.passes[i], &bare_ns);
		if (code == 0)
			code = pass_put(out, &line->attached.passes[i], &attached_ns);
	}
	return code;
}

static int chunks_put(FILE *out, const struct sample_chunks *chunks)
{
	int code;

	number_put(out, FORMAT_VERSION);
	code = list_put(out, &chunks->before);
	if (code == 0)
		code = list_put(out, &chunks->attached);
	if (code == 0)
		code = list_put(out, &chunks->after);
	return code < 0 ? code : line_put(out, &chunks->line);
}

int chunks_pack(const struct sample_chunks *chunks, struct packed_chunks *ret_packed)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	int code;

	if (!out)
		return -ENOMEM;
	code = chunks_put(out, chunks);
	if (fclose(out) != 0)
		code = -ENOMEM;
	if (code < 0) {
		free(bytes);
		return code;
	}
	*ret_packed = (struct packed_chunks){ (unsigned char *)bytes, length };
	return 0;
}

struct bytes {
	const unsigned char *next, *end;
};

/* The shortest form only: a number has one. */
static int number_take(struct bytes *bytes, uint64_t *ret_number)
{
	uint64_t number = 0;

	for (unsigned int i = 0; i < NUMBER_BYTES_MOST && bytes->next < bytes->end; i++) {
		unsigned char byte = *bytes->next++;

		number |= (uint64_t)(byte & 0x7f) << 7 * i;
		if (byte & 0x80)
			continue;
		if (!byte && i)
			return -EBADMSG;
		*ret_number = number;
		return 0;
	}
	return -EBADMSG;
}

static int pass_take(struct bytes *bytes, struct chunk_pass *pass, uint64_t *previous_ns)
{
	uint64_t number = 0, elapsed_ns;
	int code = number_take(bytes, &number);

	if (code < 0)
		return code;
	/* Both terms have less than 63 bits: what is below 0 is far above the most. */
	elapsed_ns = *previous_ns + (uint64_t)unzigzag(number >> 1);
	if (elapsed_ns > CHUNK_NUMBER_MOST)
		return -EBADMSG;
	*pass = (struct chunk_pass){ elapsed_ns, number & 1 };
	*previous_ns = elapsed_ns;
	return 0;
}

/* An element has a byte at least, so no count makes more memory than there are bytes. */
static int count_take(struct bytes *bytes, size_t most, size_t *ret_count)
{
	uint64_t count = 0;
	int code = number_take(bytes, &count);

	if (code < 0)
		return code;
	if (count > most || count > (uint64_t)(bytes->end - bytes->next))
		return -EBADMSG;
	*ret_count = (size_t)count;
	return 0;
}

static int list_make(struct chunk_list *list, size_t count)
{
	list->passes = calloc(count + 1, sizeof(*list->passes));
	list->count = count;
	return list->passes ? 0 : -ENOMEM;
}

static int list_take(struct bytes *bytes, struct chunk_list *list)
{
	uint64_t previous_ns = 0;
	size_t count = 0;
	int code = count_take(bytes, CHUNK_LIST_MOST, &count);

	if (code == 0)
		code = list_make(list, count);
	for (size_t i = 0; i < count && code == 0; i++)
		code = pass_take(bytes, &list->passes[i], &previous_ns);
	return code;
}

static int line_make(struct chunk_line *line, size_t count)
{
	line->events = calloc(count + 1, sizeof(*line->events));
	line->count = count;
	if (!line->events || list_make(&line->bare, count) < 0)
		return -ENOMEM;
	return list_make(&line->attached, count);
}

static int line_take(struct bytes *bytes, struct chunk_line *line)
{
	uint64_t bare_ns = 0, attached_ns = 0;
	size_t count = 0;
	int code = count_take(bytes, CHUNK_LINE_MOST, &count);

	if (code == 0)
		code = line_make(line, count);
	for (size_t i = 0; i < count && code == 0; i++) {
		code = number_take(bytes, &line->events[i]);
		if (code == 0 && line->events[i] > CHUNK_NUMBER_MOST)
			code = -EBADMSG;
		if (code == 0)
			code = pass_take(bytes, &line->bare.passes[i], &bare_ns);
		if (code == 0)
			code = pass_take(bytes, &line->attached.passes[i], &attached_ns);
	}
	return code;
}

static int chunks_take(struct bytes *bytes, struct sample_chunks *chunks)
{
	uint64_t version = 0;
	int code = number_take(bytes, &version);

	if (code == 0 && version != FORMAT_VERSION)
		code = -EBADMSG;
	if (code == 0)
		code = list_take(bytes, &chunks->before);
	if (code == 0)
		code = list_take(bytes, &chunks->attached);
	if (code == 0)
		code = list_take(bytes, &chunks->after);
	if (code == 0)
		code = line_take(bytes, &chunks->line);
	return code == 0 && bytes->next != bytes->end ? -EBADMSG : code;
}

int chunks_unpack(const unsigned char *bytes, size_t length, struct sample_chunks *ret_chunks)
{
	struct bytes left = { bytes, bytes + length };
	struct sample_chunks chunks = {};
	int code = chunks_take(&left, &chunks);

	if (code < 0) {
		sample_chunks_release(&chunks);
		return code;
	}
	*ret_chunks = chunks;
	return 0;
}

void sample_chunks_release(struct sample_chunks *chunks)
{
	free(chunks->before.passes);
	free(chunks->attached.passes);
	free(chunks->after.passes);
	free(chunks->line.events);
	free(chunks->line.bare.passes);
	free(chunks->line.attached.passes);
	*chunks = (struct sample_chunks){};
}
