/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NETWORK_SECTION_H
#define BPFTAX_AGENT_NETWORK_SECTION_H

/*
 * Sections that name a place on a packet's way, a cgroup, or nothing that an event of ours could
 * pass: by what they are attached, or why they are not.  Pure.
 *
 *	const struct network_section *found = network_section_find("tc/egress");
 *
 *	if (found && found->why_not)
 *		...                      // "section '...' WHY_NOT"
 *	else if (found)
 *		object_mechanism_names[found->mechanism].name   // "tcx"
 */

#include <stdbool.h>
#include "protocol/names.h"

struct network_section {
	const char *section; /* with a "/" at its end: whatever follows */
	enum object_mechanism_id mechanism;
	bool is_egress;	     /* of tcx; the others' direction is in their type of attachment */
	const char *why_not; /* NULL: it is attached */
};

/* NULL where the section is of another kind. */
const struct network_section *network_section_find(const char *section);

#endif
