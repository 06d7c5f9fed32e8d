// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/event_paths.h"

#include <stdbool.h>
#include <string.h>

/* One more than are kept: before the nearest two are taken together. */
struct growing {
	struct event_path paths[EVENT_PATHS_MOST + 1];
	size_t count;
};

/* [N, instructions]; false where it is none. */
static bool run_read(const json_t *run, struct event_path *ret_path)
{
	const json_t *events = json_array_get(run, 0), *count = json_array_get(run, 1);

	if (!json_is_integer(events) || !json_is_integer(count) || json_integer_value(events) < 1)
		return false;
	*ret_path = (struct event_path){ .events = (double)json_integer_value(events),
					 .least = (double)json_integer_value(count),
					 .most = (double)json_integer_value(count) };
	return true;
}

/* What all bare events took; false where they are not alike, or there are none. */
static bool bare_read(const json_t *runs, double *ret_bare)
{
	struct event_path path;

	if (json_array_size(runs) != 1 || !run_read(json_array_get(runs, 0), &path))
		return false;
	*ret_bare = path.least;
	return true;
}

static size_t nearest(const struct growing *growing)
{
	size_t best = 0;

	for (size_t i = 1; i + 1 < growing->count; i++)
		if (growing->paths[i + 1].least - growing->paths[i].most <
		    growing->paths[best + 1].least - growing->paths[best].most)
			best = i;
	return best;
}

/* Takes the path and the next one together. */
static void join(struct growing *growing, size_t at)
{
	growing->paths[at].events += growing->paths[at + 1].events;
	growing->paths[at].most = growing->paths[at + 1].most;
	growing->count--;
	memmove(&growing->paths[at + 1], &growing->paths[at + 2],
		(growing->count - at - 1) * sizeof(*growing->paths));
}

/* The first whose most is not below it. */
static size_t place_of(const struct growing *growing, double instructions)
{
	size_t at = 0;

	while (at < growing->count && growing->paths[at].most < instructions)
		at++;
	return at;
}

static void path_add(struct growing *growing, const struct event_path *path)
{
	size_t at = place_of(growing, path->least);

	if (at < growing->count && growing->paths[at].least <= path->least) {
		growing->paths[at].events += path->events;
		return;
	}
	memmove(&growing->paths[at + 1], &growing->paths[at],
		(growing->count - at) * sizeof(*growing->paths));
	growing->paths[at] = *path;
	growing->count++;
	if (growing->count > EVENT_PATHS_MOST)
		join(growing, nearest(growing));
}

static void paths_read(const json_t *runs, double bare, struct growing *growing, double *ret_events)
{
	const json_t *run;
	size_t i;

	json_array_foreach (runs, i, run) {
		struct event_path path;

		if (!run_read(run, &path))
			continue;
		path.least -= bare;
		path.most -= bare;
		path_add(growing, &path);
		*ret_events += path.events;
	}
}

/* NULL where there is nothing in the way. */
static const char *lacking_find(const json_t *singles, double *ret_bare)
{
	const char *lacking = json_string_value(json_object_get(singles, "lacking"));

	if (lacking)
		return lacking;
	if (!json_array_size(json_object_get(singles, "attached")))
		return "something else came into every one of them";
	return bare_read(json_object_get(singles, "bare"), ret_bare)
		   ? NULL
		   : "the bare event is not one number";
}

void event_paths_make(const json_t *singles, struct event_paths *ret_paths)
{
	struct growing growing = {};
	double bare = 0;

	*ret_paths = (struct event_paths){};
	if (!json_is_object(singles))
		return;
	ret_paths->lacking = lacking_find(singles, &bare);
	if (ret_paths->lacking)
		return;
	paths_read(json_object_get(singles, "attached"), bare, &growing, &ret_paths->events);
	memcpy(ret_paths->paths, growing.paths, sizeof(ret_paths->paths));
	ret_paths->count = growing.count;
}
