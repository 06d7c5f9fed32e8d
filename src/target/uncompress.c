// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/uncompress.h"
#include "common/cleanup.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>

#define STEP_BYTES ((size_t)1 << 20)

/* Not support_filter_all(): that would start foreign programs for the methods it has not got. */
static struct archive *raw_reader_new(void)
{
	struct archive *reader = archive_read_new();

	if (!reader)
		return NULL;
	archive_read_support_filter_gzip(reader);
	archive_read_support_filter_bzip2(reader);
	archive_read_support_filter_xz(reader);
	archive_read_support_filter_lzma(reader);
	archive_read_support_filter_zstd(reader);
	archive_read_support_filter_lz4(reader);
	archive_read_support_format_raw(reader);
	return reader;
}

static int data_collect(struct archive *reader, char **ret_bytes, size_t *ret_length)
{
	size_t capacity = STEP_BYTES, length = 0;
	CLEANUP_FREE char *bytes = malloc(capacity + 1);
	ssize_t got = bytes ? 1 : -1;

	while (bytes && (got = archive_read_data(reader, bytes + length, capacity - length)) > 0) {
		char *larger;

		length += (size_t)got;
		if (capacity - length >= STEP_BYTES / 2)
			continue;
		if (capacity > UNCOMPRESS_LIMIT_BYTES)
			return -EFBIG;
		larger = realloc(bytes, 2 * capacity + 1);
		if (!larger)
			return -ENOMEM;
		bytes = larger;
		capacity *= 2;
	}
	if (!bytes)
		return -ENOMEM;
	if (got < 0)
		return -EBADMSG;
	bytes[length] = '\0';
	*ret_bytes = take_pointer(bytes);
	*ret_length = length;
	return 0;
}

int uncompress(const void *bytes, size_t length, char **ret_bytes, size_t *ret_length,
	       struct error *err)
{
	struct archive *reader = raw_reader_new();
	struct archive_entry *entry;
	int r = -EBADMSG;

	if (!reader)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	if (archive_read_open_memory(reader, bytes, length) == ARCHIVE_OK &&
	    archive_read_next_header(reader, &entry) == ARCHIVE_OK)
		r = data_collect(reader, ret_bytes, ret_length);
	if (r == -EBADMSG)
		error_set(err, ERROR_ENVIRONMENT, EBADMSG, "cannot uncompress: %s",
			  archive_error_string(reader) ? archive_error_string(reader) : "no data");
	else if (r < 0)
		error_errno(err, ERROR_ENVIRONMENT, -r, "cannot uncompress");
	archive_read_free(reader);
	return r;
}
