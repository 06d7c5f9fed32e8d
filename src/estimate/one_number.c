// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/one_number.h"

#include <math.h>

/* Fewer are no number of their own. */
#define AGREEING_SHARE .9

bool is_one_number(const struct report_micro *micro)
{
	return !(micro->least < micro->most) && micro->holds &&
	       micro->agreeing >= AGREEING_SHARE * micro->chunks;
}

/* Those that something came into are none of them. */
bool chunks_differ(const struct report_micro *micro)
{
	return isfinite(micro->disturbed) && micro->agreeing < micro->chunks / 2;
}
