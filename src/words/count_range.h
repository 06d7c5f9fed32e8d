/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COUNT_RANGE_H
#define BPFTAX_COUNT_RANGE_H

/*
 * A count that is not the same each time, as every table and sentence has it: "138 to 141".
 *
 *	count_range_tell(&text, micro->least, micro->most);
 */

#include "common/text_buffer.h"

/* Whole numbers, outwards: nothing that was seen lies beyond. */
void count_range_tell(struct text_buffer *text, double least, double most);

#endif
