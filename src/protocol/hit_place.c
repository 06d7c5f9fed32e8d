// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/hit_place.h"

#include <math.h>
#include <stddef.h>

#define STRANGERS .01

enum hit_place hit_place_of(double inside, double all)
{
	if (!isfinite(inside) || !isfinite(all) || all <= 0)
		return PLACE_UNKNOWN;
	if (inside <= STRANGERS * all)
		return PLACE_OUTSIDE;
	return inside >= (1 - STRANGERS) * all ? PLACE_INSIDE : PLACE_BOTH;
}

const char *hit_place_name(enum hit_place place)
{
	static const char *const names[PLACE_COUNT] = {
		[PLACE_INSIDE] = "inside",
		[PLACE_OUTSIDE] = "outside",
		[PLACE_BOTH] = "both",
	};

	return names[place];
}
