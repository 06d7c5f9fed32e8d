/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_TYPED_H
#define BPFTAX_STUDY_TYPED_H

/*
 * What a study says by default gives way to what was typed: nobody who names a workload asked for
 * the known delays of the default study, nor for its counted cells, and nobody who names a target
 * that cannot count is refused for the counted cells of a file.  Pure.
 *
 *	struct study_typed typed = { .file = true, .timing = false };
 *	struct error why;
 *
 *	study_load(...); command_line_apply(...);
 *	study_default_yield(&study, &typed);
 *	study_objects_yield(&study);
 *	if (study_counted_yield(&study, &typed, &why))
 *		say(why.text);                       // the run takes time only
 */

#include "common/error.h"
#include "study/study.h"

/* What was named on the command line. */
struct study_typed {
	bool file; /* a study; else it is the default one */
	bool workload, delays, timing;
};

/*
 * Where no study was named but a workload: known delays and counted cells only if they were named
 * as well.  Where no study was named but objects: the delays likewise.  What a file says was asked
 * for by whoever named the file.
 */
void study_default_yield(struct study *study, const struct study_typed *typed);

/* Objects, where neither mechanism nor program was named, are all that is measured. */
void study_objects_yield(struct study *study);

/*
 * Counted cells beside timed ones, which nobody typed, that what was typed does not let be counted:
 * they are left out.  Whether they were; *ret_why is then the reason.
 */
bool study_counted_yield(struct study *study, const struct study_typed *typed,
			 struct error *ret_why);

#endif
