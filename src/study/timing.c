// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/timing.h"
#include "study/option_words.h"

const char *timing_word(enum timing timing)
{
	return option_words_timing[timing].name;
}
