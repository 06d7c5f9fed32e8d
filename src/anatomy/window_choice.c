// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/window_choice.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>

/* What a window has to be. */
struct wanted {
	bool bare;
	unsigned int window; /* of those that are not bare */
	bool path;
	uint64_t events; /* 0: any number */
};

static bool fits(const struct window_role *role, const struct wanted *wanted)
{
	return role->bare == wanted->bare && (role->bare || role->window == wanted->window) &&
	       role->path == wanted->path && role->events &&
	       (!wanted->events || role->events == wanted->events);
}

static size_t count_fitting(const struct window_roles *roles, struct wanted wanted)
{
	size_t count = 0;

	for (size_t i = 0; i < roles->count; i++)
		count += !roles->roles[i].disturbed && fits(&roles->roles[i], &wanted);
	return count;
}

/* How many events most windows have that both kinds have; of as many windows the fewest events. */
static uint64_t events_of_most(const struct window_roles *roles, struct wanted wanted)
{
	uint64_t events = 0;
	size_t most = 0;

	for (size_t i = 0; i < roles->count; i++) {
		struct wanted attached = wanted, bare = wanted;
		size_t count;

		attached.events = bare.events = roles->roles[i].events;
		bare.bare = true;
		count = count_fitting(roles, attached);
		if (!attached.events || !count || !count_fitting(roles, bare) || count < most ||
		    (count == most && attached.events >= events))
			continue;
		most = count;
		events = attached.events;
	}
	return events;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

static int elapsed_median(const struct window_roles *roles, const size_t *windows, size_t count,
			  uint64_t *ret_median_ns)
{
	CLEANUP_FREE uint64_t *elapsed_ns = calloc(count + 1, sizeof(*elapsed_ns));

	if (!elapsed_ns)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		elapsed_ns[i] = roles->roles[windows[i]].elapsed_ns;
	qsort(elapsed_ns, count, sizeof(*elapsed_ns), compare);
	*ret_median_ns = count ? elapsed_ns[(count - 1) / 2] : 0;
	return 0;
}

static int take(const struct window_roles *roles, struct wanted wanted, size_t **ret_windows,
		size_t *ret_count, size_t *disturbed)
{
	size_t *windows = calloc(roles->count + 1, sizeof(*windows));
	size_t count = 0;

	if (!windows)
		return -ENOMEM;
	for (size_t i = 0; i < roles->count; i++) {
		if (!fits(&roles->roles[i], &wanted))
			continue;
		*disturbed += roles->roles[i].disturbed;
		if (!roles->roles[i].disturbed)
			windows[count++] = i;
	}
	*ret_windows = windows;
	*ret_count = count;
	return 0;
}

/* The first of the shortest: what comes now and then (a page given back) is not in it. */
static size_t shortest_fitting(const struct window_roles *roles, struct wanted wanted)
{
	size_t shortest = WINDOW_NONE;

	for (size_t i = 0; i < roles->count; i++) {
		const struct window_role *role = &roles->roles[i];

		if (role->disturbed || !fits(role, &wanted))
			continue;
		if (shortest == WINDOW_NONE || role->elapsed_ns < roles->roles[shortest].elapsed_ns)
			shortest = i;
	}
	return shortest;
}

static void paths_choose(const struct window_roles *roles, struct wanted wanted,
			 struct chosen_windows *chosen)
{
	chosen->attached_path = chosen->bare_path = WINDOW_NONE;
	wanted.path = true;
	wanted.events = chosen->path_events = events_of_most(roles, wanted);
	if (!wanted.events)
		return;
	chosen->attached_path = shortest_fitting(roles, wanted);
	wanted.bare = true;
	chosen->bare_path = shortest_fitting(roles, wanted);
}

static int counted_choose(const struct window_roles *roles, struct wanted wanted,
			  struct chosen_windows *chosen)
{
	int code =
	    take(roles, wanted, &chosen->attached, &chosen->attached_count, &chosen->disturbed);

	wanted.bare = true;
	if (!code)
		code = take(roles, wanted, &chosen->bare, &chosen->bare_count, &chosen->disturbed);
	if (!code)
		code = elapsed_median(roles, chosen->attached, chosen->attached_count,
				      &chosen->attached_elapsed_ns);
	return code ? code
		    : elapsed_median(roles, chosen->bare, chosen->bare_count,
				     &chosen->bare_elapsed_ns);
}

int windows_choose(const struct window_roles *roles, unsigned int window,
		   struct chosen_windows *ret_chosen)
{
	struct wanted wanted = { .window = window };
	struct chosen_windows chosen = { 0 };
	int code = 0;

	paths_choose(roles, wanted, &chosen);
	chosen.events = events_of_most(roles, wanted);
	if (!chosen.events) {
		chosen.events = chosen.path_events;
		wanted.path = true;
	}
	wanted.events = chosen.events;
	if (chosen.events)
		code = counted_choose(roles, wanted, &chosen);
	if (code < 0)
		windows_release(&chosen);
	else
		*ret_chosen = chosen;
	return code;
}

void windows_release(struct chosen_windows *chosen)
{
	free(chosen->attached);
	free(chosen->bare);
	*chosen = (struct chosen_windows){ 0 };
}
