// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/count_range.h"

#include <math.h>

void count_range_tell(struct text_buffer *text, double least, double most)
{
	text_buffer_add(text, "%.0f to %.0f", floor(least), ceil(most));
}
