// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/lives.h"

size_t environment_lives(const json_t *environment)
{
	return json_array_size(json_object_get(environment, "earlier")) + 1;
}

const json_t *environment_life(const json_t *environment, size_t index)
{
	const json_t *earlier = json_object_get(environment, "earlier");

	return index < json_array_size(earlier) ? json_array_get(earlier, index) : environment;
}
