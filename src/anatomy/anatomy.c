// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy.h"

#include <stdlib.h>

#define COUNT_MOST (INT64_C(1) << 40)

static bool is_below(uint64_t number, uint64_t *sum)
{
	bool is_one = number <= COUNT_MOST;

	*sum += is_one ? number : 0;
	return is_one && *sum <= COUNT_MOST;
}

static uint64_t size_of(int64_t number)
{
	return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static bool count_is_small(const struct anatomy *anatomy, int count)
{
	uint64_t rows = 0, frames = 0;

	for (size_t i = 0; i < anatomy->row_count; i++)
		if (!is_below(size_of(anatomy->rows[i].counts.of[count]), &rows))
			return false;
	for (size_t i = 0; i < anatomy->frame_count; i++)
		if (!is_below(size_of(anatomy->frames[i].counts.of[count]), &frames))
			return false;
	return true;
}

bool anatomy_is_small(const struct anatomy *anatomy)
{
	bool is_small = anatomy->events <= ANATOMY_EVENTS_MOST &&
			anatomy->frame_events <= ANATOMY_EVENTS_MOST &&
			anatomy->row_count <= ANATOMY_LIST_MOST &&
			anatomy->frame_count <= ANATOMY_LIST_MOST;

	for (int count = 0; count < COUNTS && is_small; count++)
		is_small = count_is_small(anatomy, count);
	return is_small;
}

struct counts anatomy_layer_sum(const struct anatomy *anatomy, enum layer layer)
{
	struct counts sum = { 0 };

	for (size_t i = 0; i < anatomy->row_count; i++)
		if (anatomy->rows[i].layer == layer)
			counts_add(&sum, &anatomy->rows[i].counts);
	return sum;
}

bool anatomy_divides(const struct anatomy *anatomy)
{
	for (size_t i = 0; i < anatomy->row_count; i++)
		if (!counts_divide(&anatomy->rows[i].counts, anatomy->events))
			return false;
	return true;
}

const char *anatomy_function(const char *function)
{
	return function ? function : "[no symbol]";
}

void anatomy_free(struct anatomy *anatomy)
{
	if (!anatomy)
		return;
	free(anatomy->rows);
	free(anatomy->frames);
	text_pool_release(&anatomy->texts);
	free(anatomy);
}
