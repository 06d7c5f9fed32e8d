// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/initramfs.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "protocol/messages.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* The modules are put in uncompressed: no MODULE_INIT_COMPRESSED_FILE for finit_module(2). */
#define MODULE_FLAGS 0

static int entry_write(struct archive *cpio, struct archive_entry *entry, const void *bytes,
		       size_t length)
{
	int r = archive_write_header(cpio, entry);

	if (r == ARCHIVE_OK && length && archive_write_data(cpio, bytes, length) != (ssize_t)length)
		r = ARCHIVE_FATAL;
	archive_entry_free(entry);
	return r == ARCHIVE_OK ? 0 : -EIO;
}

static struct archive_entry *entry_new(const char *path, mode_t type, mode_t mode)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, mode);
	archive_entry_set_size(entry, 0);
	archive_entry_set_nlink(entry, type == S_IFDIR ? 2 : 1);
	return entry;
}

static int bytes_add(struct archive *cpio, const char *path, mode_t mode, const void *bytes,
		     size_t length)
{
	struct archive_entry *entry = entry_new(path, S_IFREG, mode);

	archive_entry_set_size(entry, (int64_t)length);
	return entry_write(cpio, entry, bytes, length);
}

static int directories_add(struct archive *cpio)
{
	static const char *const names[] = {
		"dev", "proc", "sys", "run", "tmp", "modules", "boot"
	};
	int r = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names) && !r; i++)
		r = entry_write(cpio, entry_new(names[i], S_IFDIR, 0755), NULL, 0);
	return r;
}

static int console_add(struct archive *cpio)
{
	struct archive_entry *entry = entry_new("dev/console", S_IFCHR, 0600);

	archive_entry_set_rdev(entry, makedev(5, 1));
	return entry_write(cpio, entry, NULL, 0);
}

static int file_add(struct archive *cpio, const char *path, const char *source, struct error *err)
{
	CLEANUP_FREE char *bytes = NULL;
	size_t length;
	int r = file_read(source, &bytes, &length, err);

	if (r < 0)
		return r;
	r = bytes_add(cpio, path, 0755, bytes, length);
	return r < 0
		   ? error_set(err, ERROR_ENVIRONMENT, -r, "cannot put '%s' into an initramfs: %s",
			       source, archive_error_string(cpio))
		   : 0;
}

static int modules_add(struct archive *cpio, const struct module_set *modules)
{
	CLEANUP_FREE char *list = NULL;
	size_t list_length;
	FILE *stream = open_memstream(&list, &list_length);
	int r = stream ? 0 : -ENOMEM;

	for (size_t i = 0; modules && i < modules->order_count && !r; i++) {
		const struct module *module = modules->order[i];
		CLEANUP_FREE char *path = file_path("modules/%s.ko", module->name);

		r = path ? bytes_add(cpio, path, 0644, module->bytes, module->length) : -ENOMEM;
		fprintf(stream, "/modules/%s.ko %d\n", module->name, MODULE_FLAGS);
	}
	if (stream)
		fclose(stream);
	return r ? r : bytes_add(cpio, "modules.list", 0644, list, list_length);
}

static int content_add(struct archive *cpio, const struct initramfs_content *content,
		       struct error *err)
{
	int r = directories_add(cpio);

	if (!r)
		r = console_add(cpio);
	if (!r)
		r = modules_add(cpio, content->modules);
	if (!r && content->kernel_config)
		r = bytes_add(cpio, &PROTOCOL_KERNEL_CONFIG[1], 0644, content->kernel_config,
			      strlen(content->kernel_config));
	if (r < 0)
		return error_set(err, ERROR_ENVIRONMENT, -r, "cannot write an initramfs: %s",
				 archive_error_string(cpio));
	r = file_add(cpio, "init", content->agent_path, err);
	if (!r && content->iperf3_path)
		r = file_add(cpio, "bpftax-iperf3", content->iperf3_path, err);
	return r;
}

int initramfs_write(const struct initramfs_content *content, int fd, struct error *err)
{
	struct archive *cpio = archive_write_new();
	int r;

	if (!cpio)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	archive_write_set_format_cpio_newc(cpio);
	if (archive_write_open_fd(cpio, fd) != ARCHIVE_OK)
		r = error_set(err, ERROR_ENVIRONMENT, EIO, "cannot write an initramfs: %s",
			      archive_error_string(cpio));
	else
		r = content_add(cpio, content, err);
	if (archive_write_close(cpio) != ARCHIVE_OK && !r)
		r = error_set(err, ERROR_ENVIRONMENT, EIO, "cannot write an initramfs: %s",
			      archive_error_string(cpio));
	archive_write_free(cpio);
	return r;
}
