// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/one_event.h"

/* What is known of each execution: loads and stores are shares of what an instruction did in all.
 */
static bool is_shared(int count)
{
	return count == COUNT_loads || count == COUNT_stores;
}

static bool are_alike(const struct frame *a, const struct frame *b)
{
	for (int i = 0; i < COUNTS; i++)
		if (!is_shared(i) && a->counts.of[i] != b->counts.of[i])
			return false;
	return a->function == b->function && a->module == b->module && a->depth == b->depth &&
	       a->how == b->how;
}

static struct counts sum_of_turns(const struct frame *frames, size_t first, size_t count,
				  size_t period)
{
	struct counts sum = { 0 };

	for (size_t i = first; i < count; i += period)
		counts_add(&sum, &frames[i].counts);
	return sum;
}

static bool repeats(const struct frame *frames, size_t count, size_t period, uint64_t events)
{
	for (size_t i = period; i < count; i++)
		if (!are_alike(&frames[i], &frames[i - period]))
			return false;
	for (size_t i = 0; i < period; i++) {
		struct counts sum = sum_of_turns(frames, i, count, period);

		if (!counts_divide(&sum, events))
			return false;
	}
	return true;
}

/* Shares become those of an event. */
static void shares_settle(struct frame *frames, size_t count, size_t period, uint64_t events)
{
	for (size_t i = 0; i < period; i++) {
		struct counts sum = sum_of_turns(frames, i, count, period);

		for (int c = 0; c < COUNTS; c++)
			frames[i].counts.of[c] = sum.of[c] / (int64_t)events;
	}
}

/* How many at the beginning are there because of those below them alone. */
static size_t beginning_of(const struct frame *frames, size_t count)
{
	size_t begin = 0;

	while (begin < count && counts_are_zero(&frames[begin].counts))
		begin++;
	return begin;
}

bool frames_take_one(struct frame *frames, size_t *count, uint64_t events)
{
	for (size_t begin = 0; begin <= beginning_of(frames, *count); begin++) {
		size_t rest = *count - begin;

		if (!rest || rest % events || !repeats(frames + begin, rest, rest / events, events))
			continue;
		shares_settle(frames + begin, rest, rest / events, events);
		*count = begin + rest / events;
		return true;
	}
	return false;
}
