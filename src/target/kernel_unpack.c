// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_unpack.h"
#include "target/deb.h"
#include "target/guest_module_names.h"
#include "target/kernel_image.h"
#include "target/module_info.h"
#include "target/module_set.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_MAX 64
#define PASSES_MAX 6

struct selection {
	const char *directory;
	char *names[NAMES_MAX]; /* modules to take; owned */
	size_t names_count;
};

static void selection_clear(struct selection *selection)
{
	for (size_t i = 0; i < selection->names_count; i++)
		free(selection->names[i]);
}

static bool selection_has(const struct selection *selection, const char *name)
{
	for (size_t i = 0; i < selection->names_count; i++)
		if (!strcmp(selection->names[i], name))
			return true;
	return false;
}

/* False when there is no room or no memory: then there is no use in another pass. */
static bool selection_add(struct selection *selection, const char *name)
{
	if (selection->names_count == NAMES_MAX)
		return false;
	selection->names[selection->names_count] = strdup(name);
	if (!selection->names[selection->names_count])
		return false;
	selection->names_count++;
	return true;
}

/*
 * Whether the member is this file of the kernel, of whichever age: "boot/vmlinuz-6.12.117" or
 * "usr/lib/modules/7.3.4/vmlinuz".
 */
static bool is_file(const char *member, const char *name)
{
	static const char boot[] = "./boot/", modules[] = "./usr/lib/modules/";
	size_t length = strlen(name);
	const char *rest;

	if (text_starts_with(member, boot)) {
		rest = member + strlen(boot);
		return !strncmp(rest, name, length) && rest[length] == '-';
	}
	rest = text_starts_with(member, modules) ? strchr(member + strlen(modules), '/') : NULL;
	return rest && !strcmp(rest + 1, name);
}

static char *choose(void *context, const char *member)
{
	const struct selection *selection = context;
	char name[64];

	if (is_file(member, "vmlinuz"))
		return file_path("%s/vmlinuz", selection->directory);
	if (is_file(member, "config"))
		return file_path("%s/config", selection->directory);
	if (!module_name_of_file(member, name, sizeof(name)) || !selection_has(selection, name))
		return NULL;
	return file_path("%s/modules/%s", selection->directory, strrchr(member, '/') + 1);
}

/* Looks whether all that the taken modules depend on was taken too; *ret_missing is then NULL. */
static int dependencies_check(const char *modules, char **ret_missing, struct error *err)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	int r = module_set_index(modules, &set, err);

	for (size_t i = 0; i < set.count && !r; i++)
		r = module_set_want(&set, set.modules[i].name, err);
	if (!r)
		*ret_missing = take_pointer(set.missing);
	return r;
}

static int debs_extract(const struct kernel_debs *debs, const struct deb_wish *wish,
			struct error *err)
{
	int r = 0;

	for (size_t i = 0; i < debs->count && !r; i++)
		r = deb_extract(debs->paths[i], wish, err);
	return r;
}

/*
 * The list in guest_module_names.c has the dependencies of the kernels that we know; should a later
 * one have more, another pass through the packages takes them too.
 */
static int files_take(const struct kernel_debs *debs, struct selection *selection,
		      const struct kernel_notify *notify, struct error *err)
{
	const struct deb_wish wish = { .choose = choose,
				       .context = selection,
				       .stopping = notify ? notify->stopping : NULL,
				       .stopping_context =
					   notify ? notify->stopping_context : NULL };
	CLEANUP_FREE char *modules = file_path("%s/modules", selection->directory);
	int r = file_make_directory(modules, err);

	for (int pass = 0; pass < PASSES_MAX && !r; pass++) {
		CLEANUP_FREE char *missing = NULL;

		r = debs_extract(debs, &wish, err);
		if (!r)
			r = dependencies_check(modules, &missing, err);
		if (r < 0 || !missing || selection_has(selection, missing) ||
		    !selection_add(selection, missing))
			break;
	}
	return r;
}

/* An image that we cannot take apart is left for QEMU to boot as it is. */
static int image_store(const char *directory, const char *vmlinuz, const struct kernel_image *image,
		       struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/vmlinux", directory);
	int r;

	if (!image->boots)
		return 0;
	r = file_write_atomically(path, image->vmlinux, image->length, err);
	if (!r)
		unlink(vmlinuz);
	return r;
}

static int image_convert(const char *directory, const struct architecture *architecture,
			 struct error *err)
{
	CLEANUP_FREE char *vmlinuz = file_path("%s/vmlinuz", directory), *bytes = NULL;
	CLEANUP(kernel_image_clear) struct kernel_image image = { 0 };
	size_t length;
	int r = file_read(vmlinuz, &bytes, &length, err);

	if (r == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "neither the package nor those of its version that it depends on "
				 "hold a kernel: unpack it by hand and give --kernel the path of "
				 "the image");
	if (r < 0)
		return r;
	if (architecture->image_open(vmlinuz, bytes, length, &image, NULL) < 0)
		return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
				 "the package's kernel is not %s for %s", architecture->images,
				 architecture->name);
	return image_store(directory, vmlinuz, &image, err);
}

int kernel_unpack(const struct architecture *architecture, const struct kernel_debs *debs,
		  const char *directory, const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(selection_clear) struct selection selection = { .directory = directory };
	bool complete = true;
	int r;

	for (size_t i = 0; i < guest_module_names_count && complete; i++)
		complete = selection_add(&selection, guest_module_names[i]);
	if (!complete)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	r = files_take(debs, &selection, notify, err);
	return r ? r : image_convert(directory, architecture, err);
}
