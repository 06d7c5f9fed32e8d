/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_PARTNERS_H
#define BPFTAX_COMPARE_PARTNERS_H

/*
 * Which kernel of one run is held against which of another, all boots of each together.
 *
 *	struct partners *partners = NULL;
 *	size_t count;
 *
 *	if (partners_find(a, b, &partners, &count) < 0)
 *		return -ENOMEM;
 *	for (size_t i = 0; i < count; i++)
 *		hold(partners[i].group[0], partners[i].group[1]);
 *	partners_free(partners, count);
 *
 * Partners have release, architecture and timing in common, and of several such the name as well,
 * where one has it.  Where each run has but one kernel
 * these are partners whatever they are, as what is asked then is how two kernels differ.  Pure.
 */

#include "estimate/run_report.h"

#define NO_PARTNER SIZE_MAX

struct partners {
	size_t group[2]; /* of the first and of the second run; NO_PARTNER: it has none */
	char *name;	 /* of the kernel; NULL where it goes without saying */
};

/* Those of the first run in its order, then what only the second has.  0 or -ENOMEM. */
int partners_find(const struct run_report *a, const struct run_report *b,
		  struct partners **ret_partners, size_t *ret_count);
void partners_free(struct partners *partners, size_t count);

/* cell_group_facts(), and NULL of what has no partner. */
json_t *group_facts(const struct run_report *run, size_t group);

/* Why the kernel has no result at all, as part of a sentence; NULL: it has some. */
const char *group_missing(const struct run_report *run, size_t group);

#endif
