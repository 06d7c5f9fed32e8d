/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_EVENT_PATHS_H
#define BPFTAX_ESTIMATE_EVENT_PATHS_H

/*
 * What single events cost: how many of them took which way through a program, and how many
 * instructions each.  A mean of thousands hides that one of 64 is twenty times as dear.  Pure.
 *
 *	struct event_paths paths;
 *
 *	event_paths_make(json_object_get(proof, "singles"), &paths);
 *	for (size_t i = 0; i < paths.count; i++)
 *		print(paths.paths[i].events, paths.events, paths.paths[i].least);
 *
 * A path's cost is that of its event less that of the bare one (agent/singles.h), and a path is all
 * events of one cost: two ways of as many instructions are one.  Bare events that are not all alike
 * would be taken for paths of the program: then there are none.
 */

#include <jansson.h>
#include <stddef.h>

/* So many at most: of more the nearest are taken together, and have a range. */
#define EVENT_PATHS_MOST 12

struct event_path {
	double events;
	double least, most; /* instructions of each; the same where it is one path */
};

struct event_paths {
	struct event_path paths[EVENT_PATHS_MOST]; /* the cheapest first */
	size_t count;				   /* 0: not known */
	double events;				   /* of all paths */
	const char *lacking; /* why not, as long as singles lives; NULL: known or not asked for */
};

/* singles: as the agent's reply to micro has them; NULL, or what is none, has no paths. */
void event_paths_make(const json_t *singles, struct event_paths *ret_paths);

#endif
