// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_beside.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A path taken apart: "/boot/" and "vmlinuz-6.12.0", whose version is "6.12.0". */
struct image_path {
	int directory_length; /* of the path, its slash included; 0: here */
	const char *path;
	const char *base;
	const char *version; /* NULL: the name has none */
};

static struct image_path path_take(const char *image)
{
	const char *slash = strrchr(image, '/');
	const char *base = slash ? slash + 1 : image;
	const char *hyphen = strchr(base, '-');

	return (struct image_path){ .directory_length = (int)(base - image),
				    .path = image,
				    .base = base,
				    .version = hyphen ? hyphen + 1 : NULL };
}

static bool is_directory(const char *path)
{
	struct stat info;

	return !stat(path, &info) && S_ISDIR(info.st_mode);
}

/* Takes the path over: 1 when it is a directory, which is then the answer. */
static int directory_take(char *path, char **ret_directory)
{
	if (!path)
		return -ENOMEM;
	if (!is_directory(path)) {
		free(path);
		return 0;
	}
	*ret_directory = path;
	return 1;
}

static int modules_of_version(const struct image_path *image, char **ret_directory)
{
	static const char *const places[] = { "lib/modules", "usr/lib/modules" };
	int found = 0;

	for (size_t i = 0; image->version && i < ARRAY_SIZE(places) && !found; i++)
		found = directory_take(file_path("%.*s../%s/%s", image->directory_length,
						 image->path, places[i], image->version),
				       ret_directory);
	return found;
}

/* /usr/lib/modules/V/vmlinuz: its modules are in kernel/, where depmod looks for them. */
static int modules_around(const struct image_path *image, char **ret_directory)
{
	CLEANUP_FREE char *kernel = NULL;
	int found;

	if (strcmp(image->base, "vmlinuz") != 0)
		return 0;
	found =
	    directory_take(file_path("%.*skernel", image->directory_length, image->path), &kernel);
	return found <= 0 ? found
			  : directory_take(file_path("%.*s.", image->directory_length, image->path),
					   ret_directory);
}

int kernel_beside_modules(const char *image, char **ret_directory, struct error *err)
{
	struct image_path path = path_take(image);
	char *directory = NULL;
	int found =
	    directory_take(file_path("%.*smodules", path.directory_length, image), &directory);

	if (!found)
		found = modules_of_version(&path, &directory);
	if (!found)
		found = modules_around(&path, &directory);
	if (found < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_directory = directory;
	return 0;
}

/* A text that is there, or NULL; that it is missing is no error.  Takes the path over. */
static char *text_take(char *path)
{
	CLEANUP_FREE char *taken = path;
	char *text = NULL;

	return taken && !file_read(taken, &text, NULL, NULL) ? text : NULL;
}

char *kernel_beside_config(const char *image)
{
	static const char *const names[] = { "config", ".config", "../../../.config" };
	struct image_path path = path_take(image);
	char *text = NULL;

	if (path.version)
		text = text_take(
		    file_path("%.*sconfig-%s", path.directory_length, image, path.version));
	for (size_t i = 0; i < ARRAY_SIZE(names) && !text; i++)
		text = text_take(file_path("%.*s%s", path.directory_length, image, names[i]));
	return text;
}
