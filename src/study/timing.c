// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/timing.h"

const char *timing_word(enum timing timing)
{
	static const char *const words[] = {
		[TIMING_COUNTED] = "counted", [TIMING_TIMED] = "timed"
	};

	return words[timing];
}
