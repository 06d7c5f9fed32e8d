// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel.h"
#include "target/kernel_beside.h"
#include "target/kernel_image.h"
#include "target/kernel_name.h"
#include "target/kernel_fetch.h"
#include "target/kernel_package.h"
#include "target/kernel_tree.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void kernel_clear(struct kernel *kernel)
{
	free(kernel->path);
	free(kernel->origin);
	free(kernel->config);
	free(kernel->modules);
	free(kernel->revision);
	if (kernel->image_fd >= 0)
		close(kernel->image_fd);
	*kernel = (struct kernel)KERNEL_INIT;
}

static int memory_file_make(const char *bytes, size_t length, int *ret_fd, struct error *err)
{
	CLEANUP_CLOSE int fd = memfd_create("vmlinux", MFD_CLOEXEC);
	int r = fd < 0 ? -errno : file_write_all(fd, bytes, length);

	if (r < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -r, "cannot keep a kernel in memory");
	*ret_fd = fd;
	fd = -1;
	return 0;
}

/* A text that is there, or NULL; that it is missing is no error. */
static char *text_or_null(const char *path)
{
	char *text = NULL;

	return path && !file_read(path, &text, NULL, NULL) ? text : NULL;
}

/* Its config, and where that starts faster the vmlinux in it. */
static int image_prepare(struct kernel *kernel, const struct architecture *architecture,
			 char *bytes, size_t length, struct error *err)
{
	CLEANUP(kernel_image_clear) struct kernel_image image = { 0 };
	int r = architecture_image_open(architecture, kernel->path, bytes, length, &image, err);

	if (r < 0)
		return r;
	if (!kernel->config && image.vmlinux)
		kernel_image_config(image.vmlinux, image.length, &kernel->config, NULL);
	else if (!kernel->config)
		kernel_image_config(bytes, length, &kernel->config, NULL);
	return image.boots ? memory_file_make(image.vmlinux, image.length, &kernel->image_fd, err)
			   : 0;
}

static int image_load(struct kernel *kernel, const struct architecture *architecture,
		      enum error_kind kind, struct error *err)
{
	CLEANUP_FREE char *bytes = NULL;
	struct stat info;
	size_t length;
	int r;

	if (stat(kernel->path, &info) < 0)
		return error_errno(err, kind, errno, "cannot read the kernel '%s'", kernel->path);
	if (!S_ISREG(info.st_mode))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no kernel: not a file",
				 kernel->path);
	r = file_read(kernel->path, &bytes, &length, err);
	return r ? r : image_prepare(kernel, architecture, bytes, length, err);
}

static int from_path(const struct architecture *architecture, const char *path,
		     struct kernel *kernel, struct error *err)
{
	int r;

	kernel->path = strdup(path);
	kernel->origin = strdup(path);
	kernel->config = kernel_beside_config(path);
	if (!kernel->path || !kernel->origin)
		return out_of_memory(err);
	r = kernel_beside_modules(path, &kernel->modules, err);
	return r ? r : image_load(kernel, architecture, ERROR_USAGE, err);
}

/* "/src/linux (git 1a2b3c4d5e6f, modified)" */
static char *tree_origin(const struct kernel_tree *tree)
{
	if (!tree->revision)
		return strdup(tree->directory);
	return file_path("%s (git %s%s)", tree->directory, tree->revision,
			 tree->modified ? ", modified" : "");
}

static int from_tree(const struct architecture *architecture, const char *path,
		     struct kernel *kernel, struct error *err)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	int r = kernel_tree_open(path, architecture->image_in_tree, &tree, err);

	if (r < 0)
		return r;
	kernel->origin = tree_origin(&tree);
	kernel->config = text_or_null(tree.config);
	kernel->path = take_pointer(tree.image);
	kernel->modules = take_pointer(tree.modules);
	kernel->revision = take_pointer(tree.revision);
	kernel->modified = tree.modified;
	return kernel->origin ? image_load(kernel, architecture, ERROR_USAGE, err)
			      : out_of_memory(err);
}

static bool is_directory(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int from_host(const struct architecture *architecture, struct kernel *kernel,
		     struct error *err)
{
	struct utsname name;
	int r;

	uname(&name);
	if (!architecture_is_host(architecture))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--kernel host is this machine's, a %s: --arch %s needs another "
				 "kernel",
				 name.machine, architecture->name);
	kernel->path = file_path("/boot/vmlinuz-%s", name.release);
	kernel->modules = file_path("/lib/modules/%s", name.release);
	kernel->origin = file_path("host %s", name.release);
	if (!kernel->path || !kernel->modules || !kernel->origin)
		return out_of_memory(err);
	if (access(kernel->modules, R_OK) < 0) {
		free(kernel->modules);
		kernel->modules = NULL;
	}
	kernel->config = kernel_beside_config(kernel->path);
	r = image_load(kernel, architecture, ERROR_ENVIRONMENT, err);
	return r < 0 ? error_prefix(err, r, "--kernel host") : 0;
}

/*
 * Which is the newest of all series only the archive knows; where that cannot be asked it is the
 * newest that has been fetched.
 */
static int package_directory(const struct architecture *architecture, const char *specification,
			     const struct kernel_notify *notify, char **ret_directory,
			     struct error *err)
{
	struct kernel_name name = { 0 };
	int r;

	kernel_name_parse(specification, &name);
	if (name.newest) {
		r = kernel_fetch(architecture, specification, notify, ret_directory, err);
		return r && r != -EINTR
			   ? kernel_package_find(architecture, specification, ret_directory, NULL)
			   : r;
	}
	r = kernel_package_find(architecture, specification, ret_directory, err);
	return r == -ENOENT ? kernel_fetch(architecture, specification, notify, ret_directory, err)
			    : r;
}

/* ".../NAME/VERSION" is "NAME=VERSION". */
static char *origin_of(const char *directory)
{
	const char *version = strrchr(directory, '/');
	const char *name = version;

	while (name > directory && name[-1] != '/')
		name--;
	return file_path("%.*s=%s", (int)(version - name), name, version + 1);
}

static int from_package(const struct architecture *architecture, const char *specification,
			const struct kernel_notify *notify, struct kernel *kernel,
			struct error *err)
{
	CLEANUP_FREE char *directory = NULL, *config = NULL;
	int r = package_directory(architecture, specification, notify, &directory, err);

	if (r < 0)
		return r;
	config = file_path("%s/config", directory);
	kernel->config = text_or_null(config);
	kernel->path = file_path("%s/vmlinux", directory);
	if (kernel->path && access(kernel->path, R_OK) < 0) {
		free(kernel->path);
		kernel->path = file_path("%s/vmlinuz", directory);
	}
	kernel->modules = file_path("%s/modules", directory);
	kernel->origin = origin_of(directory);
	return kernel->path && kernel->modules && kernel->origin ? 0 : out_of_memory(err);
}

static int name_unknown(const struct architecture *architecture, const char *specification,
			struct error *err)
{
	return error_set(err, ERROR_USAGE, ENOENT,
			 "there is no kernel '%s': give a path to %s, host, or a name of 'bpftax "
			 "kernel list'",
			 specification, architecture->images);
}

static int by_kind(const struct architecture *architecture, const char *specification,
		   const struct kernel_notify *notify, struct kernel *kernel, struct error *err)
{
	if (!strcmp(specification, "host"))
		return from_host(architecture, kernel, err);
	if (kernel_name_is(specification))
		return from_package(architecture, specification, notify, kernel, err);
	if (!strchr(specification, '/') && access(specification, F_OK) < 0)
		return name_unknown(architecture, specification, err);
	return is_directory(specification) ? from_tree(architecture, specification, kernel, err)
					   : from_path(architecture, specification, kernel, err);
}

static int modules_choose(const char *modules, struct kernel *kernel, struct error *err)
{
	struct stat info;

	if (stat(modules, &info) < 0)
		return error_errno(err, ERROR_USAGE, errno, "--modules '%s'", modules);
	if (!S_ISDIR(info.st_mode))
		return error_set(err, ERROR_USAGE, ENOTDIR, "--modules '%s' is no directory",
				 modules);
	free(kernel->modules);
	kernel->modules = strdup(modules);
	return kernel->modules ? 0 : out_of_memory(err);
}

int kernel_resolve(const struct architecture *architecture, const char *specification,
		   const char *modules, const struct kernel_notify *notify,
		   struct kernel *ret_kernel, struct error *err)
{
	struct kernel kernel = KERNEL_INIT;
	int r = by_kind(architecture, specification, notify, &kernel, err);

	if (!r && modules)
		r = modules_choose(modules, &kernel, err);
	if (r < 0)
		kernel_clear(&kernel);
	else
		*ret_kernel = kernel;
	return r;
}

int kernel_check(const struct architecture *architecture, const char *specification,
		 struct error *err)
{
	if (!strcmp(specification, "host"))
		return 0;
	if (kernel_name_is(specification))
		return kernel_fetch_check(architecture, specification, NULL, err);
	if (access(specification, R_OK) == 0)
		return 0;
	if (!strchr(specification, '/'))
		return name_unknown(architecture, specification, err);
	return error_errno(err, ERROR_USAGE, errno, "cannot read the kernel '%s'", specification);
}
