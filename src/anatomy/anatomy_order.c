// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_order.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the frames say of a row. */
struct seen {
	struct anatomy_row row;
	size_t first; /* its first frame; FRAME_NONE: none */
	uint64_t instructions[LAYERS];
};

static uint64_t size_of(int64_t number)
{
	return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

static void see_frame(struct seen *seen, const struct frame *frame, size_t index)
{
	seen->instructions[frame->layer] += size_of(frame->counts.of[COUNT_instructions]);
	if (seen->first != FRAME_NONE)
		return;
	seen->first = index;
	seen->row.depth = (int)frame->depth;
	seen->row.layer = frame->layer;
}

static void see(struct seen *seen, const struct anatomy *anatomy)
{
	for (size_t i = 0; i < anatomy->frame_count; i++) {
		const struct frame *frame = &anatomy->frames[i];

		if (frame->function == seen->row.function && frame->module == seen->row.module &&
		    !counts_are_zero(&frame->counts))
			see_frame(seen, frame, i);
	}
	for (size_t layer = 0; layer < LAYERS; layer++)
		if (seen->instructions[layer] > seen->instructions[seen->row.layer])
			seen->row.layer = (enum layer)layer;
}

/* By the first frame; rows without one stay in their order, behind. */
static int compare(const void *a, const void *b)
{
	const struct seen *one = a, *other = b;

	if (one->first != other->first)
		return one->first < other->first ? -1 : 1;
	return strcmp(one->row.function ? one->row.function : "",
		      other->row.function ? other->row.function : "");
}

int anatomy_rows_order(struct anatomy *anatomy)
{
	CLEANUP_FREE struct seen *seen = calloc(anatomy->row_count + 1, sizeof(*seen));

	if (!seen)
		return -ENOMEM;
	for (size_t i = 0; i < anatomy->row_count; i++) {
		seen[i] = (struct seen){ .row = anatomy->rows[i], .first = FRAME_NONE };
		see(&seen[i], anatomy);
	}
	qsort(seen, anatomy->row_count, sizeof(*seen), compare);
	for (size_t i = 0; i < anatomy->row_count; i++)
		anatomy->rows[i] = seen[i].row;
	return 0;
}
