// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/kernel_image.h"
#include "common/cleanup.h"

bool kernel_image_same(const json_t *one, const json_t *other)
{
	static const char *const keys[] = { "release", "kernel_version", "architecture" };

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const json_t *of_one = json_object_get(one, keys[i]);

		if (!json_is_string(of_one) || !json_equal(of_one, json_object_get(other, keys[i])))
			return false;
	}
	return true;
}
