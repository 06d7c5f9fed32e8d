// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/step_search.h"

#include <math.h>
#include <stdint.h>

bool step_is(const struct gate_rule *rule, double before, double after)
{
	double difference = fabs(after - before);

	if (rule->level)
		return (before <= rule->bound) != (after <= rule->bound);
	if (rule->unit == GATE_PERCENT)
		return before > 0 && 100 * difference / before > rule->bound;
	return difference > rule->bound;
}

static bool is_step(const struct step_search *search, size_t before, size_t after)
{
	const struct step_point *a = &search->points[before], *b = &search->points[after];

	return a->state == STEP_KNOWN && b->state == STEP_KNOWN && a->kind == b->kind &&
	       step_is(search->rule, a->value, b->value);
}

static bool was_looked_at(const struct step_point *point)
{
	return point->state == STEP_KNOWN || point->state == STEP_ABSENT;
}

/* The next point that was looked at, from `from` on; the count when there is none. */
static size_t next_seen(const struct step_search *search, size_t from)
{
	while (from < search->count && !was_looked_at(&search->points[from]))
		from++;
	return from;
}

static bool is_newest(const struct step_search *search, size_t point)
{
	return point + 1 == search->count ||
	       search->points[point + 1].series != search->points[point].series;
}

/* The newest of a series that can be used, from its newest point; SIZE_MAX: none. */
static size_t newest_usable(const struct step_search *search, size_t newest)
{
	unsigned int series = search->points[newest].series;

	for (size_t i = newest + 1; i-- > 0 && search->points[i].series == series;)
		if (search->points[i].state != STEP_UNUSABLE)
			return i;
	return SIZE_MAX;
}

struct wanted {
	size_t *points;
	size_t count, most;
};

static void want(const struct step_search *search, struct wanted *wanted, size_t point)
{
	if (point < search->count && search->points[point].state == STEP_UNKNOWN &&
	    wanted->count < wanted->most &&
	    (!wanted->count || wanted->points[wanted->count - 1] != point))
		wanted->points[wanted->count++] = point;
}

/* The oldest, then the newest of each series. */
static void want_anchors(const struct step_search *search, struct wanted *wanted)
{
	want(search, wanted, 0);
	for (size_t i = 0; i < search->count; i++)
		if (is_newest(search, i))
			want(search, wanted, newest_usable(search, i));
}

static size_t count_unknown(const struct step_search *search, size_t after, size_t before)
{
	size_t count = 0;

	for (size_t i = after + 1; i < before; i++)
		count += search->points[i].state == STEP_UNKNOWN;
	return count;
}

/* The unknown point between two that has so many unknown ones before it. */
static size_t unknown_at(const struct step_search *search, size_t after, size_t rank)
{
	size_t i = after + 1;

	for (; search->points[i].state != STEP_UNKNOWN || rank-- > 0; i++)
		;
	return i;
}

/* How many gaps there are with a step and something to measure in them. */
static size_t count_gaps(const struct step_search *search)
{
	size_t count = 0;

	for (size_t a = next_seen(search, 0), b; a < search->count; a = b) {
		b = next_seen(search, a + 1);
		count +=
		    b < search->count && is_step(search, a, b) && count_unknown(search, a, b) > 0;
	}
	return count;
}

/* So many points that cut a gap into equal parts. */
static void want_between(const struct step_search *search, struct wanted *wanted, size_t a,
			 size_t b, size_t parts)
{
	size_t unknown = count_unknown(search, a, b);

	for (size_t i = 1; i <= parts && unknown; i++)
		want(search, wanted, unknown_at(search, a, (unknown * i - 1) / (parts + 1)));
}

static void want_middles(const struct step_search *search, struct wanted *wanted)
{
	size_t gaps = count_gaps(search);
	size_t parts = gaps && gaps < wanted->most ? wanted->most / gaps : 1;

	for (size_t a = next_seen(search, 0), b; a < search->count; a = b) {
		b = next_seen(search, a + 1);
		if (b < search->count && is_step(search, a, b))
			want_between(search, wanted, a, b, parts);
	}
}

size_t step_search_next(const struct step_search *search, size_t *ret_wanted, size_t most)
{
	struct wanted wanted = { ret_wanted, 0, most };

	want_anchors(search, &wanted);
	if (!wanted.count)
		want_middles(search, &wanted);
	return wanted.count;
}

struct found {
	struct step *steps;
	size_t count, most;
};

static void find(const struct step_search *search, struct found *found, size_t a, size_t b,
		 bool spread)
{
	if (found->count < found->most)
		found->steps[found->count++] =
		    (struct step){ a, b, search->points[b].value - search->points[a].value,
				   spread };
}

/* How many steps lie between neighbours from a to b; they are added. */
static size_t find_between(const struct step_search *search, struct found *found, size_t a,
			   size_t b)
{
	size_t before = found->count;

	for (size_t i = a, next; i < b; i = next) {
		next = next_seen(search, i + 1);
		if (is_step(search, i, next))
			find(search, found, i, next, false);
	}
	return found->count - before;
}

/* The next newest of a series that was looked at; the count when there is none. */
static size_t next_anchor(const struct step_search *search, size_t from)
{
	for (size_t i = from; i < search->count; i++) {
		size_t usable = is_newest(search, i) ? newest_usable(search, i) : SIZE_MAX;

		if (usable != SIZE_MAX && usable >= from && was_looked_at(&search->points[usable]))
			return usable;
	}
	return search->count;
}

size_t step_search_steps(const struct step_search *search, struct step *ret_steps, size_t most)
{
	struct found found = { ret_steps, 0, most };

	for (size_t a = next_seen(search, 0), b; a < search->count; a = b) {
		b = next_anchor(search, a + 1);
		if (b < search->count && !find_between(search, &found, a, b) &&
		    is_step(search, a, b))
			find(search, &found, a, b, true);
	}
	return found.count;
}
