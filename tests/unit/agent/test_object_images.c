// SPDX-License-Identifier: GPL-2.0-or-later
/* An object's parts on their way, and what must not become one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/object_images.h"
#include "common/base64.h"
#include "common/cleanup.h"

#define WHOLE "foobar"
#define WHOLE_SHA256 "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"
#define OTHER_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static int part_give(struct object_images *images, const char *sha256, const char *text,
		     uint64_t offset, size_t *ret_received, struct error *err)
{
	CLEANUP_FREE char *base64 = base64_encode(text, strlen(text));
	struct object_part part = { sha256, strlen(WHOLE), offset, base64 };

	return object_images_take(images, &part, ret_received, err);
}

static void in_two_parts(void **state)
{
	CLEANUP(object_images_release) struct object_images images = {};
	const struct object_image *image;
	struct error err;
	size_t received;

	(void)state;
	assert_int_equal(part_give(&images, WHOLE_SHA256, "foo", 0, &received, &err), 0);
	assert_int_equal(received, 3);
	assert_null(object_images_find(&images, WHOLE_SHA256));
	assert_int_equal(part_give(&images, WHOLE_SHA256, "bar", 3, &received, &err), 0);
	assert_int_equal(received, 6);
	image = object_images_find(&images, WHOLE_SHA256);
	assert_non_null(image);
	assert_memory_equal(image->bytes, WHOLE, image->size);
}

static void what_is_refused(void **state)
{
	CLEANUP(object_images_release) struct object_images images = {};
	struct object_part none = { WHOLE_SHA256, 0, 0, "" };
	struct object_part large = { WHOLE_SHA256, OBJECT_BYTES_MAX + 1, 0, "" };
	struct object_part no_base64 = { WHOLE_SHA256, 6, 0, "Zm9" };
	struct error err;
	size_t received;

	(void)state;
	assert_int_equal(object_images_take(&images, &none, &received, &err), -EFBIG);
	assert_int_equal(object_images_take(&images, &large, &received, &err), -EFBIG);
	assert_int_equal(object_images_take(&images, &no_base64, &received, &err), -EPROTO);
	assert_int_equal(part_give(&images, WHOLE_SHA256, "foo", 3, &received, &err), -EPROTO);
	assert_int_equal(part_give(&images, WHOLE_SHA256, "foobarx", 0, &received, &err), -EPROTO);
	assert_int_equal(part_give(&images, "short", "foobar", 0, &received, &err), -EBADMSG);
}

/* What came as another one is forgotten, and can come again. */
static void another_digest(void **state)
{
	CLEANUP(object_images_release) struct object_images images = {};
	struct error err;
	size_t received;

	(void)state;
	assert_int_equal(part_give(&images, OTHER_SHA256, WHOLE, 0, &received, &err), -EBADMSG);
	assert_int_equal(images.count, 0);
	assert_int_equal(part_give(&images, WHOLE_SHA256, WHOLE, 0, &received, &err), 0);
	assert_null(object_images_find(&images, OTHER_SHA256));
	assert_non_null(object_images_find(&images, WHOLE_SHA256));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_two_parts),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(another_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
