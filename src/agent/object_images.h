/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_IMAGES_H
#define BPFTAX_AGENT_OBJECT_IMAGES_H

/*
 * The users' objects, as they come over the channel: part by part, and of use once all bytes are
 * there and are those that were sent.
 *
 *	struct object_images images = {};
 *	struct object_part part = { .sha256 = ..., .size = ..., .offset = ..., .base64 = ... };
 *
 *	object_images_take(&images, &part, &received, &err);
 *	image = object_images_find(&images, sha256);
 *	object_images_release(&images);
 */

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include "common/digest.h"
#include "common/error.h"

/* Of all together; an object of a million instructions has 8 MB of them. */
#define OBJECT_BYTES_MAX ((size_t)64 << 20)
#define OBJECTS_MAX 64

struct object_image {
	char sha256[DIGEST_TEXT_SIZE];
	unsigned char *bytes;
	size_t size, received;
	json_t *settings; /* of every load (agent/object_settings.h); NULL: none */
	json_t *survived; /* programs whose load ends no process (agent/object_guarded.h) */
};

/* What of an object is loaded. */
struct object_choice {
	const struct object_image *image;
	const char *program; /* NULL: all that libbpf loads by itself */
	const char *target;  /* a function that it hangs on instead of its own; NULL: its own */
};

struct object_images {
	struct object_image images[OBJECTS_MAX];
	size_t count;
};

struct object_part {
	const char *sha256; /* of the whole object */
	uint64_t size;	    /* of the whole object */
	uint64_t offset;    /* parts come in their order: what was received before */
	const char *base64;
};

/* *ret_received is how many bytes there are now.  The last part has the digest checked. */
int object_images_take(struct object_images *images, const struct object_part *part,
		       size_t *ret_received, struct error *err);

/* The object with this digest, all of it, or NULL. */
const struct object_image *object_images_find(const struct object_images *images,
					      const char *sha256);

/* The same, to be given settings. */
struct object_image *object_images_change(struct object_images *images, const char *sha256);

/* What was kept for this option and name (agent/object_settings.h), the last of several; or NULL.
 */
const char *object_image_setting(const struct object_image *image, const char *option,
				 const char *name);

/* Safe on zeroes. */
void object_images_release(struct object_images *images);

#endif
