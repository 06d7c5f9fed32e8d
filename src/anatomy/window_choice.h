/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_WINDOW_CHOICE_H
#define BPFTAX_ANATOMY_WINDOW_CHOICE_H

/*
 * Which windows of a recording an anatomy is made of.
 *
 *	windows_choose(&roles, 0, &chosen);
 *	tally_make(recording, functions, chosen.attached, chosen.attached_count, &tally);
 *	windows_release(&chosen);
 *
 * Pure.
 */

#include <stddef.h>
#include <stdint.h>
#include "anatomy/window_role.h"

#define WINDOW_NONE ((size_t)-1)

struct chosen_windows {
	uint64_t events;	 /* of each; 0: there is none of one kind */
	size_t *attached, *bare; /* indices, disturbed ones left out */
	size_t attached_count, bare_count;
	size_t disturbed; /* of both kinds, whose events are as many */
	size_t attached_path,
	    bare_path; /* the shortest undisturbed ones of as many events; or WINDOW_NONE */
	uint64_t path_events;
	uint64_t attached_elapsed_ns, bare_elapsed_ns; /* lower medians of those chosen */
};

/* Of the windows whose path was not kept; where there are none, of the others.  0 or -ENOMEM. */
int windows_choose(const struct window_roles *roles, unsigned int window,
		   struct chosen_windows *ret_chosen);
void windows_release(struct chosen_windows *chosen);

#endif
