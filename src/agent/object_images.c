// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_images.h"
#include "common/base64.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t bytes_of_all(const struct object_images *images)
{
	size_t bytes = 0;

	for (size_t i = 0; i < images->count; i++)
		bytes += images->images[i].size;
	return bytes;
}

static struct object_image *image_find(const struct object_images *images, const char *sha256)
{
	for (size_t i = 0; i < images->count; i++)
		if (!strcmp(images->images[i].sha256, sha256))
			return (struct object_image *)&images->images[i];
	return NULL;
}

static int image_begin(struct object_images *images, const struct object_part *part,
		       struct error *err)
{
	struct object_image *image = &images->images[images->count];

	if (images->count == OBJECTS_MAX || !part->size ||
	    part->size > OBJECT_BYTES_MAX - bytes_of_all(images))
		return error_set(err, ERROR_USAGE, EFBIG,
				 "an object of %llu bytes beside %zu others: at most %d objects "
				 "and %zu MB together, and none is empty",
				 (unsigned long long)part->size, images->count, OBJECTS_MAX,
				 OBJECT_BYTES_MAX >> 20);
	*image = (struct object_image){ .size = (size_t)part->size, .bytes = malloc(part->size) };
	if (!image->bytes)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	image->survived = json_object();
	snprintf(image->sha256, sizeof(image->sha256), "%s", part->sha256);
	images->count++;
	return 0;
}

static void image_free(struct object_image *image)
{
	free(image->bytes);
	json_decref(image->settings);
	json_decref(image->survived);
}

/* What came is not what was sent: it is forgotten, so that it can be sent again. */
static int image_check(struct object_images *images, struct object_image *image, struct error *err)
{
	char sha256[DIGEST_TEXT_SIZE];

	if (image->received < image->size)
		return 0;
	digest_text(image->bytes, image->size, sha256);
	if (!strcmp(sha256, image->sha256))
		return 0;
	image_free(image);
	*image = images->images[--images->count];
	return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
			 "the object came as another one: its sha256 is %.12s...", sha256);
}

static int image_add(struct object_image *image, const struct object_part *part, struct error *err)
{
	CLEANUP_FREE unsigned char *bytes = NULL;
	size_t length = 0;
	int decoded = base64_decode(part->base64, &bytes, &length);

	if (decoded < 0 || part->offset != image->received ||
	    length > image->size - image->received)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "a part of the object is out of its place or no base64");
	memcpy(image->bytes + image->received, bytes, length);
	image->received += length;
	return 0;
}

int object_images_take(struct object_images *images, const struct object_part *part,
		       size_t *ret_received, struct error *err)
{
	struct object_image *image = image_find(images, part->sha256);
	int done = image ? 0 : image_begin(images, part, err);

	if (done < 0)
		return done;
	image = image_find(images, part->sha256);
	if (!image || image->size != part->size)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO, "that is no digest of an object");
	done = image_add(image, part, err);
	if (done < 0)
		return done;
	*ret_received = image->received;
	return image_check(images, image, err);
}

const struct object_image *object_images_find(const struct object_images *images,
					      const char *sha256)
{
	const struct object_image *image = image_find(images, sha256);

	return image && image->received == image->size ? image : NULL;
}

struct object_image *object_images_change(struct object_images *images, const char *sha256)
{
	return (struct object_image *)object_images_find(images, sha256);
}

const char *object_image_setting(const struct object_image *image, const char *option,
				 const char *name)
{
	const char *found = NULL;
	json_t *kept;
	size_t i;

	json_array_foreach (image->settings, i, kept) {
		const char *of, *named, *value;

		if (!json_unpack(kept, "[s, s, s]", &of, &named, &value) && !strcmp(of, option) &&
		    !strcmp(named, name))
			found = value;
	}
	return found;
}

void object_images_release(struct object_images *images)
{
	for (size_t i = 0; i < images->count; i++)
		image_free(&images->images[i]);
	*images = (struct object_images){};
}
