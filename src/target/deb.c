// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/deb.h"
#include "target/uncompress.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP_BYTES ((size_t)256 << 10)

struct data_source {
	struct archive *package;
	char buffer[STEP_BYTES];
};

static void reader_free(struct archive **archive)
{
	if (*archive)
		archive_read_free(*archive);
}

static int damaged(const char *path, struct archive *archive, struct error *err)
{
	const char *why = archive_error_string(archive);

	return error_set(err, ERROR_ENVIRONMENT, EBADMSG, "cannot unpack '%s': %s", path,
			 why ? why : "no Debian package");
}

static int package_open(const char *path, struct archive **ret_package, struct error *err)
{
	struct archive *package = archive_read_new();

	if (!package)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_package = package;
	archive_read_support_format_ar(package);
	if (archive_read_open_filename(package, path, STEP_BYTES) != ARCHIVE_OK)
		return damaged(path, package, err);
	return 0;
}

/* A name that libarchive cannot tell in this locale is none that anybody wishes for. */
static const char *entry_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	return name ? name : "";
}

static int data_find(const char *path, struct archive *package, struct error *err)
{
	struct archive_entry *entry;

	while (archive_read_next_header(package, &entry) == ARCHIVE_OK)
		if (!strncmp(entry_name(entry), "data.tar", 8))
			return 0;
	return damaged(path, package, err);
}

static ssize_t data_read(struct archive *archive, void *context, const void **ret_bytes)
{
	struct data_source *source = context;
	ssize_t got = archive_read_data(source->package, source->buffer, sizeof(source->buffer));

	if (got < 0)
		archive_set_error(archive, EBADMSG, "%s", archive_error_string(source->package));
	*ret_bytes = source->buffer;
	return got;
}

static int data_open(const char *path, struct data_source *source, struct archive **ret_data,
		     struct error *err)
{
	struct archive *data = archive_read_new();

	if (!data)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_data = data;
	archive_read_support_filter_gzip(data);
	archive_read_support_filter_xz(data);
	archive_read_support_filter_zstd(data);
	archive_read_support_format_tar(data);
	if (archive_read_open(data, source, NULL, data_read, NULL) != ARCHIVE_OK)
		return damaged(path, data, err);
	return 0;
}

/* Sparse blocks cannot occur in a package, so plain reading will do; -EBADMSG: ask the archive. */
static int member_copy(struct archive *data, int fd)
{
	CLEANUP_FREE char *buffer = malloc(STEP_BYTES);
	size_t written = 0;
	ssize_t got;
	int r = buffer ? 0 : -ENOMEM;

	while (!r && (got = archive_read_data(data, buffer, STEP_BYTES)) != 0) {
		r = got < 0 ? -EBADMSG : file_write_all(fd, buffer, (size_t)got);
		written += got > 0 ? (size_t)got : 0;
		if (!r && written > UNCOMPRESS_LIMIT_BYTES)
			r = -EFBIG;
	}
	return r;
}

static int member_write(const char *path, struct archive *data, const char *destination,
			struct error *err)
{
	CLEANUP_CLOSE int fd = -1;
	int r = file_make_parents(destination, err);

	if (r < 0)
		return r;
	fd = open(destination, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	r = fd < 0 ? -errno : member_copy(data, fd);
	if (r == -EBADMSG)
		return damaged(path, data, err);
	return r < 0 ? error_errno(err, ERROR_ENVIRONMENT, -r, "cannot write '%s'", destination)
		     : 0;
}

static int member_take(const char *path, struct archive *data, struct archive_entry *entry,
		       const struct deb_wish *wish, struct error *err)
{
	CLEANUP_FREE char *destination = NULL;

	if (wish->stopping && wish->stopping(wish->stopping_context))
		return error_set(err, ERROR_RESULT, EINTR, "interrupted");
	if (archive_entry_filetype(entry) != S_IFREG || archive_entry_hardlink(entry))
		return 0;
	destination = wish->choose(wish->context, entry_name(entry));
	return destination ? member_write(path, data, destination, err) : 0;
}

static int members_take(const char *path, struct archive *data, const struct deb_wish *wish,
			struct error *err)
{
	struct archive_entry *entry;
	int r = 0, read;

	while (!r && (read = archive_read_next_header(data, &entry)) != ARCHIVE_EOF) {
		if (read != ARCHIVE_OK && read != ARCHIVE_WARN)
			return damaged(path, data, err);
		r = member_take(path, data, entry, wish, err);
	}
	return r;
}

int deb_extract(const char *path, const struct deb_wish *wish, struct error *err)
{
	CLEANUP(reader_free) struct archive *package = NULL;
	CLEANUP(reader_free) struct archive *data = NULL;
	CLEANUP_FREE struct data_source *source = malloc(sizeof(*source));
	int r;

	if (!source)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	r = package_open(path, &package, err);
	if (!r)
		r = data_find(path, package, err);
	source->package = package;
	if (!r)
		r = data_open(path, source, &data, err);
	return r ? r : members_take(path, data, wish, err);
}
