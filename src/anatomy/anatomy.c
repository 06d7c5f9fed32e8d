// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy.h"

#include <stdlib.h>

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
