// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/path_agreement.h"
#include "anatomy/anatomy_rows.h"

static struct counts sum_of(const struct frames *frames, const char *function, const char *module)
{
	struct counts sum = { 0 };

	for (size_t i = 0; i < frames->count; i++)
		if (frames->frames[i].function == function && frames->frames[i].module == module)
			counts_add(&sum, &frames->frames[i].counts);
	return sum;
}

/* Whether so many events have a row's number each. */
static bool row_agrees(const struct anatomy *anatomy, const struct anatomy_row *row,
		       const struct frames *frames, uint64_t events)
{
	struct counts sum = sum_of(frames, row->function, row->module);

	for (int i = 0; i < COUNTS; i++)
		if (sum.of[i] * (int64_t)anatomy->events != row->counts.of[i] * (int64_t)events)
			return false;
	return true;
}

/* What the counters find the same must be so in the path too. */
static bool has_no_other(const struct anatomy *anatomy, const struct frames *frames)
{
	for (size_t i = 0; i < frames->count; i++) {
		const struct frame *frame = &frames->frames[i];
		struct counts sum;

		if (counts_are_zero(&frame->counts) ||
		    anatomy_row_find(anatomy, frame->function, frame->module))
			continue;
		sum = sum_of(frames, frame->function, frame->module);
		if (!counts_are_zero(&sum))
			return false;
	}
	return true;
}

bool path_agrees(const struct anatomy *anatomy, const struct frames *frames, uint64_t events)
{
	for (size_t i = 0; i < anatomy->row_count; i++)
		if (!row_agrees(anatomy, &anatomy->rows[i], frames, events))
			return false;
	return has_no_other(anatomy, frames);
}
